import type { DocumentId } from '@entente/kernel';
import { encodeStateVectorFromUpdate } from 'yjs';
import { MemoryUpdateLog } from './memory-log.kit.js';
import { turns, World } from './world.kit.js';

describe('fairness', () => {
  it('[S90] a document with a thousand updates waiting lets the others go first in the next flight', async () => {
    const world = new World({ limits: { messagesBurst: 2_000, roomRows: 50, flightRows: 100 } });
    const [busy, calm] = [await world.article(1), await world.article(2)];
    const [anna, ben] = [world.person(1), world.person(2)];
    await anna.join([busy]);
    await ben.join([calm]);
    for (let n = 0; n < 1_000; n += 1) anna.type(busy, 'x');
    ben.type(calm, 'y');
    for (let n = 0; n < 2_000 && anna.verdicts.length < 1_000; n += 1) await world.time.pass(1);
    expect(anna.verdicts).toHaveLength(1_000);
    expect([...anna.verdicts, ...ben.verdicts].every(({ verdict }) => verdict === 'recorded')).toBe(true);
    const calmAt = world.log.rows(calm).at(-1)?.receivedAt ?? 0;
    const before = world.log.rows(busy).filter(({ receivedAt }) => receivedAt < calmAt);
    expect(before.length).toBeLessThanOrEqual(101);
    expect(world.log.rows(busy)).toHaveLength(1_001);
  });

  it('[S90] a commit that takes long keeps only its own documents waiting', async () => {
    const log = new MemoryUpdateLog();
    const world = new World({ log });
    const [slow, other] = [await world.article(1), await world.article(2)];
    const [anna, ben] = [world.person(1), world.person(2)];
    await anna.join([slow]);
    await ben.join([other]);
    let release: () => void = () => undefined;
    log.gate = new Promise((resolve) => (release = resolve));
    anna.type(slow, 'x');
    await turns();
    log.gate = null;
    ben.type(other, 'y');
    await turns();
    expect(ben.verdicts).toEqual([]);
    await world.time.pass(10);
    expect(ben.verdicts).toMatchObject([{ verdict: 'recorded' }]);
    expect(anna.verdicts).toEqual([]);
    release();
    await turns();
    expect(anna.verdicts).toMatchObject([{ verdict: 'recorded' }]);
  });

  it('[S91] all who open a document at one head get the same bytes', async () => {
    const world = new World();
    const article = await world.article(1);
    const people = Array.from({ length: 30 }, (_, n) => world.person(n + 1));
    const answers = await Promise.all(people.map(async (one) => one.join([article])));
    const updates = answers.map(({ documents: [joined] }) =>
      joined !== undefined && 'update' in joined ? joined.update : null,
    );
    expect(updates[0]).toBeInstanceOf(Uint8Array);
    expect(updates.every((update) => update === updates[0])).toBe(true);
    people[0]?.type(article, ' and more');
    await turns();
    const late = world.person(99);
    await late.join([article]);
    expect(late.text(article)).toBe(world.logged(article));
  });

  it('[S48] a long text gathers more rows before its next snapshot, a short one fewer', async () => {
    const world = new World({ limits: { snapshotRows: 10, snapshotBytes: 1_000_000 } });
    const [short, long] = [await world.article(1), await world.article(2, 'x'.repeat(40_000))];
    const anna = world.person(1);
    await anna.join([short, long]);
    const taken = { short: new Set<number>(), long: new Set<number>() };
    for (let n = 0; n < 60; n += 1) {
      for (const document of [short, long]) anna.type(document, 'y');
      await world.time.pass(1_000);
      taken.short.add((await world.log.load(short, 'snapshot'))?.snapshot?.seq ?? 0);
      taken.long.add((await world.log.load(long, 'snapshot'))?.snapshot?.seq ?? 0);
    }
    expect(taken.short.size).toBeGreaterThan(4);
    expect(taken.long.size).toBeLessThanOrEqual(3);
    expect(taken.long.size).toBeGreaterThan(1);
  });

  it('[S93] in a crowd the rows of one beat go together; while few type each goes at once', async () => {
    const world = new World({ limits: { crowdRowsPerSecond: 100, beatMs: 8, messagesBurst: 1_000 } });
    const article = await world.article(1);
    const typists = Array.from({ length: 10 }, (_, n) => world.person(n + 1));
    const reader = world.person(20);
    for (const one of [...typists, reader]) await one.join([article]);
    const type = async (everyMs: number, edits: number): Promise<number> => {
      await world.time.pass(3_000);
      const before = reader.frames('updates').length;
      for (let n = 0; n < edits; n += 1) {
        typists[n % 10]?.type(article, 'x');
        await world.time.pass(everyMs);
      }
      await world.time.pass(20);
      return reader.frames('updates').length - before;
    };
    expect(await type(20, 100)).toBe(100);
    const crowded = await type(2, 500);
    expect(crowded).toBeLessThan(200);
    expect(crowded).toBeGreaterThanOrEqual(500 / 4);
    expect(typists.every(({ verdicts }) => verdicts.every(({ verdict }) => verdict === 'recorded'))).toBe(
      true,
    );
    expect(reader.text(article)).toBe(world.logged(article));
  });

  it('[S94] who opens what was not touched since its snapshot gets that, and can write at once', async () => {
    const before = new World();
    const article = await before.article(1);
    const anna = before.person(1);
    await anna.join([article]);
    // Of a single word too.
    anna.type(article, 'shall');
    await turns();
    const drained = before.engine.drain();
    await before.time.pass(5_000);
    await drained;
    const { log, leases } = before;
    expect((await log.load(article, 'snapshot'))?.snapshot?.seq).toBe(log.rows(article).length);
    const after = new World({ log, leases, seed: 12 });
    const [ben, carl] = [after.person(2), after.person(3)];
    const { documents } = await ben.join([article]);
    const [joined] = documents;
    if (joined === undefined || !('update' in joined)) throw new Error('not joined');
    expect(joined.update).toBe((await log.load(article, 'snapshot'))?.snapshot?.bytes);
    expect(ben.text(article)).toBe(after.logged(article));
    ben.type(article, ' and more');
    await turns();
    expect(ben.verdicts).toMatchObject([{ verdict: 'recorded' }]);
    await carl.join([article]);
    expect(carl.text(article)).toBe(after.logged(article));
  });

  it('[S94] a draining process waits for a snapshot that is under way, and takes one of what came since', async () => {
    const world = new World({ limits: { snapshotRows: 2 } });
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    const { log } = world;
    const save = log.saveSnapshot.bind(log);
    let saved = (): void => undefined;
    const held = new Promise<void>((resolve) => (saved = resolve));
    const asked: number[] = [];
    log.saveSnapshot = async (document, snapshot) => {
      asked.push(snapshot.seq);
      if (asked.length === 1) await held;
      await save(document, snapshot);
    };
    for (const word of ['one', 'two', 'three']) {
      anna.type(article, word);
      await turns();
    }
    expect(asked).toHaveLength(1);
    const drained = world.engine.drain();
    await world.time.pass(100);
    saved();
    await turns();
    await world.time.pass(5_000);
    await drained;
    const last = log.rows(article).length;
    expect(asked.at(-1)).toBe(last);
    expect((await log.load(article, 'snapshot'))?.snapshot?.seq).toBe(last);
  });

  it('[S194] a document is read while the lease is given, and not for somebody who may not read it', async () => {
    const world = new World();
    const article = await world.article(1);
    await world.time.pass(world.limits.idleMs * 2);
    const loaded: DocumentId[] = [];
    const { log, leases } = world;
    const load = log.load.bind(log);
    log.load = async (document, from) => {
      loaded.push(document);
      return load(document, from);
    };
    let give = (): void => undefined;
    const epoch = leases.epoch.bind(leases);
    leases.epoch = async () => {
      await new Promise<void>((resolve) => (give = resolve));
      return epoch();
    };
    world.engine.storeChanged();
    const [anna, ben] = [world.person(1), world.person(2)];
    ben.access.set(article, 'none');
    void ben.join([article]);
    await turns();
    expect(loaded).toEqual([]);
    const joined = anna.join([article]);
    await turns();
    expect(loaded).toEqual([article]);
    give();
    expect((await joined).verdict).toBe('joined');
    expect(loaded).toEqual([article]);
  });

  it('[S172] the state vector comes from beside the snapshot, and from the snapshot itself where it was kept without', async () => {
    const before = new World();
    const article = await before.article(1);
    const anna = before.person(1);
    await anna.join([article]);
    for (let n = 0; n < 30; n += 1) anna.type(article, String(n));
    await turns();
    const drained = before.engine.drain();
    await before.time.pass(5_000);
    await drained;
    const { log, leases } = before;
    const snapshot = (await log.load(article, 'snapshot'))?.snapshot;
    const vector = encodeStateVectorFromUpdate(snapshot?.bytes ?? new Uint8Array());
    expect(snapshot?.vector).toEqual(vector);
    const [kept] = (await new World({ log, leases, seed: 12 }).person(2).join([article])).documents;
    expect(kept).toMatchObject({ update: snapshot?.bytes, stateVector: vector });
    // As snapshots were before there was such a column.
    Object.assign(snapshot ?? {}, { vector: null });
    const [without] = (await new World({ log, leases, seed: 13 }).person(3).join([article])).documents;
    expect(without).toMatchObject({ update: snapshot?.bytes, stateVector: vector });
  });
});
