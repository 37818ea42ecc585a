import type { PublicationFile } from '@entente/contracts';
import type { CorrigendumFault, Difference, EntriesFault, Verdict } from '@entente/formats';
import { assertNever } from '@entente/kernel';

const DECISIONS = {
  OBJECTION: (partner: string) => `The decision is stated as adopted although ${partner} objected.`,
  TWICE: (partner: string) => `The decision states two acts of ${partner}.`,
  NONE: () => 'The decision states no act of any partner.',
} as const;

const ENTRIES: { readonly [Fault in EntriesFault]: (entry: number | null) => string } = {
  NOT_THERE: (entry) =>
    `Entry ${String(entry)} is stated as adopted, and a provision of it is not in the text.`,
  NOT_LEFT_OUT: (entry) =>
    `Entry ${String(entry)} was not adopted, and what it left out is not what the text leaves out.`,
  UNSAID: () => 'Something is left out of the text, and no decision says so.',
  CELLS: () => 'A partner is stated to stand on a target that was not launched.',
  NUMBER: () => 'An entry is named that is not there.',
  RESIDUAL: () => 'The hash of what is adopted is not that of the entries stated as adopted.',
};

const CORRIGENDA: { readonly [Fault in CorrigendumFault]: string } = {
  TEXT: 'the text that it was filed on is not that of its hashes.',
  PASSAGES: 'its passages do not make the text that follows of the text that it was filed on.',
  LEFT_OUT:
    'what is left out is not the same before and after it, as it says, or is the same although it says otherwise.',
  INSTANTS: 'it stands before it was filed, or was filed before the one before it stood.',
};

type OfProvision = Extract<Difference, { code: `PROVISION_${string}` }>;

const isOfProvision = (difference: Difference): difference is OfProvision =>
  difference.code.startsWith('PROVISION_');

function provisionWords(difference: OfProvision): string {
  switch (difference.code) {
    case 'PROVISION_CHANGED':
      return `${difference.citation} (${difference.id}): the words are not those of its hash.`;
    case 'PROVISION_ADDED':
      return `${difference.citation} (${difference.id}): stands in the text, but no hash is stated for it.`;
    case 'PROVISION_MISSING':
      return `(${difference.id}): a hash is stated for it, but it is not in the text.`;
    default:
      return assertNever(difference);
  }
}

type OfStatement = Extract<Difference, { code: 'ENTRIES' | 'CORRIGENDUM' | 'DECISION' }>;

/** Where what the file states beside its text does not hold. */
function statedWords(difference: OfStatement): string {
  switch (difference.code) {
    case 'ENTRIES':
      return ENTRIES[difference.detail](difference.entry);
    case 'CORRIGENDUM':
      return `Corrigendum ${String(difference.corrigendum)}: ${CORRIGENDA[difference.detail]}`;
    case 'DECISION':
      return DECISIONS[difference.detail](difference.partner ?? '');
    default:
      return assertNever(difference);
  }
}

/** One difference in one sentence. */
function differenceWords(difference: Difference): string {
  if (isOfProvision(difference)) return provisionWords(difference);
  switch (difference.code) {
    case 'TEXT_ELSEWHERE':
      return `The text differs in its title, a formula, or the order of its parts: hash ${difference.computed}, stated ${difference.stated}.`;
    case 'TEXT_NOT_CANONICAL':
      return `The text is not in canonical form (${[difference.detail, difference.id ?? 'no provision'].join(', ')}).`;
    case 'PACKAGE_HASH':
      return `The text and the annexes stated give the package hash ${difference.computed}, not ${difference.stated}.`;
    case 'ENTRIES':
    case 'CORRIGENDUM':
    case 'DECISION':
      return statedWords(difference);
    case 'OTHER_PACKAGE':
      return `The file agrees with itself, but it is package ${difference.stated}, not ${difference.expected}.`;
    default:
      return assertNever(difference);
  }
}

const DAMAGED = {
  TRUNCATED: (detail: string) => `it ends after ${detail} bytes, before its end.`,
  FIELDS: (detail: string) =>
    `the field “${detail === '' ? 'at the top' : detail}” is not as in a publication.`,
  TOO_LARGE: (detail: string) => `it is larger than ${detail} bytes.`,
} as const;

const REWRITTEN =
  'Another program wrote this file anew: its content was checked, its bytes are not the published ones.';

type Matching = Extract<Verdict, { verdict: 'matches' }>;

/** What is left out, and which file it amends; nothing of a text that was published whole. */
function partWords(file: PublicationFile): string[] {
  if (file.form === 'entente-publication/1') return [];
  const { entries } = file.decision;
  const numbers = (state: string): string =>
    entries.flatMap((entry, at) => (entry.state === state ? [String(at + 1)] : [])).join(', ');
  const line = (what: string, which: string): string[] => (which === '' ? [] : [`${what} ${which}`]);
  return [
    ...line('Entries adopted, their words are here:', numbers('adopted')),
    ...line('Entries not adopted, left out:', numbers('rejected')),
    ...line('Entries to be decided, left out:', numbers('open')),
    ...file.amends.map(({ address, fileHash }) => `Amends ${address}, file ${fileHash}`),
    ...line('Entries added by this amendment:', file.adds.join(', ')),
  ];
}

const isWhole = (file: PublicationFile): boolean =>
  file.form === 'entente-publication/1' || file.decision.entries.every(({ state }) => state === 'adopted');

function matchWords({ file, exactBytes }: Matching, expected: boolean): string[] {
  const { acts, adoptedAt } = file.decision;
  const count = (act: string): number => acts.filter((one) => one.act === act).length;
  const objected = count('object');
  return [
    isWhole(file)
      ? 'MATCHES: every hash in this file is that of its text.'
      : 'MATCHES IN PART: the words that are here, with the commitments in place of those left out, are the package.',
    '',
    `${file.number}, REV ${String(file.revision)}: ${file.title}`,
    `package  ${file.packageHash}`,
    `text     ${'textHash' in file ? file.textHash : file.sealedText}`,
    ...partWords(file),
    `Stated: adopted ${new Date(adoptedAt).toISOString()}; ${String(count('agree'))} agreed, ${String(acts.length - count('agree') - objected)} abstained${objected === 0 ? '' : `, ${String(objected)} objected`}.`,
    '',
    ...(exactBytes ? [] : [REWRITTEN]),
    expected
      ? 'The package hash is the one you gave.'
      : 'Compare the package hash with one you trust, or give it with --hash: who forges a whole file can forge its hashes.',
    isWhole(file)
      ? 'Names, times and reasons of the acts are stated by the secretariat; they are not part of the hash.'
      : 'Names, times and reasons of the acts, and what was decided of each entry, are stated by the secretariat; they are not part of the hash.',
  ];
}

/** The verdict in words, its first word the verdict itself. */
export function verdictWords(verdict: Verdict, expected: boolean): string {
  switch (verdict.verdict) {
    case 'matches':
      return matchWords(verdict, expected).join('\n');
    case 'differs':
      return [
        `DIFFERS: this is not the published text of ${verdict.file.number}, REV ${String(verdict.file.revision)}. Here:`,
        '',
        ...verdict.differences.map((difference) => `- ${differenceWords(difference)}`),
        ...(verdict.exactBytes ? [] : ['', REWRITTEN]),
      ].join('\n');
    case 'damaged':
      return `DAMAGED: this was a published file; ${DAMAGED[verdict.reason](verdict.detail)} Fetch it again.`;
    case 'not_ours':
      return 'NOT KNOWN: this is not a published file of Entente (the file ending in .json beside the public page).';
    default:
      return assertNever(verdict);
  }
}
