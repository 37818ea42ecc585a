import type { ProcedureId } from '@entente/kernel';
import * as Y from 'yjs';
import { forge, run } from './gate/forge.kit.js';
import { MemoryUpdateLog } from './memory-log.kit.js';
import { ProcessBus } from './process-bus.kit.js';
import { documentId, ManualTime, PACKAGE, turns, World } from './world.kit.js';

/** A door that appends wait at. */
function barrier(): { open: () => void; wait: Promise<void> } {
  let open = (): void => undefined;
  const wait = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), wait };
}

describe('acknowledgement', () => {
  it('[S41] nobody is told anything before the row is committed', async () => {
    const world = new World();
    const article = await world.article(1);
    const [anna, ben] = [world.person(1), world.person(2, 'JP')];
    await anna.join([article]);
    await ben.join([article]);
    const door = barrier();
    world.log.gate = door.wait;
    anna.type(article, ' frozen');
    await turns();
    expect([anna.verdicts, ben.frames('updates'), world.log.rows(article).length]).toEqual([[], [], 1]);
    door.open();
    await turns();
    expect(anna.verdicts).toMatchObject([{ verdict: 'recorded', seq: 2 }]);
    expect(ben.frames('updates')).toMatchObject([{ document: article, from: 2, to: 2, delegations: ['AU'] }]);
    expect(ben.text(article)).toBe(anna.text(article));
    expect(anna.frames('updates')).toEqual([]);
  });

  it('[S41] what arrives during a flight goes with the next: one append, one frame a room', async () => {
    const world = new World();
    const articles = [await world.article(1), await world.article(2)];
    const people = [world.person(1), world.person(2, 'JP'), world.person(3, 'GB')];
    for (const one of people) await one.join(articles);
    const door = barrier();
    world.log.gate = door.wait;
    const before = world.log.appends;
    for (let n = 0; n < 5; n += 1) {
      for (const one of people) for (const article of articles) one.type(article, String(n));
      await turns();
    }
    expect(world.log.appends).toBe(before + 1);
    world.log.gate = null;
    door.open();
    await turns();
    expect(world.log.appends).toBe(before + 2);
    for (const one of people)
      expect(one.verdicts.map(({ verdict }) => verdict)).toEqual(Array(10).fill('recorded'));
    for (const article of articles) {
      expect(world.log.rows(article).map(({ seq }) => seq)).toEqual(
        Array.from({ length: 16 }, (_, n) => n + 1),
      );
      for (const one of people) expect(one.text(article)).toBe(world.logged(article));
    }
    expect(people[2]?.frames('updates').length).toBeLessThanOrEqual(4);
  });

  it('[S42] each update gets its own verdict, in the order of its rows', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    for (let n = 0; n < 20; n += 1) anna.type(article, 'x');
    await turns();
    expect(anna.verdicts).toMatchObject(
      Array.from({ length: 20 }, (_, n) => ({ verdict: 'recorded', seq: n + 2 })),
    );
  });

  it('[S42] an update sent twice is recorded once, and the second is told so only after the first is', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    const door = barrier();
    world.log.gate = door.wait;
    const updates: Uint8Array[] = [];
    anna.doc(article).on('update', (update: Uint8Array) => updates.push(update));
    anna.type(article, 'x');
    anna.push(article, updates[0] ?? new Uint8Array());
    await turns();
    expect(anna.verdicts).toEqual([]);
    door.open();
    await turns();
    expect(anna.verdicts).toMatchObject([
      { verdict: 'recorded', seq: 2 },
      { verdict: 'recorded', seq: 2, known: true },
    ]);
    anna.push(article, updates[0] ?? new Uint8Array());
    await turns();
    expect(anna.verdicts[2]).toMatchObject({ verdict: 'recorded', seq: 2, known: true });
    expect(world.log.rows(article)).toHaveLength(2);
  });

  it('[S2] a row names who sent it, under which id, and which clocks it adds', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1, 'KR');
    await anna.join([article]);
    anna.type(article, 'abc');
    anna.edit(article, (root) => root.delete(0, 1));
    await turns();
    const facts = world.log.rows(article).slice(1);
    expect(
      facts.map(({ delegation, client, clockFrom, clockTo }) => ({ delegation, client, clockFrom, clockTo })),
    ).toEqual([
      { delegation: 'KR', client: anna.lease, clockFrom: 0, clockTo: 3 },
      { delegation: 'KR', client: anna.lease, clockFrom: 0, clockTo: 0 },
    ]);
  });
});

