import 'reflect-metadata';
import type { DelegationNote, PackageSummary } from '@entente/contracts';
import type { PackageId } from '@entente/kernel';
import { testDatabase, type TestDatabase } from '@entente/testing';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { bootServer, type BootedServer } from '../boot-server.js';
import { TestCoalition } from '../test-coalition.js';

describe('notes to one’s own delegation', () => {
  let database: TestDatabase;
  let server: BootedServer;
  let us: TestCoalition;
  let id: PackageId;

  beforeAll(async () => {
    database = await testDatabase('delegation_notes');
    server = await bootServer(database, { REQUESTS_PER_MINUTE: '100000' });
    us = new TestCoalition(server.address);
    await us.setUp();
    ({ id } = await us.ask<PackageSummary>('chair', 'POST', '/packages', { title: 'Measures' }));
  }, 60_000);
  afterAll(async () => {
    await server.app.close();
    await database.drop();
  });

  const write = (who: string, text: string): ReturnType<TestCoalition['call']> =>
    us.call(who, 'POST', `/packages/${id}/delegation-notes`, { text });
  const read = async (who: string): Promise<DelegationNote[]> =>
    (await us.ask<{ notes: DelegationNote[] }>(who, 'GET', `/packages/${id}/delegation-notes`)).notes;

  it('[A22] are written and read by nobody outside a partner', async () => {
    for (const who of ['chair', 'secretary', 'observer']) {
      expect((await write(who, 'Ours.')).code).toBe('FORBIDDEN');
      expect((await us.call(who, 'GET', `/packages/${id}/delegation-notes`)).code).toBe('FORBIDDEN');
    }
    expect((await write('administrator', 'Ours.')).status).toBeGreaterThanOrEqual(403);
  });

  it('[A22] [R188] reach everybody of the partner, newest first, and nobody of another', async () => {
    await write('AU delegate', 'If Canada moved, it would be adopted.');
    await write('AU head', 'Then talk to them.');
    for (const who of ['AU delegate', 'AU head', 'AU silent']) {
      expect(await read(who)).toMatchObject([
        { sequence: 2, text: 'Then talk to them.', name: 'AU head' },
        { sequence: 1, text: 'If Canada moved, it would be adopted.', name: 'AU delegate' },
      ]);
    }
    expect(await read('CA head')).toEqual([]);
  });

  it('[R188] are no formal act, stay as they are, and a double click is one', async () => {
    await Promise.all([write('CA head', 'Once.'), write('CA head', 'Once.')]);
    expect(await read('CA delegate')).toHaveLength(1);
    const { acts } = await us.ask<{ acts: { type: string }[] }>('chair', 'GET', `/packages/${id}/record`);
    expect(acts.filter(({ type }) => type.includes('note'))).toEqual([]);
    const change = server.app.get(DataSource).query(`UPDATE delegation_note SET text = 'Twice.'`);
    await expect(change).rejects.toThrow();
  });

  it('say something, of a package that is there', async () => {
    expect((await write('AU head', '  \n')).code).toBe('INPUT_INVALID');
    const nowhere = `/packages/${randomUUID()}/delegation-notes`;
    expect((await us.call('AU head', 'POST', nowhere, { text: 'Lost.' })).code).toBe('NOT_FOUND');
    expect((await us.call('AU head', 'GET', nowhere)).code).toBe('NOT_FOUND');
  });
});
