import { seededRandom, testSeed } from '@entente/testing';
import * as Y from 'yjs';
import { chainHash, genesisChain } from './chain.js';
import { defaultEngineLimits } from './engine-limits.js';
import { MemoryLeaseStore } from './memory-log.kit.js';
import { documentOf } from './room-text.js';
import { type Person, PACKAGE, turns, World } from './world.kit.js';

describe('leases', () => {
  it('[S50] ids are random, never 0, and unique in the package', async () => {
    const leases = new MemoryLeaseStore();
    const world = new World({ leases });
    // The first two draws are a zero and an id that is taken already.
    const draws = [0, 7, 8];
    world.random.bytes = () => new Uint8Array([0, 0, 0, draws.shift() ?? 9]);
    await leases.bind(PACKAGE, 7, { person: 'somebody' as never, delegation: 'JP' as never });
    const anna = world.person(1);
    await anna.join([]);
    expect(anna.lease).toBe(8);
  });

  it('[S51] the same person resumes a lease when its connection has ended, and nobody else does', async () => {
    const world = new World();
    const anna = world.person(1);
    const first = (await anna.join([])).lease;
    const again = world.person(1);
    expect((await again.join([], first)).lease).not.toBe(first);
    anna.session.end();
    expect((await world.person(2).join([], first)).lease).not.toBe(first);
    expect((await world.person(1, 'JP').join([], first)).lease).not.toBe(first);
    expect((await world.person(1).join([], first)).lease).toBe(first);
  });

  it('[S51] what was typed under an earlier id of the same person is taken under a later one', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    anna.offline = true;
    anna.type(article, ' kept offline');
    const kept = Y.encodeStateAsUpdate(anna.doc(article));
    anna.session.end();
    const back = world.person(1);
    await back.join([article]);
    back.push(article, kept);
    const stranger = world.person(2);
    await stranger.join([article]);
    stranger.push(article, kept);
    await turns();
    expect(back.lease).not.toBe(anna.lease);
    expect(back.verdicts).toMatchObject([{ verdict: 'recorded', seq: 2 }]);
    expect(world.logged(article)).toContain('kept offline');
    // By then it is known text, which anybody may repeat and nobody can claim.
    expect(stranger.verdicts).toMatchObject([{ verdict: 'recorded', known: true }]);
  });

  it('[S180] a join reads 256 ids and no more, and the words typed under an older one are taken all the same', async () => {
    const leases = new MemoryLeaseStore();
    const world = new World({ leases });
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    anna.offline = true;
    anna.type(article, ' kept offline');
    const kept = Y.encodeStateAsUpdate(anna.doc(article));
    anna.session.end();
    for (let n = 0; n < 300; n += 1) {
      const visit = world.person(1);
      await visit.join([]);
      visit.session.end();
    }
    const read: number[] = [];
    const newestOf = leases.newestOf.bind(leases);
    leases.newestOf = async (...asked) => {
      const ids = await newestOf(...asked);
      read.push(ids.length);
      return ids;
    };
    const back = world.person(1);
    await back.join([article]);
    back.push(article, kept);
    await turns();
    expect(read).toEqual([256]);
    expect(back.verdicts).toMatchObject([{ verdict: 'recorded', seq: 2 }]);
    expect(world.logged(article)).toContain('kept offline');
    expect((await world.person(1).join([], anna.lease)).lease).toBe(anna.lease);
  });

  it('[S51] another person cannot be first with words typed under an id that is not theirs', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    anna.offline = true;
    anna.type(article, ' kept offline');
    const stranger = world.person(2);
    await stranger.join([article]);
    stranger.push(article, Y.encodeStateAsUpdate(anna.doc(article)));
    await turns();
    expect(stranger.verdicts).toMatchObject([{ code: 'CLIENT_NOT_BOUND' }]);
  });
});

