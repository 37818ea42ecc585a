import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const README = readFileSync(path.join(ROOT, 'libs/sync/README.md'), 'utf8');

/** What the examples take as given. */
const GIVEN = `
import type { DocumentId, PackageId } from '@entente/kernel';
import type { Awareness } from 'y-protocols/awareness';
import type * as YjsTypes from 'yjs';
import type { EntenteProvider as GivenProvider, PackageConnection as GivenConnection } from '@entente/sync/client';
declare global {
  const url: string;
  const accessToken: string;
  const packageId: PackageId;
  const documentId: DocumentId;
  const getTicket: () => Promise<string>;
  const provider: GivenProvider;
  const connection: GivenConnection;
  const bind: (fragment: YjsTypes.XmlFragment, awareness: Awareness) => void;
  const person: string;
  const askDraftKey: (id: PackageId) => Promise<{ kept: true; scope: string; key: string } | { kept: false }>;
  const showStatus: (status: string) => void;
  const showRecorded: (seq: number) => void;
  const showLost: (text: string, code: string) => void;
}
export {};
`;

const examples = [...README.matchAll(/^```ts\n(.*?)^```$/gms)].map((match) => match[1] ?? '');

/** Faults of the type checker, as it would print them; the rooms are read from their sources. */
function faultsIn(files: ReadonlyMap<string, string>): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    paths: {
      '@entente/sync/client': [path.join(ROOT, 'libs/sync/src/client/index.ts')],
      '@entente/*': [path.join(ROOT, 'libs/*/src/index.ts')],
    },
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = (file) => files.get(file) ?? readFile(file);
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.getSourceFile = (file, version, onError) => {
    const own = files.get(file);
    return own === undefined
      ? getSourceFile(file, version, onError)
      : ts.createSourceFile(file, own, version, true);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file !== undefined && files.has(file.fileName))
    .map(({ messageText, file, start }) => {
      const line = file?.text.slice(0, start).split('\n').length ?? 0;
      return `line ${String(line)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
}

describe('README.md of @entente/sync', () => {
  it('has examples, and each compiles', () => {
    expect(examples.length).toBeGreaterThan(3);
    const folder = path.join(ROOT, 'libs/sync/src');
    const files = new Map<string, string>([[path.join(folder, 'given.ts'), GIVEN]]);
    for (const [at, example] of examples.entries()) {
      files.set(path.join(folder, `example-${String(at)}.ts`), `${example}\nexport {};\n`);
    }
    expect(faultsIn(files)).toEqual([]);
  });

  it('names every event and every property of the provider', () => {
    const source = readFileSync(new URL('entente-provider.ts', import.meta.url), 'utf8');
    const events = /interface ProviderEvents \{(.*?)\n\}/s.exec(source)?.[1] ?? '';
    const names = [
      ...[...events.matchAll(/^ {2}'?([a-z-]+)'?: \(/gm)].map((match) => match[1] ?? ''),
      ...[...source.matchAll(/^ {2}get (\w+)\(/gm)].map((match) => match[1] ?? ''),
    ];
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((name) => !new RegExp(`\`${name}[\`(]`).test(README))).toEqual([]);
  });
});
