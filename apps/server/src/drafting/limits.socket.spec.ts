import 'reflect-metadata';
import { waitFor } from '@entente/testing';
import { ask, Stage, type Person, type Text } from './drafting.kit.js';

describe('limits as settings of a running server', () => {
  let stage: Stage;
  let text: Text;
  let person: Person;

  beforeAll(async () => {
    const settings = {
      LIVE_SOCKETS_PER_PERSON: '2',
      LIVE_DOCUMENTS_PER_SOCKET: '50',
      LIVE_JOINS_BURST: '50',
    };
    stage = await Stage.open('limits', settings);
    person = await stage.person('AU');
    text = await stage.package('one');
  }, 60_000);
  afterEach(() => {
    stage.hangUp();
  });
  afterAll(async () => {
    await stage.close();
  });

  /** What the door says: null when it opens. */
  async function knock(who: Person): Promise<unknown> {
    const socket = stage.socket({ ticket: await stage.ticket(who) });
    return new Promise((resolve) => {
      socket.on('connect', () => {
        resolve(null);
      });
      socket.on('connect_error', (error: Error & { data?: unknown }) => {
        resolve(error.data);
      });
    });
  }

  const full = { verdict: 'refused', code: 'TOO_MANY_SOCKETS', retry: 'later' };

  it('[S154] one connection more than a person may have is refused at the door, and another person is not', async () => {
    const socket = await stage.bare(person);
    await stage.bare(person);
    expect(await knock(person)).toEqual(full);
    expect(await knock(await stage.person('AU'))).toBeNull();
    socket.disconnect();
    await waitFor('a place to be free again', async () => (await knock(person)) === null);
  });

  it('[S154] many that knock at the same moment do not get past the limit together', async () => {
    const crowd = await stage.person('AU');
    const tickets: string[] = [];
    for (let n = 0; n < 12; n += 1) tickets.push(await stage.ticket(crowd));
    const said: unknown[] = [];
    const sockets = tickets.map((ticket) => stage.socket({ ticket }));
    for (const socket of sockets) {
      socket.on('connect_error', (error: Error & { data?: { code?: string } }) =>
        said.push(error.data?.code),
      );
      socket.on('closing', (frame: { code: string }) => said.push(frame.code));
    }
    await waitFor('ten to be sent away', () => said.length === 10);
    expect(said).toEqual(Array.from({ length: 10 }, () => 'TOO_MANY_SOCKETS'));
    await waitFor('two to stay', () => sockets.filter((socket) => socket.connected).length === 2);
  });

  it('[S152] a limit that was set holds instead of the default', async () => {
    const socket = await stage.bare(await stage.person('AU'));
    const documents = Array.from({ length: 51 }, () => ({ document: text.structure }));
    const answer = await ask(socket, 'join', {
      package: text.package,
      schema: 'entente-document/1',
      documents,
    });
    expect(answer).toMatchObject({ code: 'TOO_MANY_DOCUMENTS' });
  });
});
