import { MemoryLeaseStore, MemoryUpdateLog } from './memory-log.kit.js';
import { ProcessBus } from './process-bus.kit.js';
import { documentId, ManualTime, PACKAGE, turns, World } from './world.kit.js';

const CARET = { anchor: new Uint8Array([1]), head: new Uint8Array([2]), provision: null };

describe('presence', () => {
  it('[S60] who somebody is comes from the server; only the place comes from the client', async () => {
    const world = new World();
    const article = await world.article(1);
    const [anna, ben] = [world.person(1, 'KR'), world.person(2, 'JP')];
    await anna.join([article]);
    await ben.join([article]);
    expect(anna.session.presence({ package: PACKAGE, at: { document: article, ...CARET } })).toEqual({
      verdict: 'noted',
    });
    await world.time.pass(200);
    expect(ben.present.others(null)).toMatchObject([
      { client: anna.lease, name: 'Person 1', delegation: 'KR', at: { document: article, ...CARET } },
      { client: ben.lease, name: 'Person 2', delegation: 'JP', at: null },
    ]);
  });

  it('[S61] at most ten maps a second go out, each with the last value', async () => {
    const world = new World();
    const article = await world.article(1);
    const [anna, ben] = [world.person(1), world.person(2)];
    await anna.join([article]);
    await ben.join([article]);
    await world.time.pass(1_000);
    const before = ben.frames('presence').length;
    for (let n = 1; n <= 100; n += 1) {
      const at = { document: article, ...CARET, anchor: new Uint8Array([n]) };
      anna.session.presence({ package: PACKAGE, at });
      await world.time.pass(10);
    }
    await world.time.pass(200);
    const maps = ben.frames('presence').slice(before);
    expect(maps.length).toBeLessThanOrEqual(12);
    expect(maps.length).toBeGreaterThanOrEqual(9);
    expect(maps.at(-1)?.peers[0]?.at?.anchor).toEqual(new Uint8Array([100]));
  });

  it('[S61] one map is encoded once for all who may see all of it', async () => {
    const world = new World();
    const article = await world.article(1);
    const people = Array.from({ length: 30 }, (_, n) => world.person(n + 1));
    for (const one of people) await one.join([article]);
    await world.time.pass(1_000);
    people[0]?.session.presence({ package: PACKAGE, at: { document: article, ...CARET } });
    await world.time.pass(1_000);
    expect(new Set(people.map((one) => one.frames('presence').at(-1))).size).toBe(1);
  });

  it('[S61] a large crowd that moves all at once hears of it less often than ten times a second', async () => {
    const world = new World({ limits: { presenceBytesPerSecond: 100_000 } });
    const article = await world.article(1);
    const people = Array.from({ length: 40 }, (_, n) => world.person(n + 1));
    for (const one of people) await one.join([article]);
    await world.time.pass(10_000);
    const before = people[0]?.frames('presence').length ?? 0;
    for (let n = 0; n < 100; n += 1) {
      for (const one of people)
        one.session.presence({ package: PACKAGE, at: { document: article, ...CARET } });
      await world.time.pass(100);
    }
    const maps = (people[0]?.frames('presence').length ?? 0) - before;
    expect(maps).toBeLessThanOrEqual(5);
    expect(maps).toBeGreaterThanOrEqual(2);
  });

  it('[S62] a place in a document that one may not read is not told', async () => {
    const world = new World();
    const [open, secret] = [await world.article(1), await world.article(2)];
    const [anna, ben] = [world.person(1), world.person(2)];
    ben.access.set(secret, 'none');
    await anna.join([open, secret]);
    await ben.join([open, secret]);
    anna.session.presence({ package: PACKAGE, at: { document: secret, ...CARET } });
    await world.time.pass(300);
    expect(ben.present.others(null).map(({ at }) => at)).toEqual([null, null]);
    expect(anna.present.others(null)[0]?.at?.document).toBe(secret);
  });

  it('[S62] a place is shown once the document may be read, and no longer once it may not', async () => {
    const world = new World();
    const [open, secret] = [await world.article(1), await world.article(2)];
    const [anna, ben] = [world.person(1), world.person(2)];
    const annaAt = () => ben.present.others(ben.lease)[0]?.at?.document;
    await anna.join([open, secret]);
    await ben.join([open]);
    anna.session.presence({ package: PACKAGE, at: { document: secret, ...CARET } });
    await world.time.pass(300);
    expect(annaAt()).toBeUndefined();
    await ben.join([secret]);
    await world.time.pass(300);
    expect(annaAt()).toBe(secret);
    ben.access.set(secret, 'none');
    world.engine.accessChanged(PACKAGE);
    await world.time.pass(300);
    expect(annaAt()).toBeUndefined();
  });

  it('[S62] who no longer follows a document is no longer shown in it', async () => {
    const world = new World();
    const article = await world.article(1);
    const [anna, ben] = [world.person(1), world.person(2)];
    await anna.join([article]);
    await ben.join([article]);
    anna.session.presence({ package: PACKAGE, at: { document: article, ...CARET } });
    await world.time.pass(300);
    anna.session.leave({ package: PACKAGE, documents: [article] });
    await world.time.pass(300);
    expect(ben.present.others(ben.lease)[0]?.at).toBeNull();
  });

  it('[S61] whoever is there already gets what changed, and only that', async () => {
    const world = new World();
    const article = await world.article(1);
    const people = Array.from({ length: 20 }, (_, n) => world.person(n + 1));
    for (const one of people) await one.join([article]);
    await world.time.pass(1_000);
    const [anna, ben, carl] = people;
    anna?.session.presence({ package: PACKAGE, at: { document: article, ...CARET } });
    carl?.session.end();
    await world.time.pass(1_000);
    expect(ben?.frames('presence').at(-1)).toMatchObject({
      whole: false,
      peers: [{ client: anna?.lease }],
      gone: [carl?.lease],
    });
    expect(ben?.present.others(null)).toHaveLength(19);
  });

  it('[S63] people on another node are shown, and are gone when it says so or falls silent', async () => {
    const bus = new ProcessBus();
    const [log, leases, time] = [new MemoryUpdateLog(), new MemoryLeaseStore(), new ManualTime()];
    const shared = { log, leases, time, limits: { presenceBeatMs: 5_000 } };
    const [here, there] = [bus.door(), bus.door()];
    const one = new World({ ...shared, bus: here });
    const two = new World({ ...shared, bus: there, seed: 12 });
    const article = await one.article(1);
    const [anna, ben, carl] = [one.person(1), two.person(2), two.person(3)];
    await anna.join([article]);
    await ben.join([article]);
    await carl.join([article]);
    ben.session.presence({ package: PACKAGE, at: { document: article, ...CARET } });
    await time.pass(300);
    const seen = () => anna.present.others(anna.lease).map(({ client, at }) => [client, at?.document]);
    expect(seen()).toEqual([
      [ben.lease, article],
      [carl.lease, undefined],
    ]);
    expect(ben.present.others(ben.lease).map(({ client }) => client)).toContain(anna.lease);
    carl.session.end();
    await time.pass(300);
    expect(seen()).toEqual([[ben.lease, article]]);
    bus.silence(there);
    await time.pass(60_000);
    expect(seen()).toEqual([]);
  });

  it('[S62] Y37 a place outside what one follows is refused, and so is one before joining', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    const at = { document: documentId(404), ...CARET };
    expect(anna.session.presence({ package: PACKAGE, at })).toMatchObject({ code: 'PRESENCE_NOT_BOUND' });
    await anna.join([article]);
    expect(anna.session.presence({ package: PACKAGE, at })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('[S60] who leaves is gone from the map', async () => {
    const world = new World();
    const [anna, ben] = [world.person(1), world.person(2)];
    await anna.join([]);
    await ben.join([]);
    anna.session.end();
    await world.time.pass(300);
    await turns();
    expect(ben.present.others(null).map(({ client }) => client)).toEqual([ben.lease]);
  });
});
