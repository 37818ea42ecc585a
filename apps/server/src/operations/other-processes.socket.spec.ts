import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { LiveStatus } from '@entente/contracts';
import { waitFor } from '@entente/testing';
import { Logger } from '@nestjs/common';
import { signedIn, type ApiCaller } from '../api-caller.js';
import { bootServer, type BootedServer } from '../boot-server.js';
import { Stage, type Person, type Text } from '../drafting/drafting.kit.js';
import { hashPassword } from '../identity/passwords.js';
import { PASSWORD } from '../small-coalition.js';

describe('the page Live editing, with a second process', () => {
  let stage: Stage;
  let other: BootedServer;
  let text: Text;
  let ada: Person;
  let admin: Person;
  let api: ApiCaller;

  const live = async (): Promise<LiveStatus> => (await api.call('GET', '/system/live')).body as LiveStatus;
  const onOther = async (person: Person) => {
    const connection = stage.connection(person, text, { url: other.address, origin: other.address });
    connection.connect();
    await connection.ready();
    return connection;
  };
  /** Of somebody who has one connection: lists of the other process are as old as its last beat. */
  const shown = async ({ id }: Person) =>
    (await live()).connections.shown.find(({ person }) => person === id);

  beforeAll(async () => {
    stage = await Stage.open('processes');
    other = await bootServer(stage.database);
    ada = await stage.person('AU');
    admin = await stage.person('SEC', ['administrator'], ['administer']);
    await stage.admin.query(
      `UPDATE person SET email = 'admin@test.example', password_hash = $2 WHERE id = $1`,
      [admin.id, await hashPassword(PASSWORD)],
    );
    api = await signedIn(stage.server.address, 'admin@test.example', PASSWORD);
    text = await stage.package('Unmistakable words');
  }, 60_000);
  afterEach(() => {
    stage.hangUp();
  });
  afterAll(async () => {
    await other.app.close();
    await stage.close();
  });

  it('[S178] each process is one row, made and taken away by the registry, and nobody writes lists for nobody', async () => {
    const rows = async (): Promise<{ told: boolean; listed: boolean }[]> => {
      const { rows: found } = await stage.admin.query<{ told: boolean; listed: boolean }>(
        'SELECT status IS NOT NULL AS told, inventory IS NOT NULL AS listed FROM server_node ORDER BY id',
      );
      return found;
    };
    await waitFor('both to have told', async () => (await rows()).filter(({ told }) => told).length === 2);
    expect((await rows()).map(({ listed }) => listed)).toEqual([false, false]);
    await live();
    await waitFor('both to have listed', async () => (await rows()).every(({ listed }) => listed));
    // Nobody looks any more, as far as the table says.
    await stage.admin.query(`UPDATE server_node SET looked_at = looked_at - interval '1 hour'`);
    await waitFor('the lists to go', async () => (await rows()).every(({ listed }) => !listed));
    const third = await bootServer(stage.database);
    await waitFor('the third', async () => (await rows()).length === 3);
    await third.app.close();
    expect(await rows()).toHaveLength(2);
  });

  it('[S177] documents and connections of the other process are shown, with which process has them, and no word', async () => {
    await stage.inside(ada, text);
    await onOther(ada);
    const both = await waitFor('both connections', async () => {
      const status = await live();
      return status.connections.shown.length === 2 && status.rooms.shown.length === 4 ? status : undefined;
    });
    expect(both.nodes.map(({ answering, listedAt }) => [answering, listedAt !== null])).toEqual([
      [true, true],
      [false, true],
    ]);
    const nodes = both.nodes.map(({ node }) => node).toSorted();
    expect(both.connections.shown.map(({ node }) => node).toSorted()).toEqual(nodes);
    expect([both.connections.total, both.rooms.total]).toEqual([2, 4]);
    const where = both.rooms.shown.filter(({ document }) => document === text.articles[0]);
    expect(where.map(({ node }) => node).toSorted()).toEqual(nodes);
    expect(JSON.stringify(both)).not.toMatch(/Unmistakable|words|"title"|"Test"|session/);
  });

  it('[S177] what the other process refused is counted with what this one did', async () => {
    for (const address of [stage.server.address, other.address]) {
      const socket = await stage.bareWith(await stage.ticket(ada), address);
      socket.emit('nothing', {});
    }
    await waitFor('both to be counted', async () =>
      (await live()).refusals.some(({ code, count }) => code === 'EVENT_UNKNOWN' && count === 2),
    );
  });

  it('[S177] a connection of the other process is ended there, and one that nobody has is not found', async () => {
    const lines: Record<string, unknown>[] = [];
    const hear = (facts: unknown): void => {
      if (typeof facts === 'object' && facts !== null && 'event' in facts) lines.push({ ...facts });
    };
    Logger.overrideLogger({ log: hear, warn: hear, error: hear });
    const eve = await stage.person('CA');
    const connection = await onOther(eve);
    const { connection: id } = await waitFor('it to be shown', async () => shown(eve));
    const end = async (one: string, what: string): Promise<number> =>
      (await api.call('POST', `/system/connections/${one}/end`, { what })).status;
    expect(await end(randomUUID(), 'connection')).toBe(404);
    expect(await end(id, 'connection')).toBe(204);
    await waitFor('it to be closed', () => connection.status === 'closed');
    expect(connection.ended).toBe('CONNECTION_ENDED');
    expect(lines).toMatchObject([{ event: 'connection-ended', by: admin.id, person: eve.id, socket: id }]);
  });

  it('[S177] a session is ended with its connections on every process', async () => {
    const guest = await stage.person('CA');
    const [here, there] = [await stage.inside(guest, text), await onOther(guest)];
    const { connection } = await waitFor('the one there', async () => {
      const { nodes, connections } = await live();
      const away = nodes.find(({ answering }) => !answering)?.node;
      return connections.shown.find(({ person, node }) => person === guest.id && node === away);
    });
    const path = `/system/connections/${connection}/end`;
    expect((await api.call('POST', path, { what: 'session' })).status).toBe(204);
    await waitFor('both to be closed', () => [here, there].every(({ status }) => status === 'closed'));
    expect([here.ended, there.ended]).toEqual(['SESSION_ENDED', 'SESSION_ENDED']);
  });
});
