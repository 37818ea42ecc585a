import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { LiveStatus } from '@entente/contracts';
import { waitFor } from '@entente/testing';
import { Logger } from '@nestjs/common';
import { ApiCaller, signedIn } from '../api-caller.js';
import { bootServer } from '../boot-server.js';
import { LiveSockets } from '../drafting/index.js';
import { Stage, type Person, type Text } from '../drafting/drafting.kit.js';
import { PASSWORD } from '../small-coalition.js';
import { hashPassword } from '../identity/passwords.js';

const someone = randomUUID();
const OPERATIONS: readonly (readonly [method: string, path: string, body: unknown])[] = [
  ['GET', '/system/live', undefined],
  ['POST', `/system/connections/${someone}/end`, { what: 'connection' }],
  ['POST', `/system/connections/${someone}/end`, { what: 'session' }],
  ['GET', '/system/maintenance', undefined],
  ['POST', '/system/maintenance', { target: { scope: 'system' }, readOnly: true }],
  ['POST', '/system/maintenance/preview', { target: { scope: 'system' }, readOnly: true }],
];

describe('the page Live editing', () => {
  let stage: Stage;
  let text: Text;
  let ada: Person;
  let admin: Person;
  const callers = new Map<string, ApiCaller>();
  const as = (name: string): ApiCaller => callers.get(name) ?? new ApiCaller(stage.server.address);

  /** A person with a password, signed in over HTTP. */
  async function person(name: string, ...rest: Parameters<Stage['person']>): Promise<Person> {
    const made = await stage.person(...rest);
    const email = `${name}@test.example`;
    await stage.admin.query('UPDATE person SET email = $2, password_hash = $3 WHERE id = $1', [
      made.id,
      email,
      await hashPassword(PASSWORD),
    ]);
    callers.set(name, await signedIn(stage.server.address, email, PASSWORD));
    return made;
  }

  const live = async (): Promise<LiveStatus> =>
    (await as('admin').call('GET', '/system/live')).body as LiveStatus;

  beforeAll(async () => {
    stage = await Stage.open('system');
    ada = await person('ada', 'AU', ['head_of_delegation'], ['speak', 'endorse', 'administer']);
    admin = await person('admin', 'SEC', ['administrator'], ['administer']);
    await person('idle', 'SEC', ['administrator'], []);
    await person('sam', 'SEC', ['secretariat'], ['speak', 'propose', 'publish']);
    await person('pia', 'PRES', ['chair'], ['speak', 'propose']);
    await person('olga', 'SEC', ['auditor'], ['administer']);
    text = await stage.package('Unmistakable words');
  }, 60_000);
  afterEach(() => {
    stage.hangUp();
  });
  afterAll(async () => {
    await stage.close();
  });

  describe.each(OPERATIONS)('%s %s', (method, path, body) => {
    it('[A16] is refused to a stranger', async () => {
      const answer = await new ApiCaller(stage.server.address).call(method, path, body);
      expect([answer.status, answer.code]).toEqual([401, 'SIGN_IN_REQUIRED']);
    });

    it.each(['ada', 'sam', 'pia', 'olga'])('[A16] is refused to %s, whatever they may else', async (name) => {
      const answer = await as(name).call(method, path, body);
      expect([answer.status, answer.code]).toEqual([403, 'FORBIDDEN']);
    });

    it('[A16] is refused to an administrator without a mandate in force', async () => {
      const answer = await as('idle').call(method, path, body);
      expect([answer.status, answer.code]).toEqual([403, 'NO_MANDATE']);
    });
  });

  it('[S156] shows this process, documents and who is connected, and no word, title, section or caret', async () => {
    const connection = await stage.inside(ada, text);
    await waitFor('the connection to be there', async () => (await live()).connections.total === 1);
    const answer = await as('admin').call('GET', '/system/live');
    const { nodes, rooms, connections } = answer.body as LiveStatus;
    expect(nodes).toMatchObject([
      { answering: true, bus: 'none', draining: false, connections: 1, people: 1 },
    ]);
    expect(rooms.total).toBe(2);
    expect(rooms.shown.map(({ document }) => document).toSorted()).toEqual(
      [text.structure, ...text.articles].toSorted(),
    );
    expect(rooms.shown).toContainEqual(
      expect.objectContaining({ package: text.package, kind: 'article', state: 'open', head: 1, members: 1 }),
    );
    expect(connections.shown).toMatchObject([
      { person: ada.id, name: 'Person of AU', delegation: 'AU', package: text.package, documents: 2 },
    ]);
    expect(JSON.stringify(answer.body)).not.toMatch(/Unmistakable|words|"title"|"Test"|session/);
    connection.destroy();
  });

  it('[S156] counts what was refused in the last hour', async () => {
    const socket = await stage.bare(ada);
    socket.emit('nothing', {});
    await waitFor('it to be counted', async () =>
      (await live()).refusals.some(({ message, code }) => message === 'other' && code === 'EVENT_UNKNOWN'),
    );
  });

  it('[S156] a connection that does not exist is not ended', async () => {
    const answer = await as('admin').call('POST', `/system/connections/${someone}/end`, { what: 'session' });
    expect([answer.status, answer.code]).toEqual([404, 'NOT_FOUND']);
  });

  it('[S156] an administrator ends one connection; its session lives on; the log says by whom', async () => {
    const lines: Record<string, unknown>[] = [];
    const hear = (facts: unknown): void => {
      if (typeof facts === 'object' && facts !== null && 'event' in facts) lines.push({ ...facts });
    };
    Logger.overrideLogger({ log: hear, warn: hear, error: hear });
    const socket = await stage.bare(ada);
    let closing: unknown = null;
    socket.on('closing', (frame) => {
      closing = frame;
    });
    const id = (await live()).connections.shown[0]?.connection ?? '';
    const answer = await as('admin').call('POST', `/system/connections/${id}/end`, { what: 'connection' });
    expect(answer.status).toBe(204);
    await waitFor('it to be closed', () => socket.disconnected);
    expect(closing).toEqual({ code: 'CONNECTION_ENDED', retry: 'never' });
    expect(lines).toMatchObject([{ event: 'connection-ended', by: admin.id, person: ada.id, socket: id }]);
    await stage.bare(ada);
  });

  it('[S156] an administrator ends a session: all its connections go, and no ticket of it opens again', async () => {
    const guest = await stage.person('CA');
    const sockets = [await stage.bare(guest), await stage.bare(guest)];
    const other = await stage.bare(ada);
    const ticket = await stage.ticket(guest);
    const shown = (await live()).connections.shown.find(({ person: id }) => id === guest.id);
    const path = `/system/connections/${shown?.connection ?? ''}/end`;
    expect((await as('admin').call('POST', path, { what: 'session' })).status).toBe(204);
    await waitFor('both to be closed', () => sockets.every((socket) => socket.disconnected));
    expect(other.connected).toBe(true);
    await expect(stage.bareWith(ticket)).rejects.toMatchObject({ data: { code: 'SESSION_ENDED' } });
    const { rows } = await stage.admin.query('SELECT ended_why FROM session WHERE id = $1', [guest.session]);
    expect(rows).toEqual([{ ended_why: 'operator' }]);
  });

  it('[S156] shows another process of the same database, and no longer once it has stopped', async () => {
    const second = await bootServer(stage.database);
    try {
      await waitFor('both to be shown', async () => (await live()).nodes.length === 2);
      const { nodes } = await live();
      expect(nodes.map(({ answering }) => answering)).toEqual([true, false]);
      expect(new Set(nodes.map(({ node }) => node)).size).toBe(2);
    } finally {
      await second.app.close();
    }
    expect((await live()).nodes).toHaveLength(1);
  });

  it('[S158] is ready with its parts named, and a bus that was not set up is none', async () => {
    const answer = await fetch(`${stage.server.address}/health/ready`);
    const parts = { database: 'up', accepting: 'up', bus: 'none' };
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok', parts }]);
  });

  it('[S158] whose bus is down is ready, and says so; one that stops is not', async () => {
    const server = await bootServer(stage.database, { REDIS_URL: 'redis://127.0.0.1:9' });
    try {
      const ready = async (): Promise<[number, Record<string, unknown>]> => {
        const answer = await fetch(`${server.address}/health/ready`);
        return [answer.status, (await answer.json()) as Record<string, unknown>];
      };
      expect(await ready()).toEqual([
        200,
        { status: 'ok', parts: { database: 'up', accepting: 'up', bus: 'down' } },
      ]);
      await server.app.get(LiveSockets).drain();
      const [status, body] = await ready();
      expect([status, body['code'], body['faults']]).toEqual([
        503,
        'UNAVAILABLE',
        [{ at: 'accepting', message: 'down' }],
      ]);
      expect((await fetch(`${server.address}/health/live`)).status).toBe(200);
    } finally {
      await server.app.close();
    }
  });
});
