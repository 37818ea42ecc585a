import { readFileSync } from 'node:fs';
import { decisionVector, type DecisionVector } from './decision.js';
import { decisionFault, runDecision } from './decision-run.js';
import { listOf } from './read.js';

const file = new URL('../../vectors/decision-rules.json', import.meta.url);
const { vectors: raw } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: unknown };
const read = listOf(decisionVector)(raw, 'vectors');
const vectors: readonly DecisionVector[] = read.ok ? read.value : [];

describe('the shared decision vectors', () => {
  it('[R51] are all read', () => {
    expect(read).toMatchObject({ ok: true });
    expect(vectors).toHaveLength(75);
  });

  it.each(vectors.map((vector) => [vector.name, vector] as const))('[R51] %s', (_name, vector) => {
    expect(decisionFault(vector, 'vector')).toBeNull();
    expect(runDecision(vector)).toEqual([]);
  });
});
