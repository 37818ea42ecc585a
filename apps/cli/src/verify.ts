import { isHash } from '@entente/canonical';
import { verifyPublication, type Verdict } from '@entente/formats';
import { err, ok, type Hash, type Result } from '@entente/kernel';
import { parseArgs } from 'node:util';
import { bytesOf } from './bytes-of.js';
import type { Outcome } from './outcome.js';
import { verdictWords } from './verdict-words.js';

const verifyHelp = `entente verify FILE [--hash HASH]

Checks a published file offline: computes the hash of each provision, of the text and of the package again, and says
whether the file matches, or where it differs. Of a text that was adopted in part, the commitments in the places of what
is left out are counted with it, and it says which entries are here. FILE is the canonical JSON beside a public page; - reads standard input.

  --hash HASH   the package hash that you trust, as sha256:…; a file that is another package then differs

Ends with 0 if it matches, 1 if it differs or is damaged, 2 if it is no published file or could not be read.`;

interface Options {
  readonly file: string;
  readonly hash: Hash | undefined;
}

function readOptions(args: readonly string[]): Result<Options | 'help', string> {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { hash: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  }
  const { values, positionals } = parsed;
  if (values.help === true) return ok('help');
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) return err('Give one file to check.');
  if (values.hash === undefined) return ok({ file, hash: undefined });
  return isHash(values.hash)
    ? ok({ file, hash: values.hash })
    : err('A hash is “sha256:” and 64 lowercase hexadecimal digits.');
}

const EXITS = { matches: 0, differs: 1, damaged: 1, not_ours: 2 } as const satisfies Record<
  Verdict['verdict'],
  Outcome['exit']
>;

/** `entente verify`: the verdict of `verifyPublication` in words. */
export async function verify(args: readonly string[]): Promise<Outcome> {
  const options = readOptions(args);
  if (!options.ok) return { exit: 2, errors: `${options.error}\n\n${verifyHelp}` };
  if (options.value === 'help') return { exit: 0, output: verifyHelp };
  const { file, hash } = options.value;
  const bytes = await bytesOf(file);
  if (!bytes.ok) return { exit: 2, errors: bytes.error };
  const verdict = verifyPublication(bytes.value, hash);
  return { exit: EXITS[verdict.verdict], output: verdictWords(verdict, hash !== undefined) };
}
