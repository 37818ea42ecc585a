import { projectFiles, read, readJson } from './repository.js';

const manifests = projectFiles('package.json', 'apps/*/package.json', 'libs/*/package.json');
const sources = projectFiles('apps', 'libs', 'scripts', 'docker', '.ci').filter((file) =>
  /\.(ts|tsx|mjs|css|html|json|ya?ml|sh)$|\/run$/.test(file),
);
const FIELDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;

/** Every dependency of one package.json, `[name, version]`. */
function dependenciesOf(file: string): readonly (readonly [string, string])[] {
  const manifest = readJson(file);
  return FIELDS.flatMap((field) => Object.entries((manifest[field] ?? {}) as Record<string, string>));
}

describe('house rules', () => {
  it.each(manifests)('%s pins every version exactly', (file) => {
    const loose = dependenciesOf(file).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    expect(loose).toEqual([]);
  });

  it.each(manifests)('%s runs no install script', (file) => {
    const scripts = Object.keys((readJson(file)['scripts'] ?? {}) as object);
    expect(scripts.filter((name) => /^(pre|post)?(install|prepare)$/.test(name))).toEqual([]);
  });

  it('one dependency has one version in all rooms', () => {
    const versions = new Map<string, Set<string>>();
    for (const [name, version] of manifests.flatMap(dependenciesOf)) {
      versions.set(name, (versions.get(name) ?? new Set()).add(version));
    }
    expect([...versions].filter(([, all]) => all.size > 1).map(([name]) => name)).toEqual([]);
  });

  it('the lockfile names no registry host, and has an integrity for every package from one', () => {
    const packages = readJson('package-lock.json')['packages'] as Record<
      string,
      { resolved?: string; integrity?: string; link?: boolean; inBundle?: boolean }
    >;
    const installed = Object.entries(packages).filter(([place]) => place.includes('node_modules/'));
    const hosts = installed.filter(([, entry]) => entry.resolved?.includes('://'));
    expect(hosts.map(([place]) => place)).toEqual([]);
    const unchecked = installed.filter(
      ([, entry]) => entry.link !== true && entry.inBundle !== true && entry.integrity === undefined,
    );
    expect(unchecked.map(([place]) => place)).toEqual([]);
  });

  it('every dependency has its line in docs/dependencies.md', () => {
    const documented = read('docs/dependencies.md');
    const names = new Set(manifests.flatMap(dependenciesOf).map(([name]) => name));
    const missing = [...names].filter(
      (name) => !name.startsWith('@entente/') && !documented.includes(`\`${name}\``),
    );
    expect(missing).toEqual([]);
  });

  it('docs/dependencies.md has no line for what is no longer used', () => {
    const names = new Set(manifests.flatMap(dependenciesOf).map(([name]) => name));
    const lines = [...read('docs/dependencies.md').matchAll(/^\| `([^`]+)`/gm)].map(
      (match) => match[1] ?? '',
    );
    expect(lines.filter((name) => !names.has(name))).toEqual([]);
  });

  it('no test is skipped, focused or left for later', () => {
    const marks =
      /\b(?:it|test|describe)\.(?:skip|only|todo|failing)\b|\bx(?:it|test|describe)\(|\bf(?:it|describe)\(/;
    const marked = projectFiles('*.spec.ts', '*.spec.tsx').filter(
      (file) => !file.endsWith('house-rules.spec.ts') && marks.test(read(file)),
    );
    expect(marked).toEqual([]);
  });

  it('every suppression of a check says why, on its line, and for one line only', () => {
    const suppression =
      /(?:oxlint|eslint|prettier|ts)-(?:disable|ignore|expect-error|nocheck)(?!-next-line[^\n]* -- \S)[^\n]*/g;
    const found = sources
      .filter((file) => !file.endsWith('house-rules.spec.ts'))
      .flatMap((file) => (read(file).match(suppression) ?? []).map((line) => `${file}: ${line.trim()}`))
      .filter((line) => !/@ts-expect-error -- \S|prettier-ignore -- \S/.test(line));
    expect(found).toEqual([]);
  });

  it('nothing names a place of the machine it was written on', () => {
    const places = [['', 'work', ''].join('/'), ['', 'home', ''].join('/'), ['', 'Users', ''].join('/')];
    const text = [...sources, ...projectFiles('*.md', '.npmrc')];
    const named = text.flatMap((file) =>
      places.filter((place) => read(file).includes(place)).map((place) => `${place} in ${file}`),
    );
    expect(named).toEqual([]);
  });

  it('nothing is left for later without saying where', () => {
    const marks = new RegExp(String.raw`\b(${['TODO', 'FIXME', 'XXX', 'HACK'].join('|')})\b(?! #\d)`);
    expect(sources.filter((file) => !file.endsWith('house-rules.spec.ts') && marks.test(read(file)))).toEqual(
      [],
    );
  });

  it('the image runs the server with the flags of npm start', () => {
    const flags = [...read('scripts/lib/node-flags.mjs').matchAll(/'(--[^']+)'/g)].map(
      ([, flag = '']) => flag,
    );
    expect(flags.length).toBeGreaterThan(0);
    const command = /^CMD (.*)$/m.exec(read('docker/Dockerfile'))?.[1] ?? '[]';
    expect(JSON.parse(command)).toEqual(['node', ...flags, 'apps/server/dist/main.js']);
  });
});
