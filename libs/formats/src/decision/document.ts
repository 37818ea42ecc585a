import type { DecisionRecord } from '@entente/contracts';
import type { Instant } from '@entente/kernel';
import type { BarRow } from './bars.js';
import { arithmeticOf } from './document-arithmetic.js';
import { eventsOf } from './document-events.js';
import { changesOf, declarationsOf, holdsOf, objectionsOf, reservesOf } from './document-history.js';
import { positionsOf, receiptsOf } from './document-positions.js';
import { resultOf, ruleOf, frozenOf, sentenceOf } from './document-result.js';
import { documentWords, type DocumentWord } from './document-words.js';
import { instantWords } from './instant-words.js';
import { sayFrom } from './say.js';
import { recordHash } from './verify-decision.js';

/** One part of the document. What is `mono` are hashes and commands. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'command'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly rows: readonly Fact[] }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'bars'; readonly bars: readonly BarRow[] }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly mono: boolean;
}

interface DocumentSection {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A decision record as a document, in words: page, print and PDF draw the same one (SPEC F50). */
interface DecisionDocument {
  readonly title: string;
  readonly coalition: string;
  readonly about: string;
  readonly sentence: string;
  /** Said first where something is withheld. */
  readonly notice: string | null;
  readonly sections: readonly DocumentSection[];
}

/** What every section is written with. */
export interface Writing {
  readonly record: DecisionRecord;
  readonly say: (id: DocumentWord, values?: Readonly<Record<string, string | number>>) => string;
  /** An instant in the zone of the procedure. */
  readonly when: (at: Instant) => string;
  /** A partner by name and code. */
  readonly name: (code: string) => string;
}

const say = sayFrom(documentWords, 'en');

export function decisionDocument(record: DecisionRecord): DecisionDocument {
  const { zone } = record.frozen.terms;
  const { names } = record.frozen;
  const writing: Writing = {
    record,
    say,
    when: (at) => instantWords(at, zone),
    name: (code) => (names[code] === undefined ? code : `${names[code]} (${code})`),
  };
  const { number, revision, title } = record.package;
  return {
    title: say('title'),
    coalition: record.coalition,
    about: say('about', { number, revision, title }),
    sentence: sentenceOf(writing),
    notice: noticeOf(record),
    sections: sectionsOf(writing),
  };
}

function sectionsOf(writing: Writing): readonly DocumentSection[] {
  const section = (id: SectionId, blocks: readonly Block[]): DocumentSection => ({
    id,
    title: say(`section.${id}`),
    blocks: blocks.length === 0 ? [{ kind: 'text', text: say('none') }] : blocks,
  });
  return [
    section('result', resultOf(writing)),
    section('rule', ruleOf(writing)),
    section('arithmetic', arithmeticOf(writing)),
    section('positions', positionsOf(writing)),
    section('objections', objectionsOf(writing)),
    section('reserves', reservesOf(writing)),
    section('holds', holdsOf(writing)),
    section('declarations', declarationsOf(writing)),
    section('changes', changesOf(writing)),
    section('receipts', receiptsOf(writing)),
    section('frozen', frozenOf(writing)),
    section('events', eventsOf(writing)),
    section('check', checkOf(writing.record)),
  ];
}

type SectionId = DocumentWord extends infer Word ? (Word extends `section.${infer Id}` ? Id : never) : never;

function noticeOf({ withheld }: DecisionRecord): string | null {
  if (withheld === null) return null;
  const { events, positions, objectors } = withheld;
  const one = positions ? 'withheld.positions' : 'withheld.objectors';
  return say('withheld', { events, what: say(positions && objectors ? 'withheld.both' : one) });
}

const checkOf = (record: DecisionRecord): readonly Block[] => [
  { kind: 'facts', rows: [{ name: say('check.hash'), value: recordHash(record), mono: true }] },
  { kind: 'text', text: say('check.text') },
  { kind: 'command', text: say('check.command') },
  { kind: 'text', text: say('check.chain') },
];