describe('joining', () => {
  it('[S43] a joiner gets committed text only, however busy the room is', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    const door = barrier();
    world.log.gate = door.wait;
    anna.type(article, ' in the air');
    await turns();
    anna.type(article, ' and waiting');
    const late = world.person(2);
    const joining = late.join([article]);
    await turns();
    expect(late.docs.size).toBe(0);
    world.log.gate = new Promise(() => undefined);
    door.open();
    const joined = await joining;
    expect(joined.documents).toMatchObject([{ head: 2, access: 'write', state: 'open', kind: 'article' }]);
    expect(late.text(article)).toContain('in the air');
    expect(late.text(article)).not.toContain('waiting');
  });

  it('[S43] a joiner who knows a part gets the rest, and is told what the server lacks', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    anna.offline = true;
    anna.type(article, ' typed offline');
    anna.offline = false;
    const ben = world.person(2);
    await ben.join([article]);
    ben.type(article, ' meanwhile');
    await turns();
    await anna.join([article]);
    await turns();
    expect(anna.text(article)).toBe(ben.text(article));
    expect(world.logged(article)).toBe(ben.text(article));
    expect(anna.text(article)).toContain('typed offline');
  });

  it('[S52] a package or document that is not yours to know does not exist', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    anna.access.set(article, 'none');
    const joined = await anna.join([article, documentId(404)]);
    expect(joined.documents).toEqual([
      { document: article, refused: 'NOT_FOUND' },
      { document: documentId(404), refused: 'NOT_FOUND' },
    ]);
    anna.mayEnter = false;
    await expect(anna.join([article])).rejects.toThrow('NOT_FOUND');
  });

  it('[S52] a document of another package does not exist in this one', async () => {
    const world = new World();
    world.log.create(documentId(7), 'c0000000-0000-4000-8000-000000000002' as typeof PACKAGE, 'article');
    const joined = await world.person(1).join([documentId(7)]);
    expect(joined.documents).toEqual([{ document: documentId(7), refused: 'NOT_FOUND' }]);
  });

  it('[S54] more documents than a connection may follow are refused', async () => {
    const world = new World({ limits: { documentsPerSocket: 2 } });
    const many = [await world.article(1), await world.article(2), await world.article(3)];
    const anna = world.person(1);
    await expect(anna.join(many)).rejects.toThrow('TOO_MANY_DOCUMENTS');
    await anna.join(many.slice(0, 2));
    await expect(anna.join(many.slice(2))).rejects.toThrow('TOO_MANY_DOCUMENTS');
    anna.session.leave({ package: PACKAGE, documents: many.slice(0, 1) });
    await anna.join(many.slice(2));
  });
});

