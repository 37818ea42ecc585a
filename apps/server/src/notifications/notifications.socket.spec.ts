import 'reflect-metadata';
import type { MailStatus, Me, Notification } from '@entente/contracts';
import { instant, type DelegationCode, type PackageId, type ProcedureId } from '@entente/kernel';
import { testDatabase, waitFor, type TestDatabase } from '@entente/testing';
import { simpleParser, type ParsedMail } from 'mailparser';
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SMTPServer } from 'smtp-server';
import { DataSource } from 'typeorm';
import { ApiCaller, signedIn } from '../api-caller.js';
import { bootServer, type BootedServer } from '../boot-server.js';
import { PASSWORD, smallCoalition } from '../small-coalition.js';
import { Notices, type Notice } from './notices.js';

const DEADLINE = instant(Date.parse('2026-06-11T10:00:00.000Z'));

/** A mail server that keeps what it is given, and can be told to have no room. */
class Postbox {
  readonly mails: ParsedMail[] = [];
  full = false;
  readonly #server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, _session, done) => {
      simpleParser(stream)
        .then((mail) => {
          if (this.full) return done(new Error('452 no room'));
          this.mails.push(mail);
          return done();
        })
        .catch(done);
    },
  });

  async open(): Promise<string> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    return `smtp://127.0.0.1:${String((this.#server.server.address() as AddressInfo).port)}`;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(resolve);
    });
  }

  to(address: string): ParsedMail[] {
    return this.mails.filter(({ to }) => to !== undefined && !Array.isArray(to) && to.text === address);
  }
}

const notice = (change: Partial<Notice> = {}): Notice => ({
  key: randomUUID(),
  kind: 'procedure_opened',
  package: randomUUID() as string as PackageId,
  procedure: randomUUID() as string as ProcedureId,
  facts: { number: 'JSP 7/26', revision: 3, procedureKind: 'silence', deadlineAt: DEADLINE },
  to: ['AU', 'PRES'] as DelegationCode[],
  at: instant(Date.now()),
  calendar: { sequence: 0, status: 'confirmed' },
  ...change,
});

