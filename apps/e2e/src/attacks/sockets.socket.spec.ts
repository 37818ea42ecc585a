import { randomUUID } from 'node:crypto';
import { waitFor } from '@entente/testing';
import { Battlefield } from './battlefield.js';
import { account } from './coalition.js';
import { element, forge } from './forge.js';
import type { Hostile } from './hostile.js';
import { medianDifference } from './medians.js';
import { OPCODE, RawWire } from './raw-wire.js';

const refused = (code: string, retry = 'never'): object => ({ verdict: 'refused', code, retry });
const POSTED = ['/session/socket-ticket', '/me/password', '/packages'] as const;

/** A paragraph at the beginning of a text, under the writer's own client id. */
const aParagraph = (client: number): Uint8Array =>
  forge([{ client, clock: 0, structs: [element('paragraph', { root: 'content' })] }]);

describe('[S163] sockets and sessions under attack (SECURITY §7.2, W01 to W18)', () => {
  let field: Battlefield;

  beforeAll(async () => {
    field = await Battlefield.open('attacks-w');
  }, 120_000);
  afterEach(() => {
    field.hangUp();
  });
  afterAll(async () => {
    await field.close();
  });

  /** The attack did what its test says, and nobody else noticed it. */
  async function unnoticed(attack: () => Promise<void>): Promise<void> {
    expect(await field.harmOf(attack)).toEqual([]);
  }

  it.each([
    ['W01', 'an Origin of a stranger', { origin: 'https://evil.example' }],
    ['W01', 'an Origin that only begins like ours', { origin: 'http://localhost.evil.example' }],
    ['W01', 'an Origin with another port', { origin: 'http://localhost:1' }],
    ['W02', 'no Origin', {} as Record<string, string>],
    ['W03', 'the Origin null', { origin: 'null' }],
  ])('%s %s ends the handshake with 400', async (_id, _what, headers) => {
    await unnoticed(async () => {
      expect(await RawWire.open(field.address, headers)).toBe(400);
    });
  });

  it('W04 HTTP long polling is answered 400', async () => {
    await unnoticed(async () => {
      for (const method of ['GET', 'POST']) {
        const answer = await fetch(`${field.address}/socket.io/?EIO=4&transport=polling`, {
          method,
          headers: { origin: field.address },
        });
        expect(answer.status).toBe(400);
      }
    });
  });

  it('W05 a ticket that was used opens nothing: TICKET_USED; of three that bring one at once, one gets in', async () => {
    await unnoticed(async () => {
      const ticket = await field.api('eve').ticket();
      expect(await (await field.wired()).enter({ ticket })).toBeNull();
      expect(await (await field.wired()).enter({ ticket })).toEqual(refused('TICKET_USED'));
      const contested = await field.api('eve').ticket();
      const wires = await Promise.all([field.wired(), field.wired(), field.wired()]);
      const answers = await Promise.all(wires.map(async (wire) => wire.enter({ ticket: contested })));
      expect(answers.filter((answer) => answer === null)).toHaveLength(1);
      expect(answers.filter((answer) => answer !== null)).toEqual([1, 2].map(() => refused('TICKET_USED')));
    });
  });

  it('W06 a ticket that comes with another session’s cookie opens nothing, and is used up: TICKET_SESSION', async () => {
    await unnoticed(async () => {
      const stolen = await field.api('ada').ticket();
      const cookie = await cookieOf('eve');
      expect(await (await field.wired({ cookie })).enter({ ticket: stolen })).toEqual(
        refused('TICKET_SESSION'),
      );
      expect(await (await field.wired()).enter({ ticket: stolen })).toEqual(refused('TICKET_USED'));
    });
  });

  it('W07 a ticket that is too old opens nothing: TICKET_EXPIRED', async () => {
    await unnoticed(async () => {
      const ticket = await field.api('eve').ticket();
      await field.log.run(
        `UPDATE socket_ticket SET expires_at = now() - interval '1 second' WHERE person = $1 AND used_at IS NULL`,
        [field.person('eve')],
      );
      expect(await (await field.wired()).enter({ ticket })).toEqual(refused('TICKET_EXPIRED'));
    });
  });

  it('W08 there is no connection state to recover: not after a revocation, and not before', async () => {
    await unnoticed(async () => {
      const hostile = await field.inside();
      // What socket.io's recovery would ask for: the private id of the session and the last offset seen.
      const again = await field.wired();
      expect(await again.enter({ pid: randomUUID(), offset: 'x' })).toEqual(refused('TICKET_UNKNOWN'));
      hostile.say({ type: 1, nsp: '/sync' });
      // Who leaves the only namespace has no connection left to come back on.
      hostile.say({ type: 0, nsp: '/sync', data: { pid: randomUUID(), offset: 'x' } });
      await hostile.goodbye();
    });
    await unnoticed(async () => {
      const revoked = await field.inside('mal');
      const kept = await field.api('mal').ticket();
      await field.api('mal').call('signOut', {});
      expect((await revoked.goodbye()).code).toBe('SESSION_ENDED');
      const recovery = { ticket: kept, pid: randomUUID(), offset: 'x' };
      expect(await (await field.wired()).enter(recovery)).toEqual(refused('TICKET_UNKNOWN'));
      expect(await (await field.wired()).enter({ ticket: kept })).toEqual(refused('SESSION_ENDED'));
    });
  });

  it('W09 a frame above 300 KB closes the connection with 1009, and one of 60 MiB before it is sent', async () => {
    await unnoticed(async () => {
      const hostile = await field.inside();
      hostile.wire.send(OPCODE.binary, Buffer.alloc(300_001));
      expect((await hostile.goodbye()).close).toBe(1009);
      const announced = await field.inside();
      announced.wire.announce(OPCODE.binary, 60 * 1_048_576);
      expect((await announced.goodbye()).close).toBe(1009);
    });
  });

  it('W10 a packet that announces 10^8 attachments closes the connection', async () => {
    await unnoticed(async () => {
      const hostile = await field.inside();
      hostile.say({ type: 5, nsp: '/sync', attachments: 1e8, data: ['update'] });
      await hostile.goodbye();
      // The same as socket.io's own parser would write it.
      const text = await field.inside();
      text.wire.send(OPCODE.text, '451-100000000-/sync,["update",{"_placeholder":true,"num":0}]');
      await text.goodbye();
    });
  });

  it('W11 of 500 namespaces the fourth closes the connection', async () => {
    await unnoticed(async () => {
      // The one it is in counts.
      const hostile = await field.hostile();
      for (const other of ['/n1', '/n2']) {
        hostile.refusal = undefined;
        hostile.say({ type: 0, nsp: other, data: {} });
        await waitFor('the answer', () => hostile.refusal !== undefined);
      }
      expect(await hostile.join(field.package)).toMatchObject({ verdict: 'joined' });
      hostile.say({ type: 0, nsp: '/n3', data: {} });
      await hostile.goodbye();
      const many = await field.hostile();
      for (let other = 0; other < 500; other += 1) {
        many.say({ type: 0, nsp: `/n${String(other)}`, data: {} });
      }
      await many.goodbye();
    });
  });

  it('W12 a flood is slowed with RATE, then the connection is closed; every message had one verdict', async () => {
    await unnoticed(async () => {
      const hostile = await field.inside();
      const sent = Array.from({ length: 2_000 }, () =>
        hostile.tell('presence', { package: field.package, at: null }),
      );
      expect((await hostile.goodbye()).code).toBe('RATE');
      const answers = sent.flatMap((id) => hostile.answers.get(id) ?? []);
      expect(answers.filter(({ verdict }) => verdict === 'noted').length).toBeGreaterThan(0);
      expect(answers.filter(({ code }) => code === 'RATE').length).toBeGreaterThan(100);
      expect([...hostile.answers.values()].every((all) => all.length === 1)).toBe(true);
    });
  });

  it.each(['__proto__', 'constructor', 'toString', 'disconnect', 'error', 'newListener', 'connection', ''])(
    'W13 the event %p is refused EVENT_UNKNOWN',
    async (event) => {
      await unnoticed(async () => {
        expect(await (await field.inside()).ask(event, {})).toEqual(refused('EVENT_UNKNOWN'));
      });
    },
  );

  it('W14 the room of another state’s package and no room at all are refused alike: NOT_FOUND', async () => {
    await unnoticed(async () => {
      const hostile = await field.inside();
      const asked = [field.documents.secret, randomUUID(), field.secretPackage];
      const joined = await hostile.join(field.package, asked);
      expect(joined['documents']).toEqual(asked.map((document) => ({ document, refused: 'NOT_FOUND' })));
      for (const document of asked) {
        expect(await hostile.update(document, Uint8Array.of(0, 0))).toEqual(refused('NOT_FOUND'));
        expect(await hostile.update(document, aParagraph(hostile.lease))).toEqual(refused('NOT_FOUND'));
      }
      const elsewhere = await field.hostile();
      for (const packageId of [field.secretPackage, randomUUID(), field.documents.open]) {
        expect(await elsewhere.join(packageId)).toEqual(refused('NOT_FOUND'));
      }
    });
  });

  it('W15 within 5 s of losing the mandate, messages are refused READ_ONLY; of losing the account, the connection ends', async () => {
    await unnoticed(async () => {
      const hostile = await field.inside('mal', [field.documents.open]);
      const admin = field.api('admin');
      const { mandates } = await admin.call('people', {});
      const mandate = mandates.find(({ person, revokedAt }) => person === field.person('mal') && !revokedAt);
      if (mandate === undefined) throw new Error('no mandate to revoke');
      await admin.call('revokeMandate', { params: { mandate: mandate.id } });
      await waitFor('the answer to change', () => refusedWith(hostile, 'READ_ONLY'), 5_000);
      const params = { person: mandate.person };
      await admin.call('changePerson', { params, body: { active: false } });
      const start = performance.now();
      expect(await hostile.goodbye()).toMatchObject({ code: 'SESSION_ENDED' });
      expect(performance.now() - start).toBeLessThan(5_000);
      await admin.call('changePerson', { params, body: { active: true } });
    });
  });

  it('W16 a session planted before signing in is worth nothing after it, and signing in never goes on with it', async () => {
    await unnoticed(async () => {
      const planted = await cookieOf('eve');
      const signedIn = await post('/session', account('ada'), { cookie: planted });
      const own = cookieIn(signedIn);
      expect(own).not.toBe(planted);
      // The planted one still speaks for the one who planted it, never for the other.
      const again = await post('/session/refresh', undefined, { cookie: planted });
      expect(((await again.json()) as { me: { person: string } }).me.person).toBe(field.person('eve'));
      const ticket = await field.api('ada').ticket();
      expect(await (await field.wired({ cookie: planted })).enter({ ticket })).toEqual(
        refused('TICKET_SESSION'),
      );
    });
  });

  it.each(POSTED)(
    'W17 a page of another site cannot post %s: 403, whatever the browser sends along',
    async (path) => {
      await unnoticed(async () => {
        const cookie = await cookieOf('ada');
        const sent: Record<string, string>[] = [
          { origin: 'https://evil.example' },
          { origin: 'null' },
          { origin: field.address, 'sec-fetch-site': 'same-site' },
          { 'sec-fetch-site': 'cross-site' },
        ];
        for (const headers of sent) {
          const answer = await post(path, {}, { ...headers, cookie });
          expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
            403,
            'ORIGIN_REFUSED',
          ]);
        }
      });
    },
  );

  it('W17 a page of another site cannot endorse: 403', async () => {
    await unnoticed(async () => {
      const answer = await post(`/procedures/${randomUUID()}/acts`, {}, { origin: 'https://evil.example' });
      expect(answer.status).toBe(403);
    });
  });

  it('W18 what exists elsewhere answers byte for byte as what does not, and as fast', async () => {
    await unnoticed(async () => {
      const hostile = await field.inside();
      const bytes = async (document: string): Promise<string> => {
        const { documents } = await hostile.join(field.package, [document]);
        return JSON.stringify(documents).replace(document, 'ID');
      };
      expect(await bytes(field.documents.secret)).toBe(await bytes(randomUUID()));
      const difference = await medianDifference(
        async () => bytes(field.documents.secret),
        async () => bytes(randomUUID()),
      );
      expect(difference).toBeLessThanOrEqual(5);
    });
  });

  it('W18 so do packages, over the socket and over HTTP', async () => {
    await unnoticed(async () => {
      const hostile = await field.hostile();
      const overSocket = async (packageId: string): Promise<string> =>
        JSON.stringify(await hostile.join(packageId));
      const overHttp = async (packageId: string): Promise<string> => {
        const token = await tokenOf('eve');
        const answer = await fetch(`${field.address}/api/v1/packages/${packageId}`, {
          headers: { authorization: `Bearer ${token}` },
        });
        return `${String(answer.status)} ${await answer.text()}`;
      };
      for (const ask of [overSocket, overHttp]) {
        expect(await ask(field.secretPackage)).toBe(await ask(randomUUID()));
        const difference = await medianDifference(
          async () => ask(field.secretPackage),
          async () => ask(randomUUID()),
        );
        expect(difference).toBeLessThanOrEqual(5);
      }
    });
  });

  async function refusedWith(hostile: Hostile, code: string): Promise<boolean> {
    const answer = await hostile.update(field.documents.open, Uint8Array.of(0, 0));
    return answer.code === code;
  }

  async function post(
    path: string,
    body: object | undefined,
    headers: Readonly<Record<string, string>>,
  ): Promise<Response> {
    return fetch(`${field.address}/api/v1${path}`, {
      method: 'POST',
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  function cookieIn(answer: Response): string {
    const [cookie] = answer.headers.getSetCookie();
    return cookie?.split(';', 1)[0] ?? '';
  }

  async function cookieOf(name: 'ada' | 'eve'): Promise<string> {
    return cookieIn(await post('/session', account(name), {}));
  }

  const tokens = new Map<string, string>();
  async function tokenOf(name: 'eve'): Promise<string> {
    const known = tokens.get(name);
    if (known !== undefined) return known;
    const answer = await post('/session', account(name), {});
    const { accessToken } = (await answer.json()) as { accessToken: string };
    tokens.set(name, accessToken);
    return accessToken;
  }
});
