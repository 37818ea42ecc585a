import { readFileSync } from 'node:fs';
import { runVectorFile } from './run-file.js';

const ran = (name: string): ReturnType<typeof runVectorFile> =>
  runVectorFile(
    JSON.parse(readFileSync(new URL(`../../vectors/${name}`, import.meta.url), 'utf8')) as unknown,
  );

describe.each([
  ['decision-rules.json', 75],
  ['decision-scenarios.json', 28],
  ['decision-edges.json', 59],
] as const)('%s', (name, size) => {
  const results = ran(name);

  it('[R51] is read whole', () => {
    expect(results).toMatchObject({ ok: true });
    expect(results.ok && results.value).toHaveLength(size);
  });

  it.each(results.ok ? results.value : [])('[R51] $name', ({ mismatches }) => {
    expect(mismatches).toEqual([]);
  });
});
