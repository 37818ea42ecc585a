import * as Y from 'yjs';
import { paragraph } from './gate/drafter.kit.js';
import { forge, text } from './gate/forge.kit.js';
import { runTrial, type Trial } from './gate/trial.js';
import type { Scratch, TrialOutcome } from './scratch.js';
import { type Person, turns, World } from './world.kit.js';

/** A place for trials that is operated by hand: what the gate says of the copy, or what the test says instead. */
class HandScratch implements Scratch {
  readonly waiting: { trial: Trial; done: (outcome: TrialOutcome) => void }[] = [];

  try(trial: Trial): Promise<TrialOutcome> {
    return new Promise((done) => this.waiting.push({ trial, done }));
  }

  async next(outcome?: Partial<TrialOutcome>): Promise<void> {
    const { trial, done } = this.waiting.shift() ?? { trial: null, done: () => undefined };
    if (trial === null) throw new Error('nothing is being tried');
    done({ ...runTrial(trial, () => 0), ...outcome } as TrialOutcome);
    await turns();
  }
}

const TEXT = 'x'.repeat(300);

/** More than a live update may hold: 150 paragraphs, or the 70,000 characters of one. */
function paste(person: Person, article: Parameters<Person['edit']>[0], how: 'structs' | 'bytes'): void {
  const many = Array.from({ length: 150 }, (_, n) => paragraph(`n${String(n)}`, TEXT.slice(0, 20)));
  const big = [paragraph('big', 'x'.repeat(70_000))];
  person.edit(article, (root) => root.insert(1, how === 'structs' ? many : big));
}

