import type { DocumentId } from '@entente/kernel';
import { MemoryLeaseStore, MemoryUpdateLog } from './memory-log.kit.js';
import * as Y from 'yjs';
import type { Bus, BusNote } from './ports.js';
import { ProcessBus } from './process-bus.kit.js';
import { ManualTime, turns, World } from './world.kit.js';

/** Several engines over one log. Without a bus each learns of the others by asking the log alone. */
function nodes(count: number, door: () => Bus | undefined): World[] {
  const shared = { log: new MemoryUpdateLog(), leases: new MemoryLeaseStore(), time: new ManualTime() };
  return Array.from({ length: count }, () => {
    const bus = door();
    return new World({ ...shared, others: () => true, ...(bus === undefined ? {} : { bus }) });
  });
}

const two = (bus?: ProcessBus): [World, World] => {
  const [a, b] = nodes(2, () => bus?.door());
  if (a === undefined || b === undefined) throw new Error('two nodes');
  return [a, b];
};

describe('several nodes', () => {
  it('[S101] a note brings another node the rows, and one about rows that it has makes it read nothing', async () => {
    const bus = new ProcessBus();
    const [a, b] = two(bus);
    const article = await a.article(1);
    const [anna, ben] = [a.person(1), b.person(2)];
    await anna.join([article]);
    await ben.join([article]);
    anna.type(article, ' frozen');
    await turns();
    expect(ben.text(article)).toBe(a.logged(article));
    const loads = a.log.loads;
    const stranger = bus.door();
    stranger.publish({ kind: 'document', document: article, head: 2 });
    await turns();
    expect(a.log.loads).toBe(loads);
  });

  it('[S101] forged, repeated and late notes change nothing', async () => {
    const bus = new ProcessBus();
    const [a, b] = two(bus);
    const article = await a.article(1);
    const [anna, ben] = [a.person(1), b.person(2)];
    await anna.join([article]);
    await ben.join([article]);
    const notes: BusNote[] = [
      { kind: 'document', document: article, head: 1_000_000 },
      { kind: 'document', document: article, head: null },
      { kind: 'document', document: 'd0000000-0000-4000-8000-00000000ffff' as DocumentId, head: 3 },
      { kind: 'document', document: article, head: 0 },
      { kind: 'missed' },
    ];
    const stranger = bus.door();
    for (const note of [...notes, ...notes]) stranger.publish(note);
    anna.type(article, ' assets');
    await turns();
    for (const note of notes) stranger.publish(note);
    await turns();
    expect(ben.frames('access')).toEqual([]);
    expect(ben.frames('updates')).toHaveLength(1);
    expect([anna.text(article), ben.text(article)]).toEqual([a.logged(article), a.logged(article)]);
  });

  it('[S102] without a note rows, closings and removals arrive within the poll interval', async () => {
    const [a, b] = two();
    const article = await a.article(1);
    const [anna, ben] = [a.person(1), b.person(2)];
    await anna.join([article]);
    await ben.join([article]);
    anna.type(article, ' frozen');
    await turns();
    expect(ben.text(article)).not.toBe(a.logged(article));
    await b.time.pass(b.limits.pollMs);
    expect(ben.text(article)).toBe(a.logged(article));
    a.log.setState(article, 'closed');
    await b.time.pass(b.limits.pollMs);
    expect(ben.frames('access')).toMatchObject([{ document: article, state: 'closed', head: 2 }]);
    a.log.remove(article);
    await b.time.pass(b.limits.pollMs);
    expect(ben.frames('access').at(-1)).toMatchObject({ document: article, access: null });
  });

  it('[S102] the poll is one statement for all rooms, none where nothing is in memory, and goes on after a failure', async () => {
    const [a, b] = two();
    const articles = [await a.article(1), await a.article(2), await a.article(3)];
    await a.time.pass(a.limits.idleMs);
    const quiet = a.log.polls;
    await a.time.pass(10 * a.limits.pollMs);
    expect(a.log.polls).toBe(quiet);
    const ben = b.person(2);
    await ben.join(articles);
    await b.time.pass(3 * b.limits.pollMs);
    expect(a.log.polls).toBe(quiet + 3);
    a.log.loadsFail = true;
    await b.time.pass(b.limits.pollMs);
    expect(b.events.map(({ kind }) => kind)).toContain('poll-failed');
    a.log.loadsFail = false;
    const anna = a.person(1);
    await anna.join(articles);
    for (const article of articles) anna.type(article, '!');
    await b.time.pass(b.limits.pollMs);
    for (const article of articles) expect(ben.text(article)).toBe(a.logged(article));
  });

  it('[S102] a node that is alone never polls', async () => {
    const world = new World();
    const article = await world.article(1);
    await world.person(1).join([article]);
    await world.time.pass(10 * world.limits.pollMs);
    expect(world.log.polls).toBe(0);
  });

  it('[S103] two nodes that write at once are put in order by the log, and every edit is recorded once', async () => {
    const [a, b] = two();
    const article = await a.article(1);
    const [anna, ben] = [a.person(1), b.person(2)];
    await anna.join([article]);
    await ben.join([article]);
    for (let n = 0; n < 20; n += 1) {
      anna.type(article, ` a${String(n)}.`);
      ben.type(article, ` b${String(n)}.`);
      await turns();
    }
    await a.time.pass(2 * a.limits.pollMs);
    expect([...anna.verdicts, ...ben.verdicts].every(({ verdict }) => verdict === 'recorded')).toBe(true);
    expect([anna.text(article), ben.text(article)]).toEqual([a.logged(article), a.logged(article)]);
    for (let n = 0; n < 20; n += 1) {
      expect(a.logged(article)).toContain(`a${String(n)}.`);
      expect(a.logged(article)).toContain(`b${String(n)}.`);
    }
  });

  it('[S103] a closing on one node is exact for those who type on another', async () => {
    const [a, b] = two();
    const article = await a.article(1);
    const ben = b.person(2);
    await ben.join([article]);
    ben.type(article, ' before');
    await turns();
    a.log.setState(article, 'closed');
    const head = a.log.rows(article).length;
    ben.type(article, ' after');
    await turns();
    expect(ben.verdicts.at(-1)).toMatchObject({ verdict: 'refused', code: 'DOC_CLOSED' });
    expect(a.log.rows(article)).toHaveLength(head);
    expect(a.logged(article)).not.toContain('after');
  });

  it('[S114] a cut-over on one node refuses those who type on another, and each edit is recorded once afterwards', async () => {
    const [a, b] = two();
    const article = await a.article(1);
    const [anna, ben] = [a.person(1), b.person(2)];
    await anna.join([article]);
    await ben.join([article]);
    a.log.setState(article, 'paused');
    const head = a.log.rows(article).length;
    anna.type(article, ' here');
    ben.type(article, ' there');
    await turns();
    const refused = { verdict: 'refused', code: 'MAINTENANCE', retry: 'later' };
    expect([anna.verdicts, ben.verdicts]).toEqual([[refused], [refused]]);
    expect([anna, ben].map((one) => one.frames('access').at(-1)?.state)).toEqual(['paused', 'paused']);
    expect(a.log.rows(article)).toHaveLength(head);
    a.log.setState(article, 'open');
    await a.time.pass(2 * a.limits.pollMs);
    expect([anna, ben].map((one) => one.frames('access').at(-1)?.state)).toEqual(['open', 'open']);
    for (const one of [anna, ben, anna, ben]) one.push(article, Y.encodeStateAsUpdate(one.doc(article)));
    await turns();
    await a.time.pass(2 * a.limits.pollMs);
    expect(a.log.rows(article)).toHaveLength(head + 2);
    expect([anna.text(article), ben.text(article)]).toEqual([a.logged(article), a.logged(article)]);
    expect(a.logged(article).split(' here')).toHaveLength(2);
    expect(a.logged(article).split(' there')).toHaveLength(2);
  });
});

