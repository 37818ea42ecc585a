import { err, ok, type Result } from '@entente/kernel';
import { runDecisionVector } from './decision-run.js';
import type { Mismatch } from './mismatch.js';
import { runProcedureVector } from './procedure-run.js';
import { isObject, listOf, oneOf, type VectorFault } from './read.js';

/** One vector that was run: what did not come true of it. */
export interface VectorResult {
  readonly name: string;
  readonly mismatches: readonly Mismatch[];
}

/** Reads and runs one entry of `vectors`; `at` says where it stands in its file. */
export type RunVector = (value: unknown, at: string) => Result<VectorResult, VectorFault>;

/** How the vectors of each kind of file are run. */
const KINDS: ReadonlyMap<string, RunVector> = new Map([
  ['decision', runDecisionVector],
  ['procedure', runProcedureVector],
]);

/** Whether a parsed JSON file says that it holds vectors: anything else in a folder of vectors is not meant. */
export const isVectorFile = (value: unknown): boolean =>
  isObject(value) && ('vectors' in value || 'kind' in value);

/** Runs a parsed JSON file of vectors. The first fault of its form refuses the whole file (SPEC R51, R52). */
export function runVectorFile(value: unknown): Result<readonly VectorResult[], VectorFault> {
  if (!isObject(value)) return err({ at: 'file', message: 'give an object with kind and vectors' });
  const stranger = Object.keys(value).find((field) => field !== 'kind' && field !== 'vectors');
  if (stranger !== undefined)
    return err({ at: stranger, message: 'unknown field; known here: kind, vectors' });
  const kind = oneOf([...KINDS.keys()])(value['kind'], 'kind');
  if (!kind.ok) return kind;
  const run = KINDS.get(kind.value);
  if (run === undefined) throw new Error('a kind without a runner');
  const results = listOf(run)(value['vectors'], 'vectors');
  if (!results.ok) return results;
  return results.value.length === 0
    ? err({ at: 'vectors', message: 'give at least one vector' })
    : ok(results.value);
}
