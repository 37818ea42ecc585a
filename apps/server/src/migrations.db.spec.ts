import 'reflect-metadata';
import { schemaDifferences } from '@entente/testing';
import { databaseParts } from './features.js';

describe('migrations of the server', () => {
  it('make exactly the tables that the entities describe', async () => {
    expect(databaseParts.entities.length).toBeGreaterThan(0);
    expect(await schemaDifferences('server_schema', databaseParts)).toEqual([]);
  });
});