describe('somebody who comes from a node that was ahead', () => {
  it('[S109] is not asked for what others wrote there, and their own unsent words are recorded', async () => {
    const [a, b] = two();
    const article = await a.article(1);
    const [anna, ben, reader] = [a.person(1), a.person(2), b.person(3)];
    for (const one of [anna, ben, reader]) await one.join([article]);
    ben.type(article, ' of others');
    await turns();
    anna.offline = true;
    anna.type(article, ' and mine');
    anna.session.end();
    // The other node has not heard of it yet: no note ever comes, and no time passes.
    expect(reader.text(article)).not.toContain('of others');
    const back = b.person(1);
    back.adopt(article, anna.doc(article));
    await back.join([article]);
    await turns();
    expect(back.verdicts).toMatchObject([{ verdict: 'recorded' }]);
    expect(a.logged(article)).toContain('of others and mine');
    expect(reader.text(article)).toBe(a.logged(article));
  });
});

describe('client ids on several nodes', () => {
  function pair(): { a: World; b: World; doors: [MemoryLeaseStore, MemoryLeaseStore] } {
    const shared = { log: new MemoryUpdateLog(), time: new ManualTime(), others: () => true };
    const first = new MemoryLeaseStore();
    const doors: [MemoryLeaseStore, MemoryLeaseStore] = [first, first.door()];
    const [a, b] = doors.map((leases, seed) => new World({ ...shared, leases, seed }));
    if (a === undefined || b === undefined) throw new Error('two nodes');
    return { a, b, doors };
  }

  it('[S107] an id that a connection of one node holds is not resumed on another until it is free', async () => {
    const { a, b } = pair();
    const anna = a.person(1);
    const first = (await anna.join([])).lease;
    expect((await b.person(1).join([], first)).lease).not.toBe(first);
    anna.session.end();
    const back = b.person(1);
    expect((await back.join([], first)).lease).toBe(first);
    expect((await a.person(1).join([], first)).lease).not.toBe(first);
  });

  it('[S107] of two that want one id at once on two nodes one gets it', async () => {
    const { a, b } = pair();
    const anna = a.person(1);
    const first = (await anna.join([])).lease;
    anna.session.end();
    const joined = await Promise.all([a, a, b, b].map((world) => world.person(1).join([], first)));
    const leases = joined.map(({ lease }) => lease);
    expect(leases.filter((lease) => lease === first)).toHaveLength(1);
    expect(new Set(leases).size).toBe(4);
  });

  it('[S107] the ids of a node that fell silent are free again', async () => {
    const { a, b, doors } = pair();
    const first = (await a.person(1).join([])).lease;
    doors[0].expire();
    expect((await b.person(1).join([], first)).lease).toBe(first);
  });

  it('[S108] words typed under an id that another node bound to the same person since are taken', async () => {
    const { a, b } = pair();
    const article = await a.article(1);
    const anna = a.person(1);
    await anna.join([article]);
    const second = b.person(1);
    await second.join([article]);
    second.offline = true;
    second.type(article, ' typed elsewhere');
    anna.push(article, Y.encodeStateAsUpdate(second.doc(article)));
    anna.type(article, ' and here');
    await turns();
    expect(anna.verdicts).toMatchObject([{ verdict: 'recorded' }, { verdict: 'recorded' }]);
    expect(a.logged(article)).toContain('typed elsewhere');
  });

  it('[S108] a stranger’s id costs one question and is refused; others do not wait; nobody can ask without end', async () => {
    const { a, doors } = pair();
    const article = await a.article(1);
    const [anna, mallory] = [a.person(1), a.person(2, 'JP')];
    await anna.join([article]);
    await mallory.join([article]);
    anna.offline = true;
    anna.type(article, ' mine');
    const stolen = Y.encodeStateAsUpdate(anna.doc(article));
    let asked = 0;
    const ask = doors[0].boundAmong.bind(doors[0]);
    doors[0].boundAmong = async (...args) => {
      asked += 1;
      return ask(...args);
    };
    for (let n = 0; n < 30; n += 1) mallory.push(article, stolen);
    await turns();
    expect(mallory.verdicts.map((verdict) => 'code' in verdict && verdict.code)).toEqual(
      Array.from({ length: 30 }, () => 'CLIENT_NOT_BOUND'),
    );
    expect(asked).toBe(a.limits.rebindsBurst);
    expect(a.log.rows(article)).toHaveLength(1);
  });

  it('[S108] where the ids cannot be asked for, the answer is UNAVAILABLE and the words are not lost', async () => {
    const { a, b, doors } = pair();
    const article = await a.article(1);
    const anna = a.person(1);
    await anna.join([article]);
    const second = b.person(1);
    await second.join([article]);
    second.offline = true;
    second.type(article, ' typed elsewhere');
    const kept = Y.encodeStateAsUpdate(second.doc(article));
    doors[0].away = true;
    anna.push(article, kept);
    await turns();
    expect(anna.verdicts).toMatchObject([{ verdict: 'refused', code: 'UNAVAILABLE', retry: 'later' }]);
    expect(a.events.map(({ kind }) => kind)).toContain('leases-failed');
    doors[0].away = false;
    anna.push(article, kept);
    await turns();
    expect(anna.verdicts.at(-1)).toMatchObject({ verdict: 'recorded' });
  });
});
