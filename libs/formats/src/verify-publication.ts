import { decodeUtf8, hashOf, parseJcs, tryEncodeJcs, type JsonValue } from '@entente/canonical';
import {
  publicationFile,
  type PublicationFile,
  type SealedPublicationFile,
  type WholePublicationFile,
} from '@entente/contracts';
import { packageHash, readCanonicalText } from '@entente/document';
import { err, ok, type AnnexId, type Hash, type Result } from '@entente/kernel';
import type { Difference, Verdict } from './publication-verdict.js';
import { corrigendaDifferences } from './sealed/verify-corrigenda.js';
import { sealedDifferences } from './sealed/verify-sealed.js';
import { foundProvisions } from './stated-provisions.js';

/** With the number of any version of it. */
const FORM = '"entente-publication/';
/** How the canonical JSON of a publication starts: its keys are sorted. */
const START = '{"address":';

interface Read {
  readonly value: JsonValue;
  readonly exactBytes: boolean;
}

function isOurs(text: string): boolean {
  return text.startsWith(START) || text.includes(FORM);
}

/** The JSON of a file, strict or as another program wrote it anew. */
function readJson(bytes: Uint8Array): Result<Read, Verdict> {
  const strict = parseJcs(bytes);
  if (strict.ok) return ok({ value: strict.value, exactBytes: true });
  if (strict.error.code === 'TOO_LARGE') {
    return err({ verdict: 'damaged', reason: 'TOO_LARGE', detail: String(strict.error.limit) });
  }
  const text = decodeUtf8(bytes);
  if (text === null) return err(notJson(bytes));
  try {
    // A byte order mark is what some editors add when they save; it is no part of JSON.
    return ok({ value: JSON.parse(text.replace(/^\ufeff/, '')) as JsonValue, exactBytes: false });
  } catch {
    return err(notJson(bytes));
  }
}

/** A file that is no JSON: ours and cut off, or none of ours. */
function notJson(bytes: Uint8Array): Verdict {
  const start = decodeUtf8(bytes.subarray(0, START.length)) ?? '';
  // Cut off inside a character it is no UTF-8 either, so only its ASCII start is asked.
  return START.startsWith(start) && start !== ''
    ? { verdict: 'damaged', reason: 'TRUNCATED', detail: String(bytes.length) }
    : { verdict: 'not_ours' };
}

function readFile(value: JsonValue): Result<PublicationFile, Verdict> {
  const parsed = publicationFile.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  return isOurs(JSON.stringify(value))
    ? err({ verdict: 'damaged', reason: 'FIELDS', detail: issue?.path.join('.') ?? '' })
    : err({ verdict: 'not_ours' });
}

/** Provisions whose words differ; of those around a differing one only the innermost is named. */
function provisionDifferences(file: WholePublicationFile): Difference[] {
  const found = foundProvisions(file.text as JsonValue);
  const stated = new Map(Object.entries(file.provisions));
  const isDifferent = (id: string): boolean => found.get(id)?.hash !== stated.get(id);
  const differences: Difference[] = [];
  for (const { id, citation, inside } of found.values()) {
    if (!stated.has(id)) differences.push({ code: 'PROVISION_ADDED', id, citation });
    else if (isDifferent(id) && !inside.some(isDifferent)) {
      differences.push({ code: 'PROVISION_CHANGED', id, citation });
    }
  }
  for (const id of stated.keys()) if (!found.has(id)) differences.push({ code: 'PROVISION_MISSING', id });
  return differences;
}

function textDifferences(file: WholePublicationFile): Difference[] {
  const differences = provisionDifferences(file);
  const encoded = tryEncodeJcs(file.text as JsonValue);
  if (!encoded.ok)
    return [...differences, { code: 'TEXT_NOT_CANONICAL', detail: encoded.error.code, id: null }];
  const text = readCanonicalText(encoded.value);
  if (!text.ok) {
    const [fault] = text.error.code === 'REFUSED_CONTENT' ? text.error.faults : [];
    const detail = fault?.code ?? text.error.code;
    return [...differences, { code: 'TEXT_NOT_CANONICAL', detail, id: fault?.provision ?? null }];
  }
  const computed = hashOf(encoded.value);
  const elsewhere = computed !== file.textHash && differences.length === 0;
  return elsewhere ? [{ code: 'TEXT_ELSEWHERE', stated: file.textHash, computed }] : differences;
}

