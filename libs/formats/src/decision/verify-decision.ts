import { decodeUtf8, encodeJcs, hashOf, parseJcs, type JsonValue } from '@entente/canonical';
import { electorateHash, recount, termsHash, type Procedure } from '@entente/consensus';
import { DECISION_RECORD, decisionRecord, type DecisionRecord } from '@entente/contracts';
import { packageHash, type PackageContent } from '@entente/document';
import { err, ok, type AnnexId, type Hash, type Result } from '@entente/kernel';
import type { RecordDifference, RecordVerdict } from './decision-verdict.js';
import { sealedPackageHash } from '../sealed-package-hash.js';
import { decisionRecordOf } from './record-of.js';

/** How the canonical JSON of a decision record starts: its keys are sorted. */
const START = '{"coalition":';

/**
 * Checks a decision record by playing its events again: order, hashes of what was frozen, every end by the frozen rule, and everything
 * that the record says beside them. Pure; the page and `entente verify-decision` give the same answer (SPEC R183).
 */
export function verifyDecision(bytes: Uint8Array): RecordVerdict {
  const read = readRecord(bytes);
  if (!read.ok) return read.error;
  const { record, exactBytes } = read.value;
  const hash = recordHash(record);
  const differences = [...hashDifferences(record), ...eventDifferences(record)];
  if (differences.length > 0) return { verdict: 'differs', record, hash, exactBytes, differences };
  return { verdict: record.withheld === null ? 'follows' : 'in_part', record, hash, exactBytes };
}

/** The bytes of a record as a file: strict JCS. */
export const recordBytes = (record: DecisionRecord): Uint8Array =>
  // A parsed record is plain JSON, and its form has no undefined.
  encodeJcs(JSON.parse(JSON.stringify(record)) as JsonValue);

/** The hash of a record: that of its bytes as a file. */
export const recordHash = (record: DecisionRecord): Hash => hashOf(recordBytes(record));

interface Read {
  readonly record: DecisionRecord;
  readonly exactBytes: boolean;
}

function readRecord(bytes: Uint8Array): Result<Read, RecordVerdict> {
  const strict = parseJcs(bytes);
  if (strict.ok) return asRecord(strict.value, true);
  if (strict.error.code === 'TOO_LARGE') {
    return err({ verdict: 'damaged', reason: 'TOO_LARGE', detail: String(strict.error.limit) });
  }
  const text = decodeUtf8(bytes);
  if (text === null) return err(notJson(bytes));
  try {
    return asRecord(JSON.parse(text.replace(/^\ufeff/, '')) as JsonValue, false);
  } catch {
    return err(notJson(bytes));
  }
}

function notJson(bytes: Uint8Array): RecordVerdict {
  const start = decodeUtf8(bytes.subarray(0, START.length)) ?? '';
  return start === START
    ? { verdict: 'damaged', reason: 'TRUNCATED', detail: String(bytes.length) }
    : { verdict: 'not_ours' };
}

function asRecord(value: JsonValue, exactBytes: boolean): Result<Read, RecordVerdict> {
  const parsed = decisionRecord.safeParse(value);
  if (parsed.success) return ok({ record: parsed.data, exactBytes });
  const [issue] = parsed.error.issues;
  return JSON.stringify(value).includes(`"${DECISION_RECORD}"`)
    ? err({ verdict: 'damaged', reason: 'FIELDS', detail: issue?.path.join('.') ?? '' })
    : err({ verdict: 'not_ours' });
}

function hashDifferences({ frozen }: DecisionRecord): RecordDifference[] {
  const annexes = frozen.annexes.map(({ annex, commitment }) => ({ annex: annex as AnnexId, commitment }));
  const computed = {
    terms: [frozen.termsHash, termsHash(frozen.terms)],
    electorate: [frozen.electorateHash, electorateHash(frozen.terms.members)],
    package: [frozen.packageHash, packageHashOf(frozen, annexes)],
  } as const;
  return (['terms', 'electorate', 'package'] as const).flatMap((of): RecordDifference[] => {
    const [stated, own] = computed[of];
    return stated === own ? [] : [{ code: 'HASH', of, stated, computed: own }];
  });
}

function packageHashOf(
  { textHash, sealedText }: DecisionRecord['frozen'],
  annexes: PackageContent['annexes'],
): Hash {
  return sealedText === undefined
    ? packageHash({ textHash, parts: [], annexes })
    : sealedPackageHash({ sealedText, annexes });
}

function eventDifferences(record: DecisionRecord): RecordDifference[] {
  // Counted on what is left after something was withheld, every figure would be another one.
  if (record.withheld !== null) return [];
  const { events } = record;
  const gap = events.findIndex(({ sequence }, index) => sequence !== index + 1);
  if (gap !== -1) return [{ code: 'EVENTS_BROKEN', event: gap + 1 }];
  const opening = events[0]?.event;
  const begins = opening !== undefined && 'terms' in opening;
  if (!begins || jcs(opening.terms) !== jcs(record.frozen.terms))
    return [{ code: 'EVENTS_BROKEN', event: 1 }];
  const played = recount(events.map(({ event }) => event));
  if (!played.ok) return [{ code: 'EVENTS_BROKEN', event: played.error + 1 }];
  const unfounded = played.value.unfounded.map((place): RecordDifference => ({
    code: 'NOT_DECIDED',
    event: place + 1,
  }));
  return [...unfounded, ...derivedDifferences(record, played.value.procedure)];
}

function derivedDifferences(record: DecisionRecord, procedure: Procedure): RecordDifference[] {
  const again = decisionRecordOf(record, procedure);
  const at = firstDifference(again, record, '');
  return at === null ? [] : [{ code: 'NOT_FOLLOWED', at }];
}

const jcs = (value: unknown): string =>
  decodeUtf8(encodeJcs(JSON.parse(JSON.stringify(value)) as JsonValue)) ?? '';

type Tree = { readonly [key: string]: unknown };

/** The path of the first place at which two plain values differ, in the order of the keys; null: nowhere. */
function firstDifference(one: unknown, other: unknown, path: string): string | null {
  const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;
  if (!isTree(one) || !isTree(other)) return one === other ? null : path;
  for (const key of [...new Set([...Object.keys(one), ...Object.keys(other)])].sort()) {
    const found = firstDifference(one[key], other[key], path === '' ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