describe('refusals', () => {
  it('[S30] an update that spoils the document reaches nobody, and what waited behind it is recorded', async () => {
    const world = new World();
    const article = await world.article(1);
    const [anna, ben, mallory] = [world.person(1), world.person(2), world.person(3)];
    for (const one of [anna, ben, mallory]) await one.join([article]);
    const before = ben.text(article);
    const door = barrier();
    world.log.gate = door.wait;
    anna.type(article, '1');
    await turns();
    anna.type(article, '2');
    mallory.edit(article, (root) => root.insert(0, [new Y.XmlElement('recital')]));
    ben.type(article, '3');
    door.open();
    await turns();
    expect(mallory.verdicts).toEqual([{ verdict: 'refused', code: 'SCHEMA', retry: 'reload' }]);
    expect(anna.verdicts.map(({ verdict }) => verdict)).toEqual(['recorded', 'recorded']);
    expect(ben.verdicts.map(({ verdict }) => verdict)).toEqual(['recorded']);
    expect(ben.text(article)).toBe(world.logged(article));
    expect(anna.text(article)).toBe(world.logged(article));
    expect(world.logged(article)).not.toContain('recital');
    expect(before).not.toBe(world.logged(article));
    expect(world.events.filter(({ kind }) => kind === 'rebuilt')).toHaveLength(1);
  });

  it("[S21] structs under another person's id are refused, and nobody sees them", async () => {
    const world = new World();
    const article = await world.article(1);
    const [anna, mallory] = [world.person(1), world.person(2)];
    await anna.join([article]);
    await mallory.join([article]);
    const before = anna.text(article);
    mallory.push(article, forge([{ client: anna.lease, clock: 0, structs: [run(0, 5)] }]));
    await turns();
    expect(mallory.verdicts).toEqual([{ verdict: 'refused', code: 'CLIENT_NOT_BOUND', retry: 'reload' }]);
    expect(anna.frames('updates')).toEqual([]);
    expect([anna.text(article), world.log.rows(article).length]).toEqual([before, 1]);
  });

  it('[S52] rights are asked again for each message', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    anna.access.set(article, 'read');
    anna.type(article, 'x');
    await turns();
    anna.access.set(article, 'none');
    anna.type(article, 'y');
    await turns();
    const codes = anna.verdicts.map((verdict) =>
      verdict.verdict === 'refused' ? verdict.code : verdict.seq,
    );
    expect(codes).toEqual(['READ_ONLY', 'NOT_FOUND']);
    expect(world.log.rows(article)).toHaveLength(1);
  });

  it('[S52] nobody writes the structure document through a socket', async () => {
    const world = new World();
    world.log.create(documentId(5), PACKAGE, 'structure');
    const anna = world.person(1);
    const joined = await anna.join([documentId(5)]);
    expect(joined.documents).toMatchObject([{ kind: 'structure', access: 'read' }]);
    anna.push(documentId(5), new Uint8Array([0, 0]));
    await turns();
    expect(anna.verdicts).toMatchObject([{ code: 'READ_ONLY' }]);
  });

  it('[S54] too many messages, too many bytes and too large an update are each refused', async () => {
    const world = new World({
      limits: { messagesBurst: 12, messagesPerSecond: 1, resyncBytes: 100, bytesBurst: 400 },
    });
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    anna.push(article, new Uint8Array(101));
    for (let n = 0; n < 12; n += 1) anna.push(article, new Uint8Array([0, 0]));
    await turns();
    const codes = anna.verdicts.map((verdict) => (verdict.verdict === 'refused' ? verdict.code : 'known'));
    expect(codes.sort()).toEqual(['RATE', 'RATE', 'TOO_LARGE', ...Array<string>(10).fill('known')]);
    await world.time.pass(1_000);
    anna.push(article, new Uint8Array([0, 0]));
    await turns();
    expect(anna.verdicts.at(-1)).toMatchObject({ verdict: 'recorded', known: true });
  });

  it('[S54] who joins the same documents again and again is told to wait, and what it follows goes on', async () => {
    const world = new World({ limits: { joinsBurst: 3, joinsPerSecond: 1 } });
    const article = await world.article(1);
    const [mallory, anna] = [world.person(3), world.person(1)];
    const ask = () =>
      mallory.session.join({
        package: PACKAGE,
        schema: 'entente-document/1',
        documents: [{ document: article }],
      });
    const answers = [];
    for (let n = 0; n < 4; n += 1) answers.push(await ask());
    expect(answers.map(({ verdict }) => verdict)).toEqual(['joined', 'joined', 'joined', 'refused']);
    expect(answers.at(-1)).toMatchObject({ code: 'RATE', retry: 'later' });
    expect((await anna.join([article])).verdict).toBe('joined');
    await world.time.pass(1_000);
    expect((await ask()).verdict).toBe('joined');
  });

  it('[S55] who makes the room rebuild again and again is cut off', async () => {
    const world = new World();
    const article = await world.article(1);
    const mallory = world.person(3);
    for (let n = 0; n < 4; n += 1) {
      await mallory.join([article]);
      mallory.edit(article, (root) => root.insert(0, [new Y.XmlElement('recital')]));
      await turns();
      mallory.docs.clear();
      if (mallory.closed !== null) break;
      mallory.session.leave({ package: PACKAGE, documents: [article] });
    }
    expect(mallory.closed).toBe('RATE');
    expect(mallory.frames('closing')).toEqual([{ code: 'RATE', retry: 'later' }]);
    expect(world.engine.counts().sessions).toBe(0);
  });

  it('[S56] a slow reader is told to come back', async () => {
    const world = new World();
    const article = await world.article(1);
    const [anna, slow] = [world.person(1), world.person(2)];
    await anna.join([article]);
    await slow.join([article]);
    slow.backlog = 5_000_000;
    anna.type(article, 'x');
    await turns();
    expect(slow.closed).toBe('SLOW');
    expect(slow.frames('closing')).toEqual([{ code: 'SLOW', retry: 'later' }]);
    anna.type(article, 'y');
    await turns();
    expect(anna.verdicts).toHaveLength(2);
  });
});

