import { routes } from '@entente/contracts';
import { annexRoutes } from '@entente/contracts/annex';
import { projectFiles, read } from './repository.js';

const HTTP_DECORATOR = /@(Get|Post|Put|Patch|Delete|All|Head|Options|Sse)\(/g;
const controllers = projectFiles('apps/*/src/**/*.controller.ts', 'libs/*/src/**/*.controller.ts');
const gateways = projectFiles('apps/*/src/**/*.gateway.ts');

/** Names of the routes of `tableName` that the controllers of `app` implement, in order, with repetitions. */
function implementedBy(app: string, tableName: string): readonly string[] {
  const binding = new RegExp(String.raw`@Implements\(\s*${tableName}\.(\w+)`, 'g');
  return projectFiles(`${app}/src/**/*.ts`)
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
    const elsewhere = projectFiles('apps/*/src/**/*.ts', 'libs/*/src/**/*.ts').filter(
      (file) =>
        !file.endsWith('.controller.ts') &&
        !file.includes('.spec.') &&
        /^@(Controller|ContractController)\(/m.test(read(file)),
    );
    expect(elsewhere).toEqual([]);
  });

  it('every message of a gateway declares what it asks of access', () => {
    const undeclared = gateways.filter((file) => {
      const source = read(file);
      return count(source, /@SubscribeMessage\(/g) !== count(source, /@Requires\(/g);
    });
    expect(gateways.length).toBeGreaterThan(0);
    expect(undeclared).toEqual([]);
  });
});

/** `@Get(…) @Public() method()`: the order of decorators is free. */
function publicNext(source: string, index: number): boolean {
  return /^@\w+\([^)]*\)\s*(?:@\w+\([^)]*\)\s*)*@Public\(\)/.test(source.slice(index));
}

function count(source: string, pattern: RegExp): number {
  return [...source.matchAll(pattern)].length;
}
