import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { waitFor } from '@entente/testing';
import { AnotherClient } from './another-client.kit.js';
import { plain, Stage, words, type Person, type Text } from './drafting.kit.js';
import { decode, encode, type Value } from './msgpack.kit.js';

const protocol = readFileSync(new URL('../../../../docs/protocol.md', import.meta.url), 'utf8');

/** A client that knows docs/protocol.md and none of our code. */
describe('a client of another hand', () => {
  let stage: Stage;
  let text: Text;
  let australia: Person;
  let canada: Person;
  const clients: AnotherClient[] = [];

  beforeAll(async () => {
    stage = await Stage.open('another-client');
    australia = await stage.person('AU');
    canada = await stage.person('CA');
  }, 60_000);
  beforeEach(async () => {
    text = await stage.package('one', 'two');
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
    stage.hangUp();
  });
  afterAll(async () => {
    await stage.close();
  }, 20_000);

  const article = () => text.articles[0] ?? text.structure;

  async function enter(person: Person): Promise<AnotherClient> {
    const ticket = await stage.ticket(person);
    const client = await AnotherClient.enter(stage.server.address, ticket, text.package, article());
    clients.push(client);
    return client;
  }

  const allRecorded = async ({ copy }: AnotherClient): Promise<void> => {
    await waitFor('every edit recorded', () => copy.waiting.length === 0 && !copy.sending);
  };

  it('is let in with a ticket, and told why not without one', async () => {
    const client = await enter(australia);
    expect([plain(client.copy.doc), client.copy.head]).toEqual(['one', 1]);
    await expect(
      AnotherClient.enter(stage.server.address, 'no ticket', text.package, article()),
    ).rejects.toThrow('TICKET_UNKNOWN');
  });

  it('types, and is heard by ours and by its like; each has the others’ words and the same heads', async () => {
    const [au, ca] = [await enter(australia), await enter(canada)];
    const ours = await stage.inside(canada, text);
    words(au.copy.doc).insert(3, ' from another hand');
    await allRecorded(au);
    words(ours.document(article()).doc).insert(0, 'ours and ');
    await waitFor('one text', () =>
      [au.copy.doc, ca.copy.doc, ours.document(article()).doc].every(
        (doc) => plain(doc) === 'ours and one from another hand',
      ),
    );
    await waitFor('one head', () => au.copy.head === 3 && ca.copy.head === 3);
    expect((await stage.rows(article())).map(({ client }) => client)).toEqual([
      expect.any(Number),
      au.lease,
      ours.lease,
    ]);
    expect([au.joins, ca.joins, au.refusals]).toEqual([1, 1, []]);
  });

  it('joins again behind a gap, and has what it missed', async () => {
    const [au, ca] = [await enter(australia), await enter(canada)];
    ca.losesUpdates = 1;
    words(au.copy.doc).insert(0, 'missed ');
    await allRecorded(au);
    await waitFor('the frame to be lost', () => ca.losesUpdates === 0);
    words(au.copy.doc).insert(0, 'heard ');
    await waitFor('both', () => plain(ca.copy.doc) === 'heard missed one');
    expect([ca.joins, ca.copy.head]).toEqual([2, 3]);
    words(ca.copy.doc).insert(0, 'and on ');
    await allRecorded(ca);
    await waitFor('one text', () => plain(au.copy.doc) === 'and on heard missed one');
  });

  it('is refused what stands on an edit that never came, and sends all that is missing', async () => {
    const au = await enter(australia);
    au.forgetsNext(() => {
      words(au.copy.doc).insert(0, 'forgotten ');
    });
    words(au.copy.doc).insert(0, 'and ');
    await waitFor('the refusal', () => au.refusals.length > 0);
    await allRecorded(au);
    await waitFor('the text', async () => {
      const fresh = await stage.inside(canada, text);
      return plain(fresh.document(article()).doc) === 'and forgotten one';
    });
    expect(au.refusals).toEqual(['CLOCK_GAP resync']);
    expect(au.joins).toBe(2);
  });

  it('tells its place, and sees who is there', async () => {
    const [au, ca] = [await enter(australia), await enter(canada)];
    expect(await au.presence(2, words(au.copy.doc))).toEqual({ verdict: 'noted' });
    const place = await waitFor('the place', () => {
      const peers = ca.heard.flatMap(({ event, body }) =>
        event === 'presence' ? (body['peers'] as { client: number; at: Value }[]) : [],
      );
      return peers.find(({ client, at }) => client === au.lease && at !== null);
    });
    expect(place).toMatchObject({ name: 'Person of AU', delegation: 'AU', person: australia.id });
  });

  it('reads and writes the very bytes of the examples in docs/protocol.md', () => {
    const examples = [...protocol.matchAll(/^ {4}((?:[0-9a-f]{2} )*[0-9a-f]{2})(?: {2,}(.*))?$/gm)];
    const packets: { bytes: Buffer; packet: Value }[] = [];
    let hex = '';
    for (const [, bytes = '', note = ''] of examples) {
      hex += bytes;
      if (!note.endsWith('.')) continue;
      const whole = Buffer.from(hex.replaceAll(' ', ''), 'hex');
      packets.push({ bytes: whole, packet: decode(whole) });
      hex = '';
    }
    expect([packets.length, hex]).toEqual([3, '']);
    for (const { bytes, packet } of packets) expect(encode(packet).equals(bytes)).toBe(true);
    expect(packets.map(({ packet }) => packet)).toMatchObject([
      { type: 0, nsp: '/sync', data: { ticket: 'tk' } },
      { type: 2, nsp: '/sync', data: ['update', { n: 1 }], id: 7 },
      { type: 3, nsp: '/sync', data: [{ verdict: 'recorded', seq: 2 }], id: 7 },
    ]);
  });
});