describe('a room in memory', () => {
  it('[S94] is kept as it is when it is forgotten, be it for a word, and also after a snapshot that failed', async () => {
    const world = new World({ limits: { snapshotRows: 2 } });
    const article = await world.article(1);
    const { log } = world;
    const kept = async (): Promise<number> => (await log.load(article, 'snapshot'))?.snapshot?.seq ?? 0;
    const visit = async (...words: readonly string[]): Promise<void> => {
      const anna = world.person(1);
      await anna.join([article]);
      for (const word of words) {
        anna.type(article, word);
        await turns();
      }
      anna.session.end();
      await world.time.pass(world.limits.idleMs);
    };
    await visit('one');
    expect(await kept()).toBe(2);
    const save = log.saveSnapshot.bind(log);
    let failures = 0;
    log.saveSnapshot = async (document, snapshot) => {
      failures += 1;
      if (failures === 1) throw new Error('the log is away');
      await save(document, snapshot);
    };
    await visit('two', 'three');
    expect([failures, await kept()]).toEqual([2, 4]);
  });

  it('[S48] is not kept for a connection that was sent away as its access changed', async () => {
    const world = new World({ limits: { bufferedBytes: 100 } });
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    anna.backlog = 101;
    anna.access.set(article, 'read');
    world.engine.accessChanged(PACKAGE);
    expect(anna.closed).toBe('SLOW');
    await world.time.pass(world.limits.idleMs);
    expect(world.engine.counts()).toEqual({ rooms: 0, sessions: 0, pending: 0 });
  });

  it('[S94] whose snapshot cannot be read answers everybody who came, each of them later', async () => {
    const before = new World();
    const article = await before.article(1);
    const { log, leases } = before;
    await before.time.pass(before.limits.idleMs);
    const snapshot = (await log.load(article, 'snapshot'))?.snapshot;
    Object.assign(snapshot ?? {}, { bytes: Uint8Array.of(255), vector: null });
    const after = new World({ log, leases, seed: 12 });
    const joins = [1, 2].map(async (number) => after.person(number).join([article]));
    const refused = { document: article, refused: 'UNAVAILABLE' };
    for (const { documents } of await Promise.all(joins)) expect(documents).toEqual([refused]);
  });

  it('[S48] is forgotten when nobody has read it for a while, and comes back the same from its snapshot', async () => {
    const world = new World({ limits: { snapshotRows: 10 } });
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    for (let n = 0; n < 25; n += 1) {
      anna.type(article, String(n));
      await turns();
    }
    const before = anna.text(article);
    anna.session.end();
    expect(world.engine.counts().rooms).toBe(1);
    await world.time.pass(defaultEngineLimits.idleMs);
    expect(world.engine.counts()).toEqual({ rooms: 0, sessions: 0, pending: 0 });
    const loaded = await world.log.load(article, 'snapshot');
    expect(loaded?.snapshot?.seq).toBeGreaterThan(9);
    const late = world.person(2);
    await late.join([article]);
    expect(late.text(article)).toBe(before);
    late.type(article, '!');
    await turns();
    expect(late.verdicts).toMatchObject([{ verdict: 'recorded', seq: 27 }]);
    expect(late.text(article)).toBe(world.logged(article));
  });

  it('[S48] stays while somebody reads it', async () => {
    const world = new World();
    const article = await world.article(1);
    const [anna, ben] = [world.person(1), world.person(2)];
    await anna.join([article]);
    await ben.join([article]);
    anna.session.end();
    await world.time.pass(defaultEngineLimits.idleMs * 2);
    expect(world.engine.counts().rooms).toBe(1);
  });

  it('[S4] the chain binds each row to all rows before it', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    for (const word of ['a', 'b', 'c']) anna.type(article, word);
    await turns();
    let chain = genesisChain(article);
    for (const row of world.log.rows(article)) {
      chain = chainHash(chain, row);
      expect(row.chain).toEqual(chain);
    }
    const [first] = world.log.rows(article);
    if (first === undefined) throw new Error('no rows');
    const bytes = first.bytes.slice(0, -1);
    for (const changed of [
      { ...first, bytes },
      { ...first, seq: 2 },
      { ...first, client: 1 },
    ]) {
      expect(chainHash(genesisChain(article), changed)).not.toEqual(first.chain);
    }
  });

  it('[S40] the text of committed rows can be had without a room', async () => {
    const world = new World();
    const article = await world.article(1, 'Of the log');
    const loaded = await world.log.load(article, 0);
    if (loaded === undefined) throw new Error('no document');
    expect(documentOf(loaded).getXmlFragment('content').toJSON()).toContain('Of the log');
  });

  it('[S49] while the log is away a drain waits its time for verdicts, and no longer', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    world.log.appendFaults.push('after');
    world.log.loadsFail = true;
    anna.type(article, 'whose fate nobody knows');
    await turns();
    let drained = false;
    const draining = world.engine.drain().then(() => {
      drained = true;
    });
    await world.time.pass(world.limits.drainMs - 1_000);
    expect([drained, anna.closed]).toEqual([false, null]);
    await world.time.pass(1_100);
    await draining;
    expect([anna.verdicts, anna.closed]).toEqual([[], 'DRAINING']);
  });

  it('[S49] a drain refuses what is new, finishes what was taken in, and ends the connections', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    let open = (): void => undefined;
    world.log.gate = new Promise((resolve) => {
      open = () => resolve();
    });
    anna.type(article, 'last words');
    await turns();
    let drained = false;
    const draining = world.engine.drain().then(() => {
      drained = true;
    });
    anna.type(article, 'too late');
    await world.time.pass(100);
    expect([drained, anna.verdicts]).toEqual([
      false,
      [{ verdict: 'refused', code: 'DRAINING', retry: 'later' }],
    ]);
    open();
    await world.time.pass(100);
    await draining;
    expect(anna.verdicts.at(-1)).toMatchObject({ verdict: 'recorded', seq: 2 });
    expect(anna.closed).toBe('DRAINING');
    await expect(world.person(2).join([article])).rejects.toThrow('DRAINING');
  });
});

