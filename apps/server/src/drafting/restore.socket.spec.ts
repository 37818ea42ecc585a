import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LostWords, PackageConnection } from '@entente/sync/client';
import { OwnPostgres, waitFor } from '@entente/testing';
import { MemoryDevice } from '../../../../libs/sync/src/client/memory-drafts.kit.js';
import { ApiCaller, signedIn } from '../api-caller.js';
import { bootServer, type BootedServer } from '../boot-server.js';
import { hashPassword } from '../identity/passwords.js';
import { TicketService } from '../identity/ticket.service.js';
import { PASSWORD } from '../small-coalition.js';
import { CutWire } from './cut-wire.kit.js';
import { allRecorded, plain, Stage, words, type Person, type Text } from './drafting.kit.js';

const ENTENTE = fileURLToPath(new URL('../../../cli/dist/main.js', import.meta.url));

describe('a restore from a backup', () => {
  const KEY_DIR = mkdtempSync(path.join(tmpdir(), 'restore-spec-'));
  let postgres: OwnPostgres;
  let stage: Stage;
  let server: BootedServer;
  let australia: Person;
  const wires: CutWire[] = [];

  const boot = async (): Promise<BootedServer> =>
    bootServer(stage.database, { KEY_DIR, PUBLIC_ADDRESS: stage.server.address });

  beforeAll(async () => {
    postgres = await OwnPostgres.start();
    stage = await Stage.open('restore', { KEY_DIR }, postgres.adminUrl);
    australia = await stage.person('AU');
  }, 90_000);
  afterEach(async () => {
    stage.hangUp();
    for (const wire of wires.splice(0)) await wire.close();
  });
  afterAll(async () => {
    await server.app.close();
    await stage.close();
    await postgres.remove();
    rmSync(KEY_DIR, { recursive: true, force: true });
  }, 60_000);

  /** A window whose edits are kept on the device, over a wire that can be cut. */
  async function window(text: Text) {
    const wire = await CutWire.to(server.address);
    wires.push(wire);
    const device = new MemoryDevice();
    const store = device.open();
    const connection = stage.connection(australia, text, {
      url: wire.address,
      drafts: () => Promise.resolve(store),
      getTicket: async () =>
        (await server.app.get(TicketService).give(australia.id, australia.session)).ticket,
    });
    const lost: LostWords[] = [];
    connection.on('lost', (own) => lost.push(own));
    connection.connect();
    await connection.ready();
    await waitFor('the store', () => connection.keeping);
    return { wire, connection, device, lost };
  }

  const shown = (connection: PackageConnection, document: Text['structure']): string =>
    plain(connection.document(document).doc);

  it('[S183] [S87] of the database’s files is noticed at the next start: words that are lost there come back to their author', async () => {
    const text = await stage.package('one', 'two');
    const [first, second] = text.articles;
    if (first === undefined || second === undefined) throw new Error('two articles');
    await stage.stop();
    await postgres.keepCopy();
    server = await boot();
    const { wire, connection, device, lost } = await window(text);
    words(connection.document(first).doc).insert(0, 'acknowledged ');
    await allRecorded(connection);
    const { lease } = connection;
    wire.sever();
    await waitFor('the loss to be noticed', () => connection.status === 'connecting');
    words(connection.document(second).doc).insert(0, 'unrecorded ');
    await waitFor('the edit on the device', () => device.edits.length > 0);

    await server.app.close();
    await postgres.bringBack();
    expect(await stage.rows(first)).toHaveLength(1);
    server = await boot();
    wire.leadTo(server.address);
    wire.mend();
    connection.networkBack();
    await waitFor('everything again', () => connection.synced && lost.length === 2);

    expect(lost.map((own) => [own.document, own.text, own.code])).toEqual([
      [first, 'acknowledged ', 'EPOCH_CHANGED'],
      [second, 'unrecorded ', 'EPOCH_CHANGED'],
    ]);
    expect([shown(connection, first), shown(connection, second)]).toEqual(['one', 'two']);
    expect(connection.lease).not.toBe(lease);
    words(connection.document(first).doc).insert(0, 'goes on ');
    await allRecorded(connection);
    expect(await stage.rows(first)).toHaveLength(2);
    const { rows } = await stage.admin.query('SELECT reason, by_person FROM store_epoch_end');
    expect(rows).toEqual([{ reason: 'behind', by_person: null }]);
  }, 120_000);

  it('[S183] an ordinary restart, of the server and of PostgreSQL, changes no epoch', async () => {
    const epoch = async (): Promise<unknown> =>
      (await stage.admin.query<{ epoch: string }>('SELECT epoch FROM store_epoch')).rows[0]?.epoch;
    const before = await epoch();
    await server.app.close();
    await postgres.stop();
    await postgres.start();
    server = await boot();
    expect(await epoch()).toBe(before);
  }, 60_000);

  it('[S184] [S185] an administrator says it, nobody else: everyone fetches the text anew, and what waited comes back as words', async () => {
    const admin = await stage.person('SEC', ['administrator'], ['administer']);
    for (const [id, email] of [
      [admin.id, 'admin@test.example'],
      [australia.id, 'australia@test.example'],
    ]) {
      const hash = await hashPassword(PASSWORD);
      await stage.admin.query('UPDATE person SET email = $2, password_hash = $3 WHERE id = $1', [
        id,
        email,
        hash,
      ]);
    }
    // Another process over the same database is asked; the one that people are connected to has to notice.
    const other = await bootServer(stage.database, { KEY_DIR });
    const api = await signedIn(other.address, 'australia@test.example', PASSWORD);
    expect((await api.call('POST', '/system/epoch', {})).status).toBe(403);
    expect((await new ApiCaller(other.address).call('POST', '/system/epoch', {})).status).toBe(401);

    const { rows } = await stage.admin.query<{ id: Text['package'] }>('SELECT id FROM package');
    const documents = await stage.admin.query<{ id: Text['structure']; kind: string }>(
      'SELECT id, kind FROM document ORDER BY kind, id',
    );
    const all = documents.rows;
    const structure = all.find(({ kind }) => kind === 'structure')?.id;
    const article = all.find(({ kind }) => kind === 'article')?.id;
    const [only] = rows;
    if (only === undefined || structure === undefined || article === undefined) throw new Error('a package');
    const { connection, lost } = await window({ package: only.id, structure, articles: [article] });
    const [before, { lease }] = [shown(connection, article), connection];
    words(connection.document(article).doc).insert(0, 'recorded ');
    await allRecorded(connection);

    const said = await promisify(execFile)(
      process.execPath,
      [ENTENTE, 'admin', 'new-epoch', '--email', 'admin@test.example', '--server', other.address],
      { env: { ...process.env, ENTENTE_PASSWORD: PASSWORD } },
    );
    expect(said.stdout).toMatch(/^A new epoch of the store has begun: [0-9a-f-]{36}\.\n$/);
    await waitFor('everything again', () => connection.lease !== lease && connection.synced);
    // Nothing is lost, so nothing is handed back.
    expect([shown(connection, article), lost]).toEqual([`recorded ${before}`, []]);
    words(connection.document(article).doc).insert(0, 'goes on ');
    await allRecorded(connection);
    const { rows: ended } = await stage.admin.query(
      'SELECT reason, by_person FROM store_epoch_end ORDER BY ended_at',
    );
    expect(ended.at(-1)).toEqual({ reason: 'told', by_person: admin.id });
    await other.app.close();
  }, 60_000);
});
