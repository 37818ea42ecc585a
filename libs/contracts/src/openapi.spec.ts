import { openApiDocument, routes } from './index.js';

describe('the OpenAPI document', () => {
  const document = openApiDocument('Entente', '1', routes) as {
    paths: Record<string, Record<string, { operationId: string; 'x-permission': string }>>;
  };
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));

  it('describes every route once, under its own name', () => {
    expect(operations.map((operation) => operation.operationId).sort()).toEqual(Object.keys(routes).sort());
  });

  it('names the permission of every route', () => {
    const declared = Object.fromEntries(operations.map((o) => [o.operationId, o['x-permission']]));
    expect(declared).toEqual(
      Object.fromEntries(Object.entries(routes).map(([name, route]) => [name, route.permission])),
    );
  });

  it('can be written as JSON, with every path parameter in its path', () => {
    const text = JSON.stringify(document);
    expect(JSON.parse(text)).toEqual(document);
    for (const path of Object.keys(document.paths)) {
      expect(path).not.toContain(':');
    }
  });
});