describe('when the log fails', () => {
  const CRASHES = [
    { fails: 'before it is recorded', faults: ['before'] as const },
    { fails: 'after it is recorded, and the answer is lost', faults: ['after'] as const },
    { fails: 'twice before', faults: ['before', 'before'] as const },
    { fails: 'before, then after', faults: ['before', 'after'] as const },
  ];
  it.each(CRASHES)(
    '[S45] an append that fails $fails leaves each edit recorded exactly once',
    async ({ faults }) => {
      const world = new World();
      const article = await world.article(1);
      const [anna, ben] = [world.person(1), world.person(2)];
      await anna.join([article]);
      await ben.join([article]);
      world.log.appendFaults.push(...faults);
      anna.type(article, 'A');
      ben.type(article, 'B');
      await world.time.pass(1_500);
      expect(anna.verdicts).toMatchObject([{ verdict: 'recorded', seq: 2 }]);
      expect(ben.verdicts).toMatchObject([{ verdict: 'recorded', seq: 3 }]);
      expect(world.log.rows(article)).toHaveLength(3);
      for (const one of [anna, ben]) expect(one.text(article)).toBe(world.logged(article));
    },
  );

  it('[S45] a deletion whose answer was lost is not recorded twice', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    world.log.appendFaults.push('after');
    anna.edit(article, (root) => root.delete(0, 1));
    await world.time.pass(1_000);
    expect(anna.verdicts).toMatchObject([{ verdict: 'recorded', seq: 2 }]);
    expect(world.log.rows(article)).toHaveLength(2);
  });

  it('[S46] a log that stays away refuses what waits with UNAVAILABLE, acknowledges nothing, and recovers by itself', async () => {
    const world = new World();
    const article = await world.article(1);
    const [anna, ben] = [world.person(1), world.person(2)];
    await anna.join([article]);
    await ben.join([article]);
    world.log.appendFaults.push('before');
    world.log.loadsFail = true;
    anna.type(article, 'A');
    await turns();
    ben.type(article, 'B');
    await world.time.pass(1_000);
    expect([anna.verdicts, ben.verdicts]).toEqual([[], []]);
    await world.time.pass(5_000);
    expect(ben.verdicts).toEqual([{ verdict: 'refused', code: 'UNAVAILABLE', retry: 'later' }]);
    expect(anna.verdicts).toEqual([]);
    ben.type(article, 'C');
    const late = await world.person(4).join([article]);
    expect(late.documents).toEqual([{ document: article, refused: 'UNAVAILABLE' }]);
    expect(ben.verdicts).toHaveLength(2);
    world.log.loadsFail = false;
    await world.time.pass(1_000);
    expect(anna.verdicts).toEqual([{ verdict: 'refused', code: 'UNAVAILABLE', retry: 'later' }]);
    for (const one of [anna, ben]) await one.join([article]);
    await turns();
    expect(world.logged(article)).toContain('A');
    for (const one of [anna, ben]) expect(one.text(article)).toBe(world.logged(article));
    expect(world.log.rows(article)).toHaveLength(3);
  });

  it('[S45] an edit that landed unseen while the log was away is recorded, not refused', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    world.log.appendFaults.push('after');
    world.log.loadsFail = true;
    anna.type(article, 'A');
    await world.time.pass(10_000);
    expect(anna.verdicts).toEqual([]);
    world.log.loadsFail = false;
    await world.time.pass(1_000);
    expect(anna.verdicts).toMatchObject([{ verdict: 'recorded', seq: 2 }]);
  });
});

