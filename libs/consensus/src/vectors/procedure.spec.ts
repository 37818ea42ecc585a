import { readFileSync } from 'node:fs';
import { runVectorFile, type VectorResult } from './run-file.js';

type Loose = { [field: string]: unknown };
interface File {
  kind: string;
  vectors: (Loose & { name?: unknown; procedure: Loose; events: Loose[]; expected: Loose })[];
}

const read = (name: string): File =>
  JSON.parse(readFileSync(new URL(`../../vectors/${name}`, import.meta.url), 'utf8')) as File;

function results(file: File): readonly VectorResult[] {
  const run = runVectorFile(file);
  if (!run.ok) throw new Error(`${run.error.at}: ${run.error.message}`);
  return run.value;
}

describe.each([
  ['procedures.json', 21],
  ['procedure-edges.json', 69],
])('the procedure vectors of %s', (name, size) => {
  const found = results(read(name));

  it('[R113] are all read', () => {
    expect(found).toHaveLength(size);
  });

  it.each(found.map((each) => [each.name, each.mismatches] as const))('[R113] %s', (_name, mismatches) => {
    expect(mismatches).toEqual([]);
  });
});

describe('a file of procedure vectors', () => {
  const one = (change: (vector: File['vectors'][number]) => void): File => {
    const { kind, vectors } = read('procedures.json');
    const vector = structuredClone(vectors[0]);
    if (vector === undefined) throw new Error('no vector');
    change(vector);
    return { kind, vectors: [vector] };
  };
  const fieldsOf = (file: File): readonly string[] =>
    results(file)[0]?.mismatches.map((each) => each.field) ?? [];

  it.each([
    ['state', 'ADOPTED'],
    ['since', '2026-06-11T09:59:00.001Z'],
    ['partners', ['FR']],
    ['liveReserves', ['r1']],
    ['refused', [{ event: 0, code: 'NOT_A_MEMBER' }]],
  ])('[R113] %s that did not come true is told', (field, value) => {
    expect(fieldsOf(one(({ expected }) => (expected[field] = value)))).toEqual([field]);
  });

  it('[R113] a refusal that was not expected is told, with the word that vectors use', () => {
    const file = one(({ events }) => (events[0] = { ...events[0], textHash: 'sha256:bb' }));
    expect(results(file)[0]?.mismatches).toEqual([
      { field: 'refused', expected: '[]', found: '[{"event":0,"code":"TEXT_MISMATCH"}]' },
    ]);
  });

  const weighed = (tables: readonly Loose[], expected: Loose): File => {
    const { kind, vectors } = read('procedure-edges.json');
    const vector = structuredClone(vectors.find(({ name }) => String(name).startsWith('S4 (d)')));
    if (vector === undefined) throw new Error('no vector with weights');
    vector.procedure['weightTables'] = tables;
    vector.expected = { refused: [], ...expected };
    return { kind, vectors: [vector] };
  };
  const table = (id: string, change: Loose): Loose => {
    const of = read('procedure-edges.json').vectors.find(({ name }) => String(name).startsWith('S4 (d)'));
    const [first] = (of?.procedure['weightTables'] ?? []) as Loose[];
    return { ...first, id, ...change };
  };

  it('[R196] the table of the day of opening is taken; one that covers not everybody, or no day, opens nothing', () => {
    const then = { validFrom: '2026-01-01', validTo: '2026-12-31' };
    const later = table('later', { validFrom: '2027-01-01', validTo: '2027-12-31' });
    expect(results(weighed([table('then', then), later], { weightTable: 'then' }))[0]?.mismatches).toEqual(
      [],
    );
    const stopped = (tables: readonly Loose[], notOpened: string): readonly unknown[] =>
      results(weighed(tables, { notOpened }))[0]?.mismatches ?? [];
    expect(stopped([later], 'weights_not_valid_then')).toEqual([]);
    expect(stopped([table('then', then), table('too', then)], 'weights_ambiguous')).toEqual([]);
    expect(stopped([table('then', { ...then, weights: { AT: 1 } })], 'weight_missing')).toEqual([]);
  });

  it.each([
    [
      'an unknown field of the procedure',
      one(({ procedure }) => (procedure['deadline'] = 1)),
      'vectors[0].procedure.deadline',
    ],
    [
      'an unknown type of event',
      one(({ events }) => (events[0] = { type: 'veto' })),
      'vectors[0].events[0].type',
    ],
    [
      'an instant without milliseconds',
      one((vector) => (vector['evaluateAt'] = '2026-06-11T10:00:00Z')),
      'vectors[0].evaluateAt',
    ],
    [
      'a day that no month has',
      one((vector) => (vector['evaluateAt'] = '2026-02-30T10:00:00.000Z')),
      'vectors[0].evaluateAt',
    ],
    [
      'a refusal of an event that is not there',
      one(({ expected }) => (expected['refused'] = [{ event: 9, code: 'X' }])),
      'vectors[0]',
    ],
  ])('[R113] %s is a fault with its place', (_what, file, place) => {
    const run = runVectorFile(file);
    expect(run.ok).toBe(false);
    expect(!run.ok && run.error.at).toBe(place);
  });
});
