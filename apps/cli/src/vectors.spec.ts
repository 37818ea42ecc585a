import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { vectors } from './vectors.js';

const vector = {
  name: 'two agree',
  rule: { id: 'CONSENSUS' },
  members: [
    { id: 'AU', weight: 1 },
    { id: 'CA', weight: 1 },
  ],
  positions: { AU: 'in_favour' },
  expected: { outcome: 'adopted' },
};

describe('entente vectors', () => {
  let folder: string;
  const put = (name: string, value: unknown): string => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
    return file;
  };
  const file = (...list: unknown[]): unknown => ({ kind: 'decision', vectors: list });

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'vectors-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('[R52] runs files and folders, and leaves out of a folder what is no vectors', async () => {
    const one = put('one.json', file(vector));
    put('below/two.json', file(vector, vector));
    put('below/other.json', { update: '00' });
    put('README.md', '# Vectors');
    expect(await vectors([one])).toEqual({ exit: 0, output: '1 passed, 0 failed' });
    expect(await vectors([folder])).toMatchObject({ exit: 0, output: '3 passed, 0 failed' });
    expect((await vectors([folder])).errors).toContain('other.json: left out');
  });

  it('[R52] a vector that fails is a line with what should be and what is, and ends with 1', async () => {
    const one = put(
      'one.json',
      file(vector, { ...vector, expected: { outcome: 'not_adopted', inFavour: 1 } }),
    );
    expect(await vectors([one])).toEqual({
      exit: 1,
      output: `FAILED ${one}: two agree: outcome should be "not_adopted", is "adopted"\n1 passed, 1 failed`,
    });
  });

  it('[R51] numbers that cannot be counted are told as faults, not counted', async () => {
    const members = [{ id: 'AU', weight: 0.5 }];
    const positions = { AU: 'in_favour' };
    const rule = (num: unknown): unknown => ({ id: 'WEIGHTED', num, den: 2 });
    const halves = put('halves.json', file({ ...vector, members, positions }));
    expect((await vectors([halves])).output).toContain('faults should be [], is ["weight_not_whole"]');
    const half = put('half.json', file({ ...vector, rule: rule(0.5) }));
    expect((await vectors([half])).output).toContain('is ["threshold_not_whole"]');
    const huge = put('huge.json', JSON.stringify(file({ ...vector, rule: rule(7) })).replace('7', '1e999'));
    expect((await vectors([huge])).output).toContain('is ["threshold_not_whole"]');
  });

  it('[R51] a composite of composites without end is refused, not followed', async () => {
    const deep = `${'{"id":"COMPOSITE","parts":[{"name":"a","rule":'.repeat(20_000)}{"id":"CONSENSUS"}${'}]}'.repeat(20_000)}`;
    const one = put('deep.json', JSON.stringify(file({ ...vector, rule: 'DEEP' })).replace('"DEEP"', deep));
    expect((await vectors([one])).errors).toContain('they may not be nested');
  });

  it.each([
    ['is not JSON', '{"kind": ', 'file: give JSON'],
    ['has no kind', { vectors: [] }, 'kind: give one of decision'],
    ['has another kind', { kind: 'opinion', vectors: [] }, 'not "opinion"'],
    ['has no vectors', { kind: 'decision' }, 'vectors: give a list'],
    ['has none', { kind: 'decision', vectors: [] }, 'vectors: give at least one vector'],
    [
      'names a rule that is none',
      file({ ...vector, rule: { id: 'WHIM' } }),
      'vectors[0].rule.id: give one of',
    ],
    [
      'misses an input',
      file({ ...vector, rule: { id: 'WEIGHTED', num: 1 } }),
      'vectors[0].rule.den: give a number',
    ],
    [
      'has a stance that is none',
      file({ ...vector, positions: { AU: 'yes' } }),
      'vectors[0].positions.AU: give one',
    ],
    [
      'names who is no member',
      file({ ...vector, positions: { FR: 'abstain' } }),
      'FR is not one of the members',
    ],
    ['has a field too many', file({ ...vector, comment: '' }), 'vectors[0].comment: unknown field'],
    [
      'counts something else',
      file({ ...vector, targets: {}, positions: undefined }),
      'CONSENSUS counts positions',
    ],
  ])('[R51] [R52] a file that %s is refused with the place and the remedy', async (_title, value, words) => {
    const one = put('one.json', value);
    const ended = await vectors([one]);
    expect(ended).toMatchObject({ exit: 1, output: '0 passed, 1 failed' });
    expect(ended.errors).toContain(words);
  });

  it('[R52] without a path that can be read it ends with 2', async () => {
    expect(await vectors([])).toMatchObject({ exit: 2 });
    expect(await vectors(['--quietly'])).toMatchObject({ exit: 2 });
    expect((await vectors([path.join(folder, 'none.json')])).errors).toContain('could not be read');
    expect((await vectors([folder])).errors).toContain('No vectors');
    expect(await vectors(['--help'])).toMatchObject({ exit: 0 });
  });
});
