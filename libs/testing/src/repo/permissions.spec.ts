import { ACTIONS } from '@entente/access';
import { routes } from '@entente/contracts';
import { annexRoutes } from '@entente/contracts/annex';
import { projectFiles, read } from './repository.js';

const HTTP_DECORATOR = /@(Get|Post|Put|Patch|Delete|All|Head|Options|Sse)\(/g;
// git's `*` crosses folders; `**/` would ask for one more and miss the files of a flat `src`.
const controllers = projectFiles('apps/*/src/*.controller.ts', 'libs/*/src/*.controller.ts');

/** Names of the routes of `tableName` that the controllers of `app` implement, in order, with repetitions. */
function implementedBy(app: string, tableName: string): readonly string[] {
  const binding = new RegExp(String.raw`@Implements\(\s*${tableName}\.(\w+)`, 'g');
  return projectFiles(`${app}/src/*.ts`)
    .filter((file) => !file.includes('.spec.'))
    .flatMap((file) => [...read(file).matchAll(binding)].map((match) => match[1] ?? ''))
    .sort();
}

describe('who may use what', () => {
  it('every route of the server’s table is implemented exactly once', () => {
    expect(implementedBy('apps/server', 'routes')).toEqual(Object.keys(routes).sort());
  });

  it('every route of the annex store’s table is implemented exactly once', () => {
    expect(implementedBy('apps/annex-store', 'annexRoutes')).toEqual(Object.keys(annexRoutes).sort());
  });

  it.each(controllers)('%s: a method outside the tables says that it is public', (file) => {
    const source = read(file);
    // A method bound by @Implements takes its permission from the contracts; any other decorator stands for itself.
    const loose = [...source.matchAll(HTTP_DECORATOR)];
    const declared = /@Public\(\)\s*(?:@\w+\([^)]*\)\s*)*export class/.test(source);
    const undeclared = loose.filter(
      (match) =>
        !declared &&
        !/@Public\(\)\s*$/.test(source.slice(0, match.index)) &&
        !publicNext(source, match.index),
    );
    expect(undeclared.map((match) => match[0])).toEqual([]);
  });

  it('the only controllers are files that this test reads', () => {
    const elsewhere = projectFiles('apps/*/src/*.ts', 'libs/*/src/*.ts').filter(
      (file) =>
        !file.endsWith('.controller.ts') &&
        !file.includes('.spec.') &&
        /^@(Controller|ContractController)\(/m.test(read(file)),
    );
    expect(elsewhere).toEqual([]);
  });

  it('every message of a socket declares the action that it asks of access', () => {
    const wire =
      /export type ClientMessages = \{([\s\S]*?)\n\};/.exec(read('libs/contracts/src/sync.ts'))?.[1] ?? '';
    const known = [...wire.matchAll(/^ {2}(\w+):/gm)].map((match) => match[1] ?? '');
    const declared = projectFiles('apps/*/src/*.messages.ts').flatMap((file) => [
      ...read(file).matchAll(/^ {2}(\w+): \{ permission: '([\w.]+)'/gm),
    ]);
    expect(known.length).toBeGreaterThan(0);
    expect(declared.map((match) => match[1])).toEqual(known);
    expect(declared.filter((match) => !ACTIONS.some((action) => action === match[2]))).toEqual([]);
  });

  it('no socket hears a message past that table', () => {
    const own = new Set(['connection', 'disconnect', 'drain', 'error', 'close', 'pong']);
    const loose = projectFiles('apps/*/src/*.ts')
      .filter((file) => /^apps\/(server|annex-store)\//.test(file) && !/\.(spec|kit)\.ts$/.test(file))
      .flatMap((file) => [
        ...read(file).matchAll(/socket\.(?:on|once|onAny)\(\s*['"`]?([\w:]*)|@SubscribeMessage/gi),
      ])
      .filter((match) => !own.has(match[1] ?? ''));
    expect(loose.map((match) => match[0])).toEqual([]);
  });
});

/** `@Get(…) @Public() method()`: the order of decorators is free. */
function publicNext(source: string, index: number): boolean {
  return /^@\w+\([^)]*\)\s*(?:@\w+\([^)]*\)\s*)*@Public\(\)/.test(source.slice(index));
}
