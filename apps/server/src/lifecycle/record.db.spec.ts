import 'reflect-metadata';
import { connectionOptions, migrate } from '@entente/nest-platform';
import {
  instant,
  ok,
  type DelegationCode,
  type DocumentId,
  type Hash,
  type MandateId,
  type PackageId,
  type PersonId,
} from '@entente/kernel';
import { NEW_PACKAGE } from '@entente/consensus';
import { genesisOf, hashOfAct } from '@entente/formats';
import { testDatabase, type TestDatabase } from '@entente/testing';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { identityFeature, IdentityService } from '../identity/index.js';
import type { Acting } from './acting.js';
import { DraftingRule1795500400000 } from './migrations/1795500400000-drafting-rule.js';
import { Packages1795400000000 } from './migrations/1795400000000-packages.js';
import { OneClock1795600300300 } from './migrations/1795600300300-one-clock.js';
import { SealedTexts1795700800000 } from './migrations/1795700800000-sealed-texts.js';
import { packageColumns } from './package-state.js';
import { PackageNumberTable, PackageTable, type PackageRow } from './package.table.js';
import { RecordService, type FormalAct } from './record.service.js';
import { FormalActTable } from './record.table.js';
import { transact } from './transact.js';
import { CanonicalBytesTable, VersionTable } from './version.table.js';

const parts = {
  entities: [
    ...identityFeature.entities,
    PackageTable,
    PackageNumberTable,
    FormalActTable,
    VersionTable,
    CanonicalBytesTable,
  ],
  migrations: [
    ...identityFeature.migrations,
    Packages1795400000000,
    DraftingRule1795500400000,
    OneClock1795600300300,
    SealedTexts1795700800000,
  ],
};
const acting: Acting = {
  person: randomUUID() as PersonId,
  name: 'Ada Example',
  delegation: 'PRES' as DelegationCode,
  mandate: randomUUID() as MandateId,
};
const act = (type: string): FormalAct => ({ type, acting, packageHash: null, body: { what: type } });

