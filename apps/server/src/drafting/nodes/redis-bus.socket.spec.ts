import { randomBytes } from 'node:crypto';
import type { DocumentId } from '@entente/kernel';
import type { BusNote } from '@entente/sync';
import { OwnRedis, redisMissing, TcpProxy, waitFor } from '@entente/testing';
import { NoteSeal } from './note-seal.js';
import { RedisBus } from './redis-bus.js';

const onRedis = redisMissing() ? absent : describe;
const id = (n: number): DocumentId => `d0000000-0000-4000-8000-${String(n).padStart(12, '0')}` as DocumentId;
const secret = randomBytes(32);

/** In place of the suite where this machine has no Redis, which it then has said aloud. */
function absent(name: string): void {
  it(`[S104] ${name}: not tested here`, () => {
    expect(process.env['CI']).not.toBe('true');
  });
}

/** A bus and all that it heard. */
class Ear {
  readonly heard: BusNote[] = [];
  readonly changes: string[] = [];
  readonly bus: RedisBus;

  constructor(url: string) {
    this.bus = new RedisBus(url, new NoteSeal(secret), (link, up) => {
      this.changes.push(`${link} ${up ? 'up' : 'down'}`);
    });
    this.bus.start();
    this.bus.subscribe((note) => this.heard.push(note));
  }

  get missed(): number {
    return this.heard.filter(({ kind }) => kind === 'missed').length;
  }

  documents(): (number | null)[] {
    return this.heard.flatMap((note) => (note.kind === 'document' ? [note.head] : []));
  }
}

onRedis('the bus over a real Redis', () => {
  let redis: OwnRedis;
  let wire: TcpProxy;
  let a: Ear;
  let b: Ear;

  beforeEach(async () => {
    redis = await OwnRedis.start();
    wire = await TcpProxy.to('127.0.0.1', redis.port);
    a = new Ear(redis.url);
    b = new Ear(wire.through(redis.url));
    await waitFor('both to be connected', () =>
      [a, b].every(({ changes, missed }) => changes.length === 2 && missed === 1),
    );
  });
  afterEach(async () => {
    a.bus.close();
    b.bus.close();
    await wire.close();
    await redis.remove();
  });

  const tell = (from: Ear, head: number): void => {
    from.bus.publish({ kind: 'document', document: id(1), head });
  };
  /** Says it again and again until it is heard: what is said while a link is away is forgotten, as promised. */
  async function heardAgain(from: Ear, to: Ear, head: number): Promise<void> {
    await waitFor('a note to be heard again', () => {
      tell(from, head);
      return to.documents().includes(head);
    });
  }

  it('[S104] carries notes both ways, each once, and none to its own node', async () => {
    tell(a, 1);
    tell(b, 2);
    await waitFor('both notes', () => b.documents().length === 1 && a.documents().length === 1);
    expect([a.documents(), b.documents()]).toEqual([[2], [1]]);
  });

  it('[S104] many notes about one document become few, and the newest head arrives', async () => {
    for (let head = 1; head <= 10_000; head += 1) tell(a, head);
    await waitFor('the newest head', () => b.documents().includes(10_000));
    expect(b.documents().length).toBeLessThan(20);
  });

  it('[S104] comes back by itself after a Redis that died, empty, and says that notes were missed', async () => {
    await heardAgain(a, b, 1);
    await redis.kill();
    await waitFor('both to notice', () => a.changes.length >= 4 && b.changes.length >= 4);
    const started = performance.now();
    for (let head = 2; head < 200_000; head += 1)
      a.bus.publish({ kind: 'document', document: id(head), head });
    expect(performance.now() - started).toBeLessThan(2_000);
    await redis.start();
    await heardAgain(a, b, 300_000);
    // What the other says may be heard before one's own reading is back.
    await waitFor('both to know that notes were missed', () => a.missed >= 2 && b.missed >= 2);
    expect([a.missed, b.missed]).toEqual([2, 2]);
    // Nothing was kept for it meanwhile.
    expect(b.documents().filter((head) => head !== 1 && head !== 300_000)).toEqual([]);
  });

  it('[S104] a Redis that loses its data under living connections is heard on', async () => {
    await heardAgain(a, b, 1);
    await redis.flush();
    await heardAgain(a, b, 2);
    await redis.flush();
    await heardAgain(b, a, 3);
  });

  it('[S104] a connection that is cut, or goes silent with everything up, is made anew', async () => {
    wire.cut();
    await waitFor('the cut to be noticed', () => b.changes.length >= 4);
    wire.mend();
    await heardAgain(a, b, 1);
    await heardAgain(b, a, 2);
    wire.stall();
    const started = performance.now();
    await waitFor('the silence to be noticed', () => {
      tell(b, 3);
      return b.changes.filter((change) => change.endsWith('down')).length >= 4;
    });
    expect(performance.now() - started).toBeLessThan(8_000);
    wire.mend();
    await heardAgain(a, b, 4);
    await heardAgain(b, a, 5);
  });

  it('[S105] what a stranger writes into the stream is heard by nobody and stops nobody', async () => {
    for (const text of ['x', 'AAAA', randomBytes(80).toString('base64')])
      await redis.command('XADD', 'entente:notes', '*', 'n', text);
    await redis.command('XADD', 'entente:notes', '*', 'other', 'field');
    await heardAgain(a, b, 1);
    // It may be heard more than once: it was said until it was heard.
    const heard = b.heard.filter(({ kind }) => kind !== 'missed');
    expect(heard).toEqual(heard.map(() => ({ kind: 'document', document: id(1), head: 1 })));
    expect(b.missed).toBe(1);
  });
});