describe('closing and other writers', () => {
  it('[S47] nothing lands after the document is closed, everyone is told, and it goes on when open again', async () => {
    const world = new World();
    const article = await world.article(1);
    const [anna, ben] = [world.person(1), world.person(2)];
    await anna.join([article]);
    await ben.join([article]);
    world.log.setState(article, 'closed');
    anna.type(article, 'too late');
    await turns();
    expect(anna.verdicts).toEqual([{ verdict: 'refused', code: 'DOC_CLOSED', retry: 'reload' }]);
    expect(ben.frames('access')).toEqual([{ document: article, access: 'write', state: 'closed', head: 1 }]);
    expect(ben.text(article)).not.toContain('too late');
    ben.type(article, 'me too');
    await turns();
    expect(ben.verdicts).toMatchObject([{ code: 'DOC_CLOSED' }]);
    world.log.setState(article, 'open');
    await world.engine.documentChanged(article);
    expect(ben.frames('access').at(-1)).toMatchObject({ state: 'open' });
    const late = world.person(3);
    await late.join([article]);
    late.type(article, '!');
    await turns();
    expect(late.verdicts).toMatchObject([{ verdict: 'recorded', seq: 2 }]);
  });

  it('[S47] rows that a transaction elsewhere wrote reach the members', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    const other = new World({ log: world.log, leases: world.leases, time: world.time });
    const ben = other.person(2, 'JP');
    await ben.join([article]);
    ben.type(article, ' from elsewhere');
    await turns();
    expect(anna.text(article)).not.toContain('elsewhere');
    await world.engine.documentChanged(article);
    expect(anna.text(article)).toBe(world.logged(article));
    expect(anna.frames('updates')).toMatchObject([{ from: 2, to: 2, delegations: ['JP'] }]);
  });

  it('[S44] who lost the race for the head reads what is missing, inspects again, and is recorded', async () => {
    const world = new World();
    const article = await world.article(1);
    const other = new World({ log: world.log, leases: world.leases, time: world.time });
    const [anna, ben] = [world.person(1), other.person(2, 'JP')];
    await anna.join([article]);
    await ben.join([article]);
    ben.type(article, 'B');
    await turns();
    anna.type(article, 'A');
    await turns();
    expect(anna.verdicts).toMatchObject([{ verdict: 'recorded', seq: 3 }]);
    expect(anna.text(article)).toBe(world.logged(article));
    expect(world.log.rows(article).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('[S44] two nodes over one log and a bus converge', async () => {
    const bus = new ProcessBus();
    const log = new MemoryUpdateLog();
    const time = new ManualTime();
    const one = new World({ log, time, bus: bus.door() });
    const two = new World({ log, time, leases: one.leases, bus: bus.door() });
    const articles = [await one.article(1), await one.article(2)];
    const people = [one.person(1), one.person(2), two.person(3), two.person(4)];
    for (const someone of people) await someone.join(articles);
    for (let n = 0; n < 60; n += 1) {
      const someone = one.random.pick(people);
      someone.type(one.random.pick(articles), String(n));
      if (one.random.integer(3) === 0) await turns();
    }
    await time.pass(1_000);
    for (const article of articles) {
      for (const someone of people) expect(someone.text(article)).toBe(one.logged(article));
    }
    expect(people.flatMap(({ verdicts }) => verdicts).filter(({ verdict }) => verdict === 'refused')).toEqual(
      [],
    );
    expect(articles.reduce((sum, article) => sum + log.rows(article).length, 0)).toBe(62);
  });

  it('[S53] when rights change, those concerned are told at once, and those without any are gone', async () => {
    const world = new World();
    const article = await world.article(1);
    const [anna, ben, cora] = [world.person(1), world.person(2), world.person(3)];
    for (const one of [anna, ben, cora]) await one.join([article]);
    anna.access.set(article, 'read');
    ben.access.set(article, 'none');
    cora.mayEnter = false;
    world.engine.accessChanged(PACKAGE);
    expect(anna.frames('access')).toEqual([{ document: article, access: 'read', state: 'open', head: 1 }]);
    expect(ben.frames('access')).toEqual([{ document: article, access: null, state: 'closed', head: 0 }]);
    expect(cora.closed).toBe('NOT_FOUND');
    anna.access.set(article, 'write');
    anna.type(article, 'x');
    await turns();
    expect([ben.frames('updates'), cora.frames('updates')]).toEqual([[], []]);
  });

  it('[S53] a document that is gone ends for everybody', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    world.log.remove(article);
    await world.engine.documentChanged(article);
    expect(anna.frames('access')).toEqual([{ document: article, access: null, state: 'closed', head: 0 }]);
    expect(world.engine.counts().rooms).toBe(0);
  });

  it('[S53] topics reach the sessions of the package', async () => {
    const world = new World();
    const anna = world.person(1);
    await anna.join([]);
    world.engine.changed(PACKAGE, ['procedures']);
    expect(anna.frames('changed')).toEqual([{ package: PACKAGE, topics: ['procedures'] }]);
  });

  it('[S53] topics name the procedures that they are about, where it is not any of them', async () => {
    const world = new World();
    const anna = world.person(1);
    await anna.join([]);
    const vote = '0191f7a2-6c1d-7e3a-9f10-000000000001' as ProcedureId;
    world.engine.changed(PACKAGE, ['procedures'], [vote]);
    expect(anna.frames('changed')).toEqual([
      { package: PACKAGE, topics: ['procedures'], procedures: [vote] },
    ]);
  });
});
