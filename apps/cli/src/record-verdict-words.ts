import type { RecordDifference, RecordVerdict } from '@entente/formats';
import { assertNever } from '@entente/kernel';

const HASHES = {
  terms: 'everything that was frozen at opening',
  electorate: 'the electorate',
  package: 'the text and the annexes',
} as const;

/** One difference in one sentence. */
function differenceWords(difference: RecordDifference): string {
  switch (difference.code) {
    case 'HASH':
      return `The hash of ${HASHES[difference.of]} is ${difference.computed}, stated ${difference.stated}.`;
    case 'EVENTS_BROKEN':
      return `Event ${String(difference.event)} is missing, or does not follow from the events before it.`;
    case 'NOT_DECIDED':
      return `Event ${String(difference.event)} states an end that the events before it do not come to by the frozen rule.`;
    case 'NOT_FOLLOWED':
      return `“${difference.at}” is not what the events come to.`;
    default:
      return assertNever(difference);
  }
}

const DAMAGED = {
  TRUNCATED: (detail: string) => `it ends after ${detail} bytes, before its end.`,
  FIELDS: (detail: string) =>
    `the field “${detail === '' ? 'at the top' : detail}” is not as in a decision record.`,
  TOO_LARGE: (detail: string) => `it is larger than ${detail} bytes.`,
} as const;

type Read = Extract<RecordVerdict, { readonly record: unknown }>;

function aboutWords({ record, hash }: Read): string[] {
  const { result, frozen } = record;
  const { number, revision, title } = record.package;
  const end = result.closedAt === null ? '' : ` ${new Date(result.closedAt).toISOString()}`;
  const why = result.cause === null ? '' : ` (${result.cause.replaceAll('_', ' ')})`;
  return [
    `${number}, REV ${String(revision)}: ${title}`,
    `result   ${result.state.replaceAll('_', ' ')}${end}${why}`,
    `package  ${frozen.packageHash}`,
    `terms    ${frozen.termsHash}`,
    `record   ${hash}`,
  ];
}

function rewritten({ exactBytes }: Read): string[] {
  return exactBytes
    ? []
    : [
        '',
        'Another program wrote this file anew: its content was checked, its bytes are not the record’s own.',
      ];
}

function withheldWords({ record }: Read): string {
  const events = record.withheld?.events ?? 0;
  const them = events === 1 ? '1 event is' : `${String(events)} events are`;
  return `${them} withheld from the reader that this copy was made for, so the count cannot be made again from it. What is there agrees with itself.`;
}

/** The verdict in words, its first word the verdict itself. */
export function recordVerdictWords(verdict: RecordVerdict): string {
  switch (verdict.verdict) {
    case 'follows':
      return [
        `FOLLOWS: counted again from its ${String(verdict.record.events.length)} events, the result is the stated one.`,
        '',
        ...aboutWords(verdict),
        ...rewritten(verdict),
        '',
        'Compare the record’s hash with the one that others hold: who forges all events forges a result that follows from them.',
      ].join('\n');
    case 'in_part':
      return ['IN PART: ' + withheldWords(verdict), '', ...aboutWords(verdict), ...rewritten(verdict)].join(
        '\n',
      );
    case 'differs':
      return [
        'DIFFERS: the stated result does not follow from this record. Here:',
        '',
        ...verdict.differences.map((difference) => `- ${differenceWords(difference)}`),
        '',
        ...aboutWords(verdict),
        ...rewritten(verdict),
      ].join('\n');
    case 'damaged':
      return `DAMAGED: this was a decision record; ${DAMAGED[verdict.reason](verdict.detail)} Save it again.`;
    case 'not_ours':
      return 'NOT KNOWN: this is not a decision record of Entente.';
    default:
      return assertNever(verdict);
  }
}
