import path from 'node:path';
import { projectFiles, read } from './repository.js';

/** `- **K1** …` at the start of a line of a SPEC.md is a rule. */
const RULE = /^- \*\*([A-Z]+\d+[a-z]?)\*\*/gm;
/** `it('[K1] …`, also `it.each(…)('[K1] …`, `describe('[K1] …`, the `title:` of a `describeFuzz`, and several ids, `[K1] [K2] …`. */
const TITLE = /(?:(?:\bit|\btest|\bdescribe|\))\(|\btitle:)\s*['"`]((?:\[[A-Z]+\d+[a-z]?\]\s*)+)/g;
const ID = /[A-Z]+\d+[a-z]?/g;

const specifications = projectFiles('libs/*/SPEC.md').map((file) => ({
  file,
  room: path.posix.dirname(file),
  rules: [...read(file).matchAll(RULE)].map((match) => match[1] ?? ''),
}));
const tests = projectFiles('*.spec.ts', '*.spec.tsx', '*.contract.ts').map((file) => ({
  file,
  ids: [...read(file).matchAll(TITLE)].flatMap((match) => match[1]?.match(ID) ?? []),
}));
const allRules = new Set(specifications.flatMap((specification) => specification.rules));

describe('rules and their tests', () => {
  it('finds the specifications and the titles that it compares', () => {
    expect(allRules.size).toBeGreaterThan(30);
    expect(tests.flatMap((test) => test.ids).length).toBeGreaterThan(30);
  });

  it.each(specifications)('every rule of $file is in the title of a test', ({ rules }) => {
    const tested = new Set(tests.flatMap((test) => test.ids));
    expect(rules.filter((rule) => !tested.has(rule))).toEqual([]);
  });

  it.each(specifications)('$file numbers no rule twice, nor as another room does', ({ file, rules }) => {
    const elsewhere = specifications.filter((one) => one.file !== file).flatMap((one) => one.rules);
    expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([]);
    expect(rules.filter((rule) => elsewhere.includes(rule))).toEqual([]);
  });

  it('no title of a test names a rule that does not exist', () => {
    const unknown = tests.flatMap(({ file, ids }) =>
      ids.filter((id) => !allRules.has(id)).map((id) => `${id} in ${file}`),
    );
    expect(unknown).toEqual([]);
  });
});
