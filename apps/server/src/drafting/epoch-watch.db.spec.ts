import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate, StartRefused } from '@entente/nest-platform';
import { testDatabase, type TestDatabase } from '@entente/testing';
import pg from 'pg';
import { EpochWatch, type RestoreReason } from './epoch-watch.js';
import { draftingFeature } from './index.js';
import { poolQuery, type Query } from './query.js';

/** A place in a write-ahead log that none comes to. */
const FAR = 'FFFFFFFF/FFFFFFFF';

describe('the epoch of a store that may have been restored', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'epoch-spec-'));
  let database: TestDatabase;
  let pool: pg.Pool;
  let query: Query;
  let processes = 0;

  beforeAll(async () => {
    database = await testDatabase('epochs');
    const parts = { entities: [], migrations: draftingFeature.migrations };
    await migrate({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, parts });
    pool = new pg.Pool({ connectionString: database.appUrl, max: 4 });
    query = poolQuery(pool);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A server process with a folder of its own. */
  function watch(ask = query) {
    processes += 1;
    const own = mkdtempSync(path.join(folder, `${String(processes)}-`));
    const noticed: RestoreReason[] = [];
    let changes = 0;
    const epochs = new EpochWatch({
      query: ask,
      folder: own,
      noticed: (reason) => noticed.push(reason),
      changed: () => (changes += 1),
      failed: (error) => {
        throw error;
      },
    });
    const file = path.join(own, 'store-mark.json');
    return { epochs, noticed, file, changes: () => changes };
  }

  const ends = async (): Promise<unknown[]> => {
    const { rows } = await pool.query<{ epoch: string }>(
      'SELECT epoch, reason, by_person FROM store_epoch_end ORDER BY ended_at',
    );
    return rows;
  };

  it('[S183] stays where nothing happened, and the log is followed in a file that only this account reads', async () => {
    const { epochs, noticed, file } = watch();
    const first = await epochs.look();
    await pool.query('SELECT 1');
    expect([await epochs.look(), noticed, await ends()]).toEqual([first, [], []]);
    expect(readFileSync(file, 'utf8')).toMatch(/^\{"epoch":"[0-9a-f-]{36}","end":"[0-9A-F]+\/[0-9A-F]+"\}$/);
  });

  it('[S183] a log that ends before what was noted of it has gone back: once, however many processes notice', async () => {
    const four = Array.from({ length: 4 }, () => watch());
    const before = await four[0]?.epochs.look();
    for (const { file } of four) writeFileSync(file, JSON.stringify({ epoch: before, end: FAR }));
    const restarted = four.map(({ file, noticed }) => {
      const epochs = new EpochWatch({
        query,
        folder: path.dirname(file),
        noticed: (reason) => noticed.push(reason),
        changed: () => undefined,
        failed: () => undefined,
      });
      return epochs.look();
    });
    const found = new Set(await Promise.all(restarted));
    expect([found.size, found.has(before ?? '')]).toEqual([1, false]);
    expect(four.flatMap(({ noticed }) => noticed)).toEqual(['behind']);
    expect(await ends()).toEqual([{ epoch: before, reason: 'behind', by_person: null }]);
  });

  it.each(['', 'half a ma', '{"epoch":"x","end":"0/1"}', `{"epoch":"${randomUUID()}","end":"${FAR}"}`])(
    '[S183] a mark that is no mark, or of another epoch, says nothing: %j',
    async (mark) => {
      const { epochs, file, noticed } = watch();
      const before = await watch().epochs.look();
      writeFileSync(file, mark);
      expect([await epochs.look(), noticed]).toEqual([before, []]);
    },
  );

  it('[S190] a mark that is there and may not be read stops the start, and one that is lost for good is no obstacle', async () => {
    const { epochs, file } = watch();
    // Whoever runs the tests may read everything, so a mark of that name which is no file stands for one without rights.
    mkdirSync(file);
    const refusal = await epochs.start().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StartRefused);
    expect(String(refusal)).toContain(`${file}, cannot be read (EISDIR)`);
    expect(String(refusal)).toContain('npx entente admin new-epoch');
    // Nor does a server that runs take it for none: nobody is told an epoch.
    await expect(epochs.epoch()).rejects.toMatchObject({ code: 'EISDIR' });
    rmSync(file, { recursive: true });
    await epochs.start();
    await epochs.close();
    expect(readFileSync(file, 'utf8')).toContain(await epochs.epoch());
  });

  it('[S190] a folder in which no mark can be written stops the start', async () => {
    const { epochs, file } = watch();
    const draft = `${file}.${String(process.pid)}`;
    mkdirSync(draft);
    await expect(epochs.start()).rejects.toThrow(`${file}, cannot be written (EISDIR)`);
    rmSync(draft, { recursive: true });
    rmSync(path.dirname(file), { recursive: true });
    await expect(epochs.start()).rejects.toThrow('cannot be written (ENOENT)');
  });

  it('[S183] a copy of the database, under whichever name, is another store', async () => {
    const before = await watch().epochs.look();
    const admin = new pg.Client({ connectionString: database.adminUrl.replace(/\/[^/]*$/, '/postgres') });
    await pool.end();
    await admin.connect();
    const end = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1';
    await admin.query(end, [database.name]);
    await admin.query(`CREATE DATABASE ${database.name}_copy TEMPLATE ${database.name}`);
    await admin.query(`DROP DATABASE ${database.name} WITH (FORCE)`);
    await admin.query(`ALTER DATABASE ${database.name}_copy RENAME TO ${database.name}`);
    await admin.query(`GRANT CONNECT ON DATABASE ${database.name} TO ${database.name}_app`);
    await admin.end();
    pool = new pg.Pool({ connectionString: database.appUrl, max: 4 });
    query = poolQuery(pool);
    const { epochs, noticed } = watch();
    const after = await epochs.look();
    expect([after === before, noticed]).toEqual([false, ['restored']]);
    expect([await epochs.look(), noticed]).toEqual([after, ['restored']]);
  });

  it('[S183] the table read back from a dump is another store', async () => {
    const before = await watch().epochs.look();
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    // What a dump that is read back over a database does to each table.
    await owner.query('CREATE TABLE kept AS SELECT * FROM store_epoch');
    await owner.query('DROP TABLE store_epoch');
    await owner.query('ALTER TABLE kept RENAME TO store_epoch');
    await owner.query(`GRANT SELECT ON store_epoch TO ${database.name}_app`);
    await owner.end();
    const { epochs, noticed } = watch();
    expect([(await epochs.look()) === before, noticed]).toEqual([false, ['restored']]);
  });

  it('[S184] the running server can begin an epoch, never choose one, go back to one or deny that one ended', async () => {
    const { epochs } = watch();
    const before = await epochs.look();
    const by = randomUUID();
    const after = await epochs.renew(by);
    expect(after).not.toBe(before);
    expect((await ends()).at(-1)).toEqual({ epoch: before, reason: 'told', by_person: by });
    for (const forbidden of [
      'UPDATE store_epoch SET epoch = gen_random_uuid()',
      `UPDATE store_epoch SET store = ''`,
      'DELETE FROM store_epoch_end',
      `INSERT INTO store_epoch_end (epoch, reason) VALUES (gen_random_uuid(), 'behind')`,
    ]) {
      await expect(pool.query(forbidden)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('[S185] a process that runs is told that the epoch is another, once', async () => {
    const [one, other] = [watch(), watch()];
    await Promise.all([one.epochs.look(), other.epochs.look()]);
    const after = await one.epochs.renew(randomUUID());
    expect([await other.epochs.look(), await other.epochs.look()]).toEqual([after, after]);
    expect([one.changes(), other.changes(), await other.epochs.epoch()]).toEqual([1, 1, after]);
  });

  it('[S183] nobody is told an epoch that could not be asked for', async () => {
    let away = true;
    const { epochs } = watch(async (statement) => {
      if (away) throw new Error('away');
      return query(statement);
    });
    await expect(epochs.epoch()).rejects.toThrow('away');
    away = false;
    expect(await epochs.epoch()).toBe(await watch().epochs.look());
  });
});