/** From the stated hash of the text, so that changed words are named once, by their provision. */
function packageDifferences(file: WholePublicationFile): Difference[] {
  const annexes = file.annexes.map(({ annex, commitment }) => ({ annex: annex as AnnexId, commitment }));
  const computed = packageHash({ textHash: file.textHash, parts: [], annexes });
  return computed === file.packageHash ? [] : [{ code: 'PACKAGE_HASH', stated: file.packageHash, computed }];
}

/** Rules under which one objection is enough to stop adoption. */
const STOPPED_BY_ONE: ReadonlySet<string> = new Set(['UNANIMITY_STRICT', 'UNANIMITY_ABST', 'CONSENSUS']);
/** Kinds in which saying nothing is consent, so that an adoption may state no act. */
const BY_SILENCE: ReadonlySet<string> = new Set(['silence', 'no_objection']);

interface StatedActs {
  readonly rule: string;
  readonly bySilence: boolean;
  readonly acts: readonly {
    readonly partner: string;
    readonly act: string;
    readonly subjects: readonly string[];
  }[];
  /** Subjects that were not adopted, so that an objection to them alone stopped nothing that is published. */
  readonly fallen: ReadonlySet<string>;
}

/** What the stated acts rule out under the stated rule. Whether they are enough is for the decision record to say. */
function actDifferences({ rule, bySilence, acts, fallen }: StatedActs): Difference[] {
  const seen = new Set<string>();
  const differences: Difference[] = [];
  if (acts.length === 0 && !bySilence) differences.push({ code: 'DECISION', detail: 'NONE', partner: null });
  for (const { partner, act, subjects } of acts) {
    const key = [partner, ...subjects].join(' ');
    if (seen.has(key)) differences.push({ code: 'DECISION', detail: 'TWICE', partner });
    const stops = subjects.length === 0 || !subjects.every((subject) => fallen.has(subject));
    if (act === 'object' && stops && STOPPED_BY_ONE.has(rule))
      differences.push({ code: 'DECISION', detail: 'OBJECTION', partner });
    seen.add(key);
  }
  return differences;
}

function wholeDecision({ decision: { rule, kind, acts } }: WholePublicationFile): StatedActs {
  const bySilence = kind !== undefined && BY_SILENCE.has(kind);
  const fallen = new Set<string>();
  return { rule, bySilence, fallen, acts: acts.map(({ partner, act }) => ({ partner, act, subjects: [] })) };
}

function sealedDecision({ decision }: SealedPublicationFile): StatedActs {
  const { rule, kind, entries, actsShown, cells = [] } = decision;
  // What a partner said of a target is no act; said twice of one it is as much a contradiction.
  const acts = [
    ...decision.acts,
    ...cells.map(({ partner, entry }) => ({
      partner,
      act: 'cell',
      about: { entries: [entry], parts: [] },
    })),
  ];
  const subject = (number: number): string => `#${String(number)}`;
  return {
    rule,
    // A matrix is counted by cells, which are no acts; and where acts are not shown, none is no difference.
    bySilence: BY_SILENCE.has(kind) || kind === 'matrix' || !actsShown,
    fallen: new Set(entries.flatMap(({ state }, at) => (state === 'adopted' ? [] : [subject(at + 1)]))),
    acts: acts.map(({ partner, act, about }) => ({
      partner,
      act,
      subjects: [...about.entries.map(subject), ...about.parts],
    })),
  };
}

function differencesOf(file: PublicationFile): Difference[] {
  return file.form === 'entente-publication/1'
    ? [...textDifferences(file), ...packageDifferences(file), ...actDifferences(wholeDecision(file))]
    : [...sealedDifferences(file), ...corrigendaDifferences(file), ...actDifferences(sealedDecision(file))];
}

/**
 * Checks a published file by computing every hash in it again: of each provision, the text and the package. With
 * `expected`, also that it is that package and not another one that agrees with itself. Pure; the verification page and
 * `entente verify` give the same answer (SPEC F20 to F27, F56, F57, F60).
 */
export function verifyPublication(bytes: Uint8Array, expected?: Hash): Verdict {
  const json = readJson(bytes);
  if (!json.ok) return json.error;
  const read = readFile(json.value.value);
  if (!read.ok) return read.error;
  const file = read.value;
  const { exactBytes } = json.value;
  const differences = differencesOf(file);
  if (differences.length === 0 && expected !== undefined && expected !== file.packageHash) {
    differences.push({ code: 'OTHER_PACKAGE', expected, stated: file.packageHash });
  }
  return differences.length === 0
    ? { verdict: 'matches', file, exactBytes }
    : { verdict: 'differs', file, exactBytes, differences };
}