describe('trials', () => {
  it.each(['structs', 'bytes'] as const)(
    '[S31] too many %s for a live update: tried first, then taken and recorded',
    async (how) => {
      const scratch = new HandScratch();
      const world = new World({ scratch });
      const article = await world.article(1);
      const [anna, ben] = [world.person(1), world.person(2, 'JP')];
      await anna.join([article]);
      await ben.join([article]);
      paste(anna, article, how);
      await turns();
      expect([anna.verdicts, world.log.rows(article).length, scratch.waiting.length]).toEqual([[], 1, 1]);
      await scratch.next();
      expect(anna.verdicts).toMatchObject([{ verdict: 'recorded', seq: 2 }]);
      expect(ben.text(article)).toBe(anna.text(article));
      expect(world.logged(article)).toBe(anna.text(article));
      expect(world.events.filter(({ kind }) => kind === 'trial')).toMatchObject([{ outcome: 'passed' }]);
    },
  );

  it('[S31] what costs more than it may is refused, whoever sends it, and nothing of it is anywhere', async () => {
    const scratch = new HandScratch();
    const world = new World({ scratch });
    const article = await world.article(1);
    const [anna, ben] = [world.person(1), world.person(2, 'JP')];
    await anna.join([article]);
    await ben.join([article]);
    const before = world.logged(article);
    paste(anna, article, 'structs');
    await turns();
    await scratch.next({ ms: 151 });
    expect(anna.verdicts).toEqual([{ verdict: 'refused', code: 'TOO_COSTLY', retry: 'reload' }]);
    expect([ben.text(article), world.logged(article)]).toEqual([before, before]);
    const late = world.person(3);
    await late.join([article]);
    expect(late.text(article)).toBe(before);
  });

  it('[S32] what was ended by the watchdog is too costly; without a place to try it, it may come again', async () => {
    for (const [outcome, code] of [
      ['overtime', 'TOO_COSTLY'],
      ['unavailable', 'UNAVAILABLE'],
    ] as const) {
      const scratch = new HandScratch();
      const world = new World({ scratch });
      const article = await world.article(1);
      const anna = world.person(1);
      await anna.join([article]);
      paste(anna, article, 'bytes');
      await turns();
      await scratch.next({ kind: outcome, ms: 2_000 });
      expect(anna.verdicts).toMatchObject([{ verdict: 'refused', code }]);
    }
  });

  it('[S33] while it is tried others go on, and what its sender sends after it keeps its place', async () => {
    const scratch = new HandScratch();
    const world = new World({ scratch });
    const article = await world.article(1);
    const [anna, ben] = [world.person(1), world.person(2, 'JP')];
    await anna.join([article]);
    await ben.join([article]);
    paste(anna, article, 'structs');
    anna.type(article, ' after');
    await turns();
    ben.type(article, ' Ben');
    const carl = world.person(3);
    await carl.join([article]);
    await turns();
    expect([anna.verdicts, ben.verdicts]).toMatchObject([[], [{ verdict: 'recorded', seq: 2 }]]);
    expect(carl.text(article)).toContain('Ben');
    await scratch.next();
    expect(anna.verdicts).toMatchObject([
      { verdict: 'recorded', seq: 3 },
      { verdict: 'recorded', seq: 4 },
    ]);
    for (const one of [anna, ben, carl]) expect(one.text(article)).toBe(world.logged(article));
  });

  it('[S33] it is tried again where the document moved so that the trial says too little, but not for ever', async () => {
    const scratch = new HandScratch();
    const world = new World({ scratch, limits: { trials: 3, updateSteps: 100 } });
    const article = await world.article(1);
    const [anna, ben] = [world.person(1), world.person(2, 'JP')];
    await anna.join([article]);
    await ben.join([article]);
    paste(anna, article, 'structs');
    await turns();
    for (let n = 0; n < 3; n += 1) {
      ben.type(article, 'B');
      await turns();
      expect(anna.verdicts).toEqual([]);
      // As if the plan had been less work on the copy than it is here.
      await scratch.next({ steps: 0 } as Partial<TrialOutcome>);
    }
    expect(anna.verdicts).toMatchObject([{ verdict: 'refused', code: 'UNAVAILABLE', retry: 'later' }]);
    expect(scratch.waiting).toEqual([]);
  });

  it('[S33] one of a person is tried at a time, in all documents', async () => {
    const scratch = new HandScratch();
    const world = new World({ scratch });
    const articles = [await world.article(1), await world.article(2)];
    const [anna, twin] = [world.person(1), world.person(1)];
    await anna.join(articles);
    await twin.join(articles);
    for (const one of [anna, twin]) for (const article of articles) paste(one, article, 'bytes');
    await turns();
    for (let n = 0; n < 4; n += 1) {
      expect(scratch.waiting.length).toBe(1);
      await scratch.next();
    }
    expect([...anna.verdicts, ...twin.verdicts]).toMatchObject(Array(4).fill({ verdict: 'recorded' }));
  });

  it('[S31] what the trial refuses keeps its code and costs the room no rebuild', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    const block = anna.doc(article).getXmlFragment('content').get(0) as Y.XmlElement;
    const place = { parent: [block._item?.id.client ?? 0, block._item?.id.clock ?? 0] as const };
    const wrong = Array.from({ length: 600 }, (_, n) =>
      text('x', n === 0 ? place : { origin: [anna.lease, n - 1] }),
    );
    anna.push(article, forge([{ client: anna.lease, clock: 0, structs: wrong }]));
    await turns();
    expect(anna.verdicts).toMatchObject([{ code: 'SCHEMA' }]);
    expect(world.events.filter(({ kind }) => kind === 'rebuilt')).toEqual([]);
  });

  it('[S35] after a refusal that cost a rebuild every update is tried first, for a minute', async () => {
    const scratch = new HandScratch();
    const world = new World({ scratch });
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    const block = anna.doc(article).getXmlFragment('content').get(0) as Y.XmlElement;
    const place = { parent: [block._item?.id.client ?? 0, block._item?.id.clock ?? 0] as const };
    const wrong = forge([{ client: anna.lease, clock: 0, structs: [text('x', place)] }]);
    anna.push(article, wrong);
    await turns();
    anna.push(article, wrong);
    await turns();
    await scratch.next();
    expect(anna.verdicts).toMatchObject([{ code: 'SCHEMA' }, { code: 'SCHEMA' }]);
    expect(world.events.filter(({ kind }) => kind === 'rebuilt').length).toBe(1);
    await world.time.pass(60_000);
    anna.type(article, ' again');
    await turns();
    expect(anna.verdicts.at(-1)).toMatchObject({ verdict: 'recorded' });
  });
});

