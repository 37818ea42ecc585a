import type { Difference, Verdict } from '@entente/formats';
import { assertNever } from '@entente/kernel';

const DECISIONS = {
  OBJECTION: (partner: string) => `The decision is stated as adopted although ${partner} objected.`,
  TWICE: (partner: string) => `The decision states two acts of ${partner}.`,
  NONE: () => 'The decision states no act of any partner.',
} as const;

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
    case 'DECISION':
      return DECISIONS[difference.detail](difference.partner ?? '');
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

function matchWords({ file, exactBytes }: Matching, expected: boolean): string[] {
  const { acts, adoptedAt } = file.decision;
  const agreed = acts.filter(({ act }) => act === 'agree').length;
  return [
    'MATCHES: every hash in this file is that of its text.',
    '',
    `${file.number}, REV ${String(file.revision)}: ${file.title}`,
    `package  ${file.packageHash}`,
    `text     ${file.textHash}`,
    `Stated: adopted ${new Date(adoptedAt).toISOString()}; ${String(agreed)} agreed, ${String(acts.length - agreed)} abstained.`,
    '',
    ...(exactBytes ? [] : [REWRITTEN]),
    expected
      ? 'The package hash is the one you gave.'
      : 'Compare the package hash with one you trust, or give it with --hash: who forges a whole file can forge its hashes.',
    'Names, times and reasons of the acts are stated by the secretariat; they are not part of the hash.',
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
