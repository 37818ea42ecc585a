import 'reflect-metadata';
import type { PersonId } from '@entente/kernel';
import { testDatabase, waitFor, type TestDatabase } from '@entente/testing';
import pg from 'pg';
import { ApiCaller, signedIn } from '../api-caller.js';
import { bootServer, type BootedServer } from '../boot-server.js';
import { PASSWORD, smallCoalition } from '../small-coalition.js';
import { IdentityService, RightsWatch, TicketService } from './index.js';

describe('live identities', () => {
  let database: TestDatabase;
  let server: BootedServer;
  let admin: ApiCaller;
  let tickets: TicketService;
  let identity: IdentityService;
  const ada = (): Promise<ApiCaller> => signedIn(server.address, 'ada@test.example', PASSWORD);
  const ticketOf = async (caller: ApiCaller): Promise<string> =>
    ((await caller.call('POST', '/session/socket-ticket')).body as { ticket: string }).ticket;
  const cookieOf = (caller: ApiCaller): string => caller.cookie?.split('=')[1] ?? '';
  const idOf = async (name: string): Promise<PersonId> => {
    const { people } = (await admin.call('GET', '/people')).body as {
      people: { id: PersonId; name: string }[];
    };
    const found = people.find((person) => person.name === name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found.id;
  };
  const sql = (text: string): Promise<void> => run(database.adminUrl, text);

  beforeAll(async () => {
    database = await testDatabase('ticket');
    server = await bootServer(database);
    await new ApiCaller(server.address).call('POST', '/setup', smallCoalition());
    admin = await signedIn(server.address, 'admin@test.example', PASSWORD);
    tickets = server.app.get(TicketService);
    identity = server.app.get(IdentityService);
  });
  afterAll(async () => {
    await server.app.close();
    await database.drop();
  });

  describe('a socket ticket', () => {
    it('opens nothing when it was never given', async () => {
      expect(await tickets.redeem('A'.repeat(43), null)).toEqual({
        ok: false,
        error: { code: 'TICKET_UNKNOWN' },
      });
    });

    it('[S192] of a crowd at once each opens one connection, of its own session', async () => {
      const callers = [await ada(), admin];
      const given = await Promise.all(
        Array.from({ length: 40 }, async (_, n) => ({ n, ticket: await ticketOf(callers[n % 2] ?? admin) })),
      );
      expect(new Set(given.map(({ ticket }) => ticket)).size).toBe(40);
      const tries = await Promise.all(
        [...given, ...given].map(async ({ n, ticket }) => ({
          n,
          opened: await tickets.redeem(ticket, null),
        })),
      );
      const opened = tries.flatMap((one) => (one.opened.ok ? [{ n: one.n, who: one.opened.value }] : []));
      expect(opened.map(({ n }) => n).toSorted((one, two) => one - two)).toEqual(given.map(({ n }) => n));
      const own = await Promise.all(
        callers.map(async (caller) => tickets.redeem(await ticketOf(caller), null)),
      );
      for (const { n, who } of opened) expect(own[n % 2]).toEqual({ ok: true, value: who });
    });

    it('opens one connection, however many try at once', async () => {
      const ticket = await ticketOf(await ada());
      const tries = await Promise.all(Array.from({ length: 8 }, () => tickets.redeem(ticket, null)));
      expect(tries.filter(({ ok }) => ok).length).toBe(1);
      expect(tries.flatMap((one) => (one.ok ? [] : [one.error.code]))).toEqual(Array(7).fill('TICKET_USED'));
      const won = tries.find(({ ok }) => ok);
      expect(won).toMatchObject({
        value: { actor: { name: 'Ada', delegation: 'AU', delegationKind: 'partner' } },
      });
    });

    it('is worth nothing after 30 seconds', async () => {
      const ticket = await ticketOf(await ada());
      await sql(`UPDATE socket_ticket SET expires_at = expires_at - interval '31 seconds'`);
      expect(await tickets.redeem(ticket, null)).toEqual({ ok: false, error: { code: 'TICKET_EXPIRED' } });
    });

    it('is worth nothing, and is used up, with the cookie of another session; with a rotated one of its own it opens', async () => {
      const [caller, other] = [await ada(), await ada()];
      const ticket = await ticketOf(caller);
      const foreign = { ok: false, error: { code: 'TICKET_SESSION' } };
      expect(await tickets.redeem(ticket, cookieOf(other))).toEqual(foreign);
      expect(await tickets.redeem(ticket, null)).toEqual({ ok: false, error: { code: 'TICKET_USED' } });
      expect(await tickets.redeem(await ticketOf(caller), 'x'.repeat(43))).toEqual(foreign);
      const own = cookieOf(caller);
      await caller.refresh();
      expect(await tickets.redeem(await ticketOf(caller), own)).toMatchObject({ ok: true });
    });

    it('is worth nothing once its session has ended', async () => {
      const caller = await ada();
      const ticket = await ticketOf(caller);
      await caller.call('DELETE', '/session');
      expect(await tickets.redeem(ticket, null)).toEqual({ ok: false, error: { code: 'SESSION_ENDED' } });
    });

    it('stands in the database as a hash only', async () => {
      const ticket = await ticketOf(await ada());
      expect(JSON.stringify(await rows(database.adminUrl, 'SELECT * FROM socket_ticket'))).not.toContain(
        ticket,
      );
    });
  });

  describe('rights that change', () => {
    it('are the database’s at once: a revoked mandate, an ended session, a suspended person', async () => {
      const caller = await ada();
      const redeemed = await tickets.redeem(await ticketOf(caller), null);
      if (!redeemed.ok) throw new Error(redeemed.error.code);
      const { session, actor } = redeemed.value;
      expect(actor.mandates.map(({ power }) => power).toSorted()).toEqual([
        'endorse',
        'propose',
        'speak',
        'take_positions',
      ]);
      const speak = actor.mandates.find(({ power }) => power === 'speak');
      await admin.call('POST', `/mandates/${speak?.id ?? ''}/revoke`);
      const after = await identity.identityOf(session);
      expect(after?.actor.mandates.map(({ power }) => power)).not.toContain('speak');
      await admin.call('PATCH', `/people/${actor.person}`, { active: false });
      expect(await identity.identityOf(session)).toBeNull();
      expect(await identity.actorOf(actor.person)).toBeNull();
      await admin.call('PATCH', `/people/${actor.person}`, { active: true });
      // Restored, but signed out: suspending ended the session for good.
      expect(await identity.identityOf(session)).toBeNull();
    });

    it('are told at once, also when another process or a hand changed them', async () => {
      const told: (PersonId | null)[] = [];
      const stop = server.app.get(RightsWatch).onRightsChanged((person) => told.push(person));
      const ben = await idOf('Ben');
      await sql(`UPDATE person SET active = false WHERE id = '${ben}'`);
      await waitFor('the notice', () => told.includes(ben));
      await sql(`UPDATE person SET active = true WHERE id = '${ben}'`);
      stop();
    });

    it('are asked again every three seconds, and the notices come back after the connection was cut', async () => {
      const told: (PersonId | null)[] = [];
      const stop = server.app.get(RightsWatch).onRightsChanged((person) => told.push(person));
      await sql(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND query = 'LISTEN entente_rights'`,
      );
      await waitFor('a sweep', () => told.includes(null), 5_000);
      const hana = await idOf('Hana');
      await waitFor('the listener is back', async () => {
        await sql(`UPDATE person SET name = name WHERE id = '${hana}'`);
        return told.includes(hana);
      });
      stop();
    });
  });
});

async function run(url: string, text: string): Promise<void> {
  await rows(url, text);
}

async function rows(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as unknown[];
  } finally {
    await client.end();
  }
}