describe('honest sessions over the engine', () => {
  const seed = testSeed();
  it.each([1, 2, 3])(
    '[S40] nothing acknowledged is lost and all converge, faults included: seed part %i',
    async (part) => {
      const random = seededRandom(seed * 10 + part);
      const world = new World({
        limits: { snapshotRows: 15, messagesPerSecond: 1e6, messagesBurst: 1e6, bytesBurst: 1e9 },
      });
      const articles = [await world.article(1), await world.article(2), await world.article(3)];
      const people = Array.from({ length: 5 }, (_, n) =>
        world.person(n + 1, random.pick(['AU', 'JP', 'KR'])),
      );
      for (const one of people) await one.join(articles);
      for (let n = 0; n < 400; n += 1) {
        const one = random.pick(people);
        const roll = random.integer(100);
        if (roll < 70) change(one, random.pick(articles), String(n), random.integer(4));
        else if (roll < 74) world.log.appendFaults.push(random.pick(['before', 'after']));
        else if (roll < 78) one.offline = true;
        else if (roll < 86) await comeBack(world, one, articles);
        else await world.time.pass(random.integer(600));
      }
      world.log.appendFaults.splice(0);
      await world.time.pass(5_000);
      for (const one of people) await comeBack(world, one, articles);
      await world.time.pass(1_000);
      const codes = people.flatMap(({ verdicts }) =>
        verdicts.flatMap((one) => ('code' in one ? one.code : [])),
      );
      expect(codes.filter((code) => code !== 'UNAVAILABLE')).toEqual([]);
      for (const article of articles) {
        for (const one of people) expect(one.text(article)).toBe(world.logged(article));
        expect(world.log.rows(article).map(({ seq }) => seq)).toEqual(
          Array.from(world.log.rows(article), (_, n) => n + 1),
        );
      }
      expect(world.engine.counts().pending).toBe(0);
    },
  );
});

/** Joins again; while the log is away that takes its time. */
async function comeBack(world: World, one: Person, articles: Parameters<Person['join']>[0]): Promise<void> {
  one.offline = false;
  let joined = false;
  const joining = one.join(articles).then(() => {
    joined = true;
  });
  await turns();
  while (!joined) await world.time.pass(100);
  await joining;
}

function change(one: Person, article: Parameters<Person['type']>[0], words: string, kind: number): void {
  if (kind > 0) return one.type(article, words);
  one.edit(article, (root) => {
    if (root.length > 1) root.delete(root.length - 1, 1);
    else root.insert(0, [new Y.XmlElement('paragraph')]);
  });
}
