import { verifyDecision } from '@entente/formats';
import type { Outcome } from './outcome.js';
import { bytesOf } from './bytes-of.js';
import { recordVerdictWords } from './record-verdict-words.js';

const help = `entente verify-decision FILE

Counts a decision again, offline, from its decision record: plays every event by the frozen rule and says whether the result
follows, or where it does not. FILE is the JSON saved from the decision's page or attached to its PDF; - reads standard input.

Ends with 0 if the result follows (or, where something is withheld from the reader, if what is there agrees with itself), 1 if
it does not or the file is damaged, 2 if it is no decision record or could not be read.`;

const EXITS = { follows: 0, in_part: 0, differs: 1, damaged: 1, not_ours: 2 } as const;

/** `entente verify-decision`: the verdict of `verifyDecision` in words. */
export async function verifyDecisionFile(args: readonly string[]): Promise<Outcome> {
  if (args.includes('--help') || args.includes('-h')) return { exit: 0, output: help };
  const [file, ...others] = args;
  if (file === undefined || others.length > 0 || (file.startsWith('-') && file !== '-')) {
    return { exit: 2, errors: `Give one file to check.\n\n${help}` };
  }
  const bytes = await bytesOf(file);
  if (!bytes.ok) return { exit: 2, errors: bytes.error };
  const verdict = verifyDecision(bytes.value);
  return { exit: EXITS[verdict.verdict], output: recordVerdictWords(verdict) };
}