describe('the record of formal acts', () => {
  let database: TestDatabase;
  let source: DataSource;
  let owner: DataSource;
  let record: RecordService;

  beforeAll(async () => {
    database = await testDatabase('record');
    await migrate({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, parts });
    source = await new DataSource(connectionOptions(database.appUrl, parts)).initialize();
    owner = await new DataSource(connectionOptions(database.ownerUrl, parts, 1)).initialize();
    record = new RecordService(new IdentityService(source));
    await source.query(`INSERT INTO delegation VALUES ('PRES', 'Presidency', 'chair', 1, 0, true)`);
    await source.query(
      `INSERT INTO person VALUES ($1, $2, 'ada@test.example', 'PRES', '{chair}', true, '', clock_timestamp())`,
      [acting.person, acting.name],
    );
    await accredit(acting.mandate, `'-1 hour'`, 'NULL');
  }, 60_000);

  afterAll(async () => {
    await source.destroy();
    await owner.destroy();
    await database.drop();
  });

  /** A mandate from now and until now plus these intervals. */
  async function accredit(id: MandateId | null, from: string, to: string): Promise<void> {
    await source.query(
      `INSERT INTO mandate VALUES ($1, $2, 'propose', clock_timestamp() + interval ${from},
         clock_timestamp() + ${to}::interval, 'A note', NULL)`,
      [id, acting.person],
    );
  }

  let sequence = 0;
  async function aPackage(change: Partial<PackageRow> = {}): Promise<PackageId> {
    sequence += 1;
    const id = randomUUID() as PackageId;
    const row: PackageRow = {
      id,
      sequence,
      year: 2026,
      title: 'A package',
      ...packageColumns(NEW_PACKAGE),
      parties: [],
      structure: randomUUID() as DocumentId,
      sealSeed: '0'.repeat(64),
      delegationsMay: 'write',
      createdBy: acting.person,
      createdByName: acting.name,
      createdFor: acting.delegation,
      createdAt: new Date(),
      recordHead: 0,
      recordHash: genesisOf(id),
      recordAt: new Date(0),
      ...change,
    };
    await source.manager.insert(PackageTable, row);
    return id;
  }

  async function append(id: PackageId, ...types: string[]): Promise<void> {
    await source.transaction(async (manager) => {
      let locked = await record.lock(manager, id);
      for (const type of types) {
        if (locked === undefined) throw new Error('no package');
        locked = await record.append(manager, locked, act(type));
      }
    });
  }

  it('is gapless and chained from the package’s own beginning, and every hash can be computed again', async () => {
    const id = await aPackage();
    await append(id, 'one', 'two');
    await append(id, 'three');
    const acts = await record.acts(source.manager, id);
    expect(acts.map(({ sequence: n, type }) => [n, type])).toEqual([
      [1, 'one'],
      [2, 'two'],
      [3, 'three'],
    ]);
    let previous: Hash = genesisOf(id);
    for (const { hash, at, body, ...rest } of acts) {
      expect(rest.previous).toBe(previous);
      expect(hashOfAct(id, { ...rest, at: at.getTime(), body: { what: rest.type } })).toBe(hash);
      expect(body).toBe(`{"what":"${rest.type}"}`);
      previous = hash;
    }
  });

  it.each([
    ['ran out a moment ago', `'-1 hour'`, `'-1 second'`, ''],
    ['begins in a moment', `'1 minute'`, 'NULL', ''],
    ['was revoked', `'-1 hour'`, 'NULL', 'UPDATE mandate SET revoked_at = clock_timestamp() WHERE id = $1'],
    ['is of a suspended account', `'-1 hour'`, 'NULL', 'UPDATE person SET active = ($1::uuid IS NULL)'],
  ])('takes no act on a mandate that %s, by the database’s clock', async (_when, from, to, change) => {
    const id = await aPackage();
    const mandate = randomUUID() as MandateId;
    await accredit(mandate, from, to);
    if (change !== '') await source.query(change, [mandate]);
    const acted = transact(source, async (manager) => {
      const locked = await record.lock(manager, id);
      if (locked === undefined) throw new Error('no package');
      return ok(await record.append(manager, locked, { ...act('forged'), acting: { ...acting, mandate } }));
    });
    expect(await acted).toMatchObject({ ok: false, error: { code: 'NO_MANDATE' } });
    await source.query('UPDATE person SET active = true');
    expect(await record.acts(source.manager, id)).toEqual([]);
  });

  it('takes no act without a mandate', async () => {
    const id = await aPackage();
    const acted = source.transaction(async (manager) => {
      const locked = await record.lock(manager, id);
      if (locked === undefined) throw new Error('no package');
      await record.append(manager, locked, { ...act('forged'), acting: { ...acting, mandate: null } });
    });
    await expect(acted).rejects.toThrow('NO_MANDATE');
  });

  it('gives concurrent acts one after another a place, without a gap and without going back in time', async () => {
    const id = await aPackage();
    await Promise.all(Array.from({ length: 8 }, (_, index) => append(id, `act ${String(index)}`)));
    const acts = await record.acts(source.manager, id);
    expect(acts.map((each) => each.sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const times = acts.map((each) => each.at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('leaves no gap where a transaction fails', async () => {
    const id = await aPackage();
    await append(id, 'one');
    const failed = source.transaction(async (manager) => {
      const locked = await record.lock(manager, id);
      if (locked === undefined) throw new Error('no package');
      await record.append(manager, locked, act('lost'));
      throw new Error('the power is gone');
    });
    await expect(failed).rejects.toThrow('the power is gone');
    await append(id, 'two');
    expect((await record.acts(source.manager, id)).map((each) => each.type)).toEqual(['one', 'two']);
  });

  it('never gives an earlier time than the act before, whatever the clock does', async () => {
    const ahead = new Date(Date.now() + 3_600_000);
    const id = await aPackage({ recordAt: ahead });
    await append(id, 'one');
    const [first] = await record.acts(source.manager, id);
    expect(first?.at).toEqual(ahead);
  });

  it('cannot be changed, shortened or emptied, by the process nor by the owner of the tables', async () => {
    const id = await aPackage();
    await append(id, 'one');
    const attempts = [
      `UPDATE formal_act SET name = 'Someone else'`,
      `DELETE FROM formal_act`,
      `TRUNCATE formal_act`,
    ];
    for (const sql of attempts) {
      await expect(source.query(sql)).rejects.toThrow(/permission denied/);
      await expect(owner.query(sql)).rejects.toThrow(/stay as they are/);
    }
    await expect(source.query('ALTER TABLE formal_act DISABLE TRIGGER ALL')).rejects.toThrow(/must be owner/);
    expect(await record.acts(source.manager, id)).toHaveLength(1);
  });

  it('refuses an act that does not follow from the one before, whoever inserts it', async () => {
    const id = await aPackage();
    await append(id, 'one');
    const forged = (change: object) =>
      source.manager.insert(FormalActTable, {
        package: id,
        sequence: 2,
        type: 'forged',
        person: acting.person,
        name: acting.name,
        delegation: acting.delegation,
        mandate: null,
        packageHash: null,
        at: new Date(),
        body: '{}',
        previous: genesisOf(id),
        hash: genesisOf(randomUUID()),
        ...change,
      });
    await expect(forged({})).rejects.toThrow(/does not follow/);
    await expect(forged({ sequence: 3 })).rejects.toThrow(/does not follow/);
    const [first] = await record.acts(source.manager, id);
    await expect(forged({ previous: first?.hash, at: new Date(0) })).rejects.toThrow(/does not follow/);
  });

  it('moves the package only by the core’s events: a refused command records nothing', async () => {
    const id = await aPackage();
    const packageHash = genesisOf(id);
    const run = (command: Parameters<RecordService['apply']>[2], type: string) =>
      transact(source, async (manager) => {
        const locked = await record.lock(manager, id);
        if (locked === undefined) throw new Error('no package');
        expect(locked.now).toBe(instant(locked.now));
        return record.apply(manager, locked, command, act(type));
      });
    const refused = await run({ type: 'publish', packageHash }, 'published');
    expect(refused.ok ? null : refused.error.code).toBe('WRONG_STATE');
    expect((await run({ type: 'table', revision: 1, packageHash }, 'tabled')).ok).toBe(true);
    const row = await source.manager.findOneByOrFail(PackageTable, { id });
    expect([row.state, row.revision, row.packageHash, row.recordHead]).toEqual(['frozen', 1, packageHash, 1]);
    expect((await record.acts(source.manager, id)).map((each) => each.type)).toEqual(['tabled']);
  });

  it('a frozen text is stored under its own hash or not at all', async () => {
    const wrong = { textHash: genesisOf(randomUUID()), bytes: Buffer.from('{}') };
    await expect(source.manager.insert(CanonicalBytesTable, wrong)).rejects.toThrow(
      /canonical_bytes_address/,
    );
  });

  it('title, number, parties and seed of a package stay as they were given', async () => {
    await aPackage();
    for (const column of [`title = 'Another'`, 'sequence = 99', `parties = '{}'`, `seal_seed = ''`]) {
      await expect(source.query(`UPDATE package SET ${column}`)).rejects.toThrow(/permission denied/);
    }
  });
});
