import { documentId, PACKAGE, turns, World } from './world.kit.js';

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
    expect(ben.frames('presence').at(-1)).toMatchObject({
      package: PACKAGE,
      peers: [
        { client: anna.lease, name: 'Person 1', delegation: 'KR', at: { document: article, ...CARET } },
        { client: ben.lease, name: 'Person 2', delegation: 'JP', at: null },
      ],
    });
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

  it('[S61] a large crowd gets maps less often than ten times a second', async () => {
    const world = new World({ limits: { presenceBytesPerSecond: 100_000 } });
    const article = await world.article(1);
    const people = Array.from({ length: 40 }, (_, n) => world.person(n + 1));
    for (const one of people) await one.join([article]);
    await world.time.pass(10_000);
    const before = people[0]?.frames('presence').length ?? 0;
    for (let n = 0; n < 100; n += 1) {
      people[1]?.session.presence({ package: PACKAGE, at: { document: article, ...CARET } });
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
    expect(
      ben
        .frames('presence')
        .at(-1)
        ?.peers.map(({ at }) => at),
    ).toEqual([null, null]);
    expect(anna.frames('presence').at(-1)?.peers[0]?.at?.document).toBe(secret);
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
    expect(
      ben
        .frames('presence')
        .at(-1)
        ?.peers.map(({ client }) => client),
    ).toEqual([ben.lease]);
  });
});