describe('who pays', () => {
  it('[S34] CPU beyond what a connection may cost is refused until it is earned again; others are not', async () => {
    const world = new World({ limits: { turnCpuBurst: 10_000 } });
    const article = await world.article(1);
    const [anna, ben] = [world.person(1), world.person(2, 'JP')];
    await anna.join([article]);
    await ben.join([article]);
    let used = 0;
    world.cpu = () => (used += 300);
    for (let n = 0; n < 3; n += 1) {
      anna.type(article, 'x');
      await turns();
    }
    expect(anna.verdicts).toMatchObject([
      { verdict: 'recorded' },
      { verdict: 'recorded' },
      { verdict: 'refused', code: 'RATE', retry: 'later' },
    ]);
    world.cpu = () => used;
    ben.type(article, 'B');
    await turns();
    expect(ben.verdicts).toMatchObject([{ verdict: 'recorded' }]);
    await world.time.pass(2_100);
    anna.push(article, Y.encodeStateAsUpdate(anna.doc(article)));
    await turns();
    expect(anna.verdicts.at(-1)).toMatchObject({ verdict: 'recorded' });
  });

  it("[S34] beyond a person's turn their updates wait, on all connections, until the others' have been looked at", async () => {
    const world = new World();
    const article = await world.article(1);
    const [anna, twin, ben] = [world.person(1), world.person(1), world.person(2, 'JP')];
    for (const one of [anna, twin, ben]) await one.join([article]);
    let used = 0;
    world.cpu = () => (used += 30);
    for (const one of [anna, twin]) for (let n = 0; n < 3; n += 1) one.type(article, 'x');
    ben.type(article, 'B');
    await turns();
    expect([anna.verdicts.length, twin.verdicts.length, ben.verdicts.length]).toEqual([1, 0, 1]);
    await world.time.pass(1_000);
    expect([anna.verdicts.length, twin.verdicts.length]).toEqual([3, 3]);
    expect(world.logged(article)).toBe(ben.text(article));
  });
});

describe('equivocation', () => {
  /** The first words of `person`, and another story about the same clocks. */
  function stories(person: Person, article: Parameters<Person['edit']>[0]): [Uint8Array, Uint8Array] {
    const [first] = person.doc(article).getXmlFragment('content').toArray();
    const words = (first as Y.XmlElement).createTreeWalker((node) => node instanceof Y.XmlText).next().value;
    const id = (words as Y.XmlText)._start?.id ?? { client: 0, clock: 0 };
    const told = (letters: string): Uint8Array =>
      forge([
        { client: person.lease, clock: 0, structs: [text(letters, { origin: [id.client, id.clock] })] },
      ]);
    return [told('AAAA'), told('AABB')];
  }

  it('[S36] it is refused, kept as it came, reported, and ends the connection', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    const [one, other] = stories(anna, article);
    anna.push(article, one);
    await turns();
    anna.push(article, other);
    await turns();
    expect(anna.verdicts).toMatchObject([{ verdict: 'recorded' }, { code: 'EQUIVOCATION', retry: 'reload' }]);
    const clocks = { client: anna.lease, clockFrom: 0, clockTo: 4 };
    expect(world.evidence.kept).toMatchObject([
      { document: article, lease: anna.lease, bytes: other, ...clocks },
    ]);
    expect(world.events.filter(({ kind }) => kind === 'equivocation')).toMatchObject([
      { ...clocks, kept: true },
    ]);
    expect(anna.closed).toBe('EQUIVOCATION');
    expect(world.log.rows(article).length).toBe(2);
  });

  it('[S36] a trial that finds it has the same consequences', async () => {
    const world = new World({ limits: { updateBytes: 1 } });
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    const [one, other] = stories(anna, article);
    anna.push(article, one);
    await turns();
    anna.push(article, other);
    await turns();
    expect([anna.closed, world.evidence.kept.length]).toEqual(['EQUIVOCATION', 1]);
  });

  it('[S36] no more evidence a minute than the limit, over all connections; each is reported', async () => {
    const world = new World({ limits: { evidencePerMinute: 2 } });
    const article = await world.article(1);
    for (let n = 0; n < 4; n += 1) {
      const anna = world.person(1);
      await anna.join([article]);
      const [one, other] = stories(anna, article);
      anna.push(article, one);
      await turns();
      anna.push(article, other);
      await turns();
    }
    expect(world.evidence.kept.length).toBe(2);
    const reported = world.events.flatMap((event) => (event.kind === 'equivocation' ? [event.kept] : []));
    expect(reported).toEqual([true, true, false, false]);
  });

  it('[S36] evidence that cannot be kept is reported, and the refusal stands', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    const [one, other] = stories(anna, article);
    anna.push(article, one);
    await turns();
    world.evidence.fails = true;
    anna.push(article, other);
    await turns();
    expect(anna.closed).toBe('EQUIVOCATION');
    expect(world.events.filter(({ kind }) => kind === 'evidence-failed').length).toBe(1);
  });
});