describe('notifications', () => {
  const postbox = new Postbox();
  let database: TestDatabase;
  let server: BootedServer;
  const callers = new Map<string, ApiCaller>();
  const as = (mailbox: string): ApiCaller => {
    const caller = callers.get(mailbox);
    if (caller === undefined) throw new Error(`${mailbox} is not signed in`);
    return caller;
  };
  const listOf = async (mailbox: string) =>
    (await as(mailbox).call('GET', '/me/notifications')).body as {
      unread: number;
      notifications: Notification[];
    };
  const notices = (): Notices => server.app.get(Notices, { strict: false });
  const tell = async (told: Notice): Promise<void> => {
    await server.app.get(DataSource).transaction((manager) => notices().tell(manager, told));
    notices().sent();
  };
  const mail = async (): Promise<MailStatus> =>
    (await as('admin').call('GET', '/system/mail')).body as MailStatus;

  beforeAll(async () => {
    database = await testDatabase('notifications');
    server = await bootServer(database, { SMTP_URL: await postbox.open() });
    await new ApiCaller(server.address).call('POST', '/setup', smallCoalition());
    for (const mailbox of ['admin', 'ada', 'ben', 'hana', 'pia', 'olga']) {
      callers.set(mailbox, await signedIn(server.address, `${mailbox}@test.example`, PASSWORD));
    }
  });
  afterAll(async () => {
    await server.app.close();
    await postbox.close();
    await database.drop();
  });

  it('[R173] a zone of one’s own is set by oneself, and only one that exists', async () => {
    expect((await new ApiCaller(server.address).call('PATCH', '/me', { timeZone: null })).status).toBe(401);
    expect((await as('ada').call('PATCH', '/me', { timeZone: 'Mars/Olympus' })).code).toBe('INPUT_INVALID');
    expect((await as('ada').call('PATCH', '/me', { timeZone: 'Asia/Tokyo', name: 'Eve' })).code).toBe(
      'INPUT_INVALID',
    );
    const changed = (await as('ada').call('PATCH', '/me', { timeZone: 'Asia/Tokyo' })).body as Me;
    expect([changed.timeZone, changed.name]).toEqual(['Asia/Tokyo', 'Ada']);
    expect(((await as('ben').call('GET', '/me')).body as Me).timeZone).toBeNull();
  });

  it('[R164] reach the people of the seats named, nobody else, and nobody of an event twice', async () => {
    const told = notice();
    await tell(told);
    await tell(told);
    for (const [mailbox, count] of [
      ['ada', 1],
      ['ben', 1],
      ['pia', 1],
      ['hana', 0],
      ['olga', 0],
      ['admin', 0],
    ] as const) {
      const { unread, notifications } = await listOf(mailbox);
      expect([mailbox, unread, notifications.length]).toEqual([mailbox, count, count]);
    }
    await waitFor('the letters', () => postbox.mails.length >= 3);
    await waitFor('none to be left', async () => (await mail()).waiting === 0);
    for (const mailbox of ['ada', 'ben', 'pia']) {
      expect(postbox.to(`${mailbox}@test.example`).length).toBe(1);
    }
    expect(postbox.mails.length).toBe(3);
  });

  it('[R164] are written if and only if the event is: what rolls back told nobody', async () => {
    const before = (await listOf('ada')).notifications.length;
    const broken = server.app.get(DataSource).transaction(async (manager) => {
      await notices().tell(manager, notice());
      throw new Error('and then it failed');
    });
    await expect(broken).rejects.toThrow('and then it failed');
    expect((await listOf('ada')).notifications.length).toBe(before);
  });

  it('[R166][R167] a letter has the times of its reader and the calendar entry', async () => {
    const [letter] = postbox.to('ada@test.example');
    expect(letter?.text).toContain(
      'Deadline: Thu 11 Jun 2026, 19:00 GMT+9 = Thu 11 Jun 2026, 12:00 CEST = Thu 11 Jun 2026, 10:00 UTC',
    );
    expect(postbox.to('ben@test.example')[0]?.text).toContain('Deadline: Thu 11 Jun 2026, 12:00 CEST');
    const file = letter?.attachments.find(({ contentType }) => contentType.startsWith('application/ics'));
    expect(file?.content.toString()).toContain('METHOD:PUBLISH');
    expect(letter?.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('[R164] are read by their person alone', async () => {
    const { notifications } = await listOf('ada');
    const ids = notifications.map(({ id }) => id);
    expect((await as('ben').call('POST', '/me/notifications/read', { ids })).body).toEqual({ unread: 1 });
    expect((await listOf('ada')).unread).toBe(1);
    expect((await as('ada').call('POST', '/me/notifications/read', { ids })).body).toEqual({ unread: 0 });
    const until = Date.now() + 1_000;
    expect((await as('ben').call('POST', '/me/notifications/read', { until })).body).toEqual({ unread: 0 });
    expect((await new ApiCaller(server.address).call('GET', '/me/notifications')).status).toBe(401);
  });

  it('[R165] letters that cannot be handed over are tried again, seen by the administrator, and name no package', async () => {
    postbox.full = true;
    const sent = postbox.mails.length;
    await tell(notice({ to: ['JP' as DelegationCode] }));
    const failing = await waitFor('the failure', async () => (await mail()).failing[0]);
    expect([failing.name, failing.kind, failing.attempts]).toEqual(['Hana', 'procedure_opened', 1]);
    expect(failing.error).toContain('452');
    expect(JSON.stringify(failing)).not.toContain('JSP');
    for (const mailbox of ['ada', 'pia', 'olga']) {
      expect((await as(mailbox).call('GET', '/system/mail')).code).toBe('FORBIDDEN');
      expect((await as(mailbox).call('POST', '/system/mail/retry')).code).toBe('FORBIDDEN');
    }
    postbox.full = false;
    expect((await as('admin').call('POST', '/system/mail/retry')).body).toEqual({ letters: 1 });
    await waitFor('the letter', () => postbox.mails.length === sent + 1);
    const done = await waitFor('nothing to wait', async () => {
      const status = await mail();
      return status.waiting === 0 ? status : null;
    });
    expect(done.failing).toEqual([]);
  });
});

describe('notifications without a mail server', () => {
  it('[R165] letters are files that any mail program opens', async () => {
    const database = await testDatabase('outbox');
    const folder = mkdtempSync(path.join(tmpdir(), 'entente-outbox-'));
    const server = await bootServer(database, { MAIL_DIR: folder });
    try {
      await new ApiCaller(server.address).call('POST', '/setup', smallCoalition());
      const notices = server.app.get(Notices, { strict: false });
      await server.app
        .get(DataSource)
        .transaction((manager) => notices.tell(manager, notice({ to: ['JP' as DelegationCode] })));
      notices.sent();
      const name = await waitFor('the letter', async () =>
        (await readdir(folder).catch(() => [])).find((one) => one.endsWith('.eml')),
      );
      const letter = await simpleParser(await readFile(path.join(folder, name)));
      expect([letter.subject, letter.messageId]).toEqual([
        'JSP 7/26 REV 3: a silence procedure is open',
        `<${name.replace('.eml', '')}@entente>`,
      ]);
    } finally {
      await server.app.close();
      await database.drop();
    }
  });
});
