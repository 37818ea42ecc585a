import { encodeJcs, hashOf, type JsonValue } from '@entente/canonical';
import {
  bodyOf,
  calendarFaults,
  capitals,
  familyFaults,
  hostCities,
  rulebookFaults,
  rulebookHash,
  runVectors,
  SHIPPED_RULEBOOKS,
  shippedWeightTables,
  weightTableFaults,
  type Rulebook,
  type Seat,
  type Shelf,
  type WeightTable,
  type WorkingCalendar,
} from '@entente/consensus';
import type { BookContent, BookKind } from '@entente/contracts';
import { assertNever, type Hash, type Instant } from '@entente/kernel';
import type { BookRow } from './book.table.js';

/** A version by its name, with its content. */
export interface Version {
  readonly book: string;
  readonly version: number;
  readonly of: BookContent;
}

/** The versions that come with the platform: number 1 of each, in the program and in no table. */
export function shipped(kind: BookKind): readonly Version[] {
  switch (kind) {
    case 'rulebook':
      return SHIPPED_RULEBOOKS.map(({ id, version, ...content }) => versionOf(id, version, kind, content));
    case 'calendar':
      return [...hostCities(), ...capitals()].map(({ id, ...content }) => versionOf(id, 1, kind, content));
    case 'weights':
      return shippedWeightTables().map(({ id, ...content }) => versionOf(id, 1, kind, content));
    default:
      return assertNever(kind);
  }
}

const versionOf = (book: string, version: number, kind: BookKind, content: object): Version => ({
  book,
  version,
  // The shipped ones are of the form that the contracts ask of everybody's: a test parses each.
  of: { kind, content } as BookContent,
});

/** The version that a row holds. */
export const versionIn = ({ kind, book, version, content }: BookRow): Version =>
  // Only content that the contracts have parsed is written.
  versionOf(book, version, kind, content);

export function rulebookOf({ book, version, of }: Version): Rulebook {
  if (of.kind !== 'rulebook') throw misplaced(of, 'rulebook');
  return { ...of.content, id: book, version };
}

export function calendarOf({ book, of }: Version): WorkingCalendar {
  if (of.kind !== 'calendar') throw misplaced(of, 'calendar');
  return { ...of.content, id: book };
}

export function weightsOf({ book, of }: Version): WeightTable {
  if (of.kind !== 'weights') throw misplaced(of, 'weights');
  return { ...of.content, id: book };
}

const misplaced = ({ kind }: BookContent, wanted: BookKind): Error =>
  new Error(`a version of the kind ${kind} in the place of ${wanted}`);

/** What a version is known by: forms `entente-rulebook/1`, `entente-calendar/1`, `entente-weights/1`, strict JCS, name and number included. */
export function hashOfVersion(version: Version): Hash {
  if (version.of.kind === 'rulebook') return rulebookHash(rulebookOf(version));
  const { book, of } = version;
  const plain: JsonValue = JSON.parse(JSON.stringify({ ...of.content, id: book, version: version.version }));
  return hashOf(encodeJcs({ form: `entente-${of.kind}/1`, [of.kind]: plain }));
}

/** One thing that stands in the way of activation. `at`: the field. */
export interface BookFault {
  readonly at: string;
  readonly message: string;
}

/** What a version is judged beside: the body that it is meant for, and what else is in use. */
export interface Surroundings {
  readonly seats: readonly Seat[];
  readonly shelf: Shelf;
  readonly now: Instant;
}

/** Everything that keeps a version from being proposed: faults, and vectors that fail. Codes of the core, not sentences. */
export function faultsOfVersion(version: Version, { seats, shelf, now }: Surroundings): readonly BookFault[] {
  switch (version.of.kind) {
    case 'rulebook': {
      const book = rulebookOf(version);
      const faults = rulebookFaults(book, bodyOf(book, seats, now, shelf), shelf);
      return faults.length > 0
        ? faults.map((fault) => ({ at: fault.field, message: fault.rule?.code ?? fault.code }))
        : failedVectors(book);
    }
    case 'calendar':
      return calendarFaults(calendarOf(version)).map(({ code, at }) => ({ at, message: code }));
    case 'weights': {
      const table = weightsOf(version);
      const own = weightTableFaults(table);
      const others = shelf.weightTables.filter(
        ({ id, family }) => id !== table.id && family === table.family,
      );
      const faults = own.length > 0 ? own : familyFaults([...others, table]);
      return faults.map(({ code, table: id, at }) => ({ at: at === '' ? id : `${id} ${at}`, message: code }));
    }
    default:
      return assertNever(version.of);
  }
}

// A rule book with a fault is not counted by: its vectors would say nothing.
const failedVectors = (book: Rulebook): readonly BookFault[] =>
  runVectors(book)
    .filter(({ passed }) => !passed)
    .map(({ name, unreadable }) => ({ at: `vectors: ${name}`, message: unreadable ?? 'vector_failed' }));
