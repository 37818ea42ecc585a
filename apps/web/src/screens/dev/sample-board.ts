import type { Electorate, Rule } from '@entente/consensus';
import type { Delegation, Position } from '@entente/contracts';
import {
  instant,
  type DelegationCode,
  type DocumentId,
  type Hash,
  type PersonId,
  type ProvisionId,
} from '@entente/kernel';
import type { boardOf } from '../../board/board.js';
import type { Measure } from '../../board/measure.js';
import type { OutlineSection } from '../../text/outline.js';

/** How large a sample is, and of what kind. */
export type Wanted = {
  readonly partners: number;
  readonly provisions: number;
  /** Provisions of one section. */
  readonly each: number;
  /** So many of the last provisions nobody has spoken on. */
  readonly silent: number;
  /** Another seed, other positions. */
  readonly seed: number;
};

/** As the address asks; by itself 200 partners on 300 provisions. */
export function wantedOf(search: URLSearchParams): Wanted {
  const number = (name: string, usual: number): number => Number(search.get(name) ?? usual);
  return {
    partners: number('partners', 200),
    provisions: number('provisions', 300),
    each: number('each', 1),
    silent: number('silent', 0),
    seed: number('seed', 1),
  };
}

type Given = Parameters<typeof boardOf>;
export type Sample = { readonly given: Given; readonly measure: Measure };

/** What a board is made of: in favour mostly, and some of every other mark, as the seed has it. */
export function sampleOf({ partners, provisions, each, silent, seed }: Wanted): Sample {
  const seats = Array.from({ length: partners }, (_, at) => seatOf(at));
  const sections = Array.from({ length: Math.ceil(provisions / each) }, (_, at) =>
    sectionOf(at, Math.min(each, provisions - at * each)),
  );
  const ids = sections.flatMap((section) => section.provisions.map(({ id }) => id));
  const lots = lotsOf(seed);
  const positions = ids
    .slice(0, ids.length - silent)
    .flatMap((provision) => seats.map(({ code }) => positionOf(code, provision, lots())));
  return {
    given: [seats, sections, new Map(ids.map((id) => [id, HASH])), positions],
    measure: { rule: QMV, electorate: electorateOf(seats) },
  };
}

const HASH = `sha256:${'0123456789abcdef'.repeat(4)}` as Hash;
const OLDER = `sha256:${'fedcba9876543210'.repeat(4)}` as Hash;
const QMV: Rule = { id: 'QMV_55_65' };
const KINDS = [
  'support',
  'support',
  'support',
  'can_accept',
  'reserve',
  'oppose',
  'no_instructions',
] as const;

const electorateOf = (seats: readonly Delegation[]): Electorate => ({
  members: seats.map(({ code, weight }) => ({ partner: code, weight, participates: true })),
  quorum: 'none',
});

function seatOf(at: number): Delegation {
  const code = `${letter(at / 26)}${letter(at)}` as DelegationCode;
  const weight = 100_000 + ((at * 7_919) % 997) * 80_000;
  return { code, name: `Partner ${code}`, order: at + 1, kind: 'partner', active: true, weight };
}

function sectionOf(at: number, length: number): OutlineSection {
  const document = `${String(at).padStart(8, '0')}-sample` as DocumentId;
  const marker = `Article ${String(at + 1)}`;
  const provisions = Array.from({ length }, (_, index) => ({
    id: `p${String(at)}.${String(index)}` as ProvisionId,
    document,
    depth: 0,
    marker: `${String(index + 1)}.`,
    citation: length === 1 ? marker : `${marker}(${String(index + 1)})`,
    excerpt: '',
  }));
  return { document, kind: 'article', marker, heading: '', provisions };
}

function positionOf(partner: DelegationCode, provision: ProvisionId, lot: number): Position {
  const position = KINDS[lot % KINDS.length] ?? 'support';
  return {
    partner,
    provision,
    // One in twenty was given for other words, one in thirty has a note.
    hash: lot % 20 === 0 ? OLDER : HASH,
    position,
    reserve: position === 'reserve' ? 'scrutiny' : null,
    note: lot % 30 === 0 ? 'A note.' : '',
    person: `${partner}-person` as PersonId,
    name: partner,
    at: instant(0),
    current: true,
  };
}

const letter = (at: number): string => String.fromCodePoint(65 + (Math.floor(at) % 26));

/** Numbers that look drawn and are always the same (mulberry32). */
function lotsOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let lot = Math.imul(state ^ (state >>> 15), 1 | state);
    lot = (lot + Math.imul(lot ^ (lot >>> 7), 61 | lot)) ^ lot;
    return (lot ^ (lot >>> 14)) >>> 0;
  };
}
