import 'reflect-metadata';
import {
  DEFAULT_REMINDERS,
  type Me,
  type Notification,
  type Procedure,
  type Reminders,
} from '@entente/contracts';
import { instant } from '@entente/kernel';
import { waitFor } from '@entente/testing';
import { simpleParser, type ParsedMail } from 'mailparser';
import { mkdtempSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bootServer } from '../../boot-server.js';
import { Alarms, QUEUES } from '../../jobs/index.js';
import { TestCoalition } from '../../test-coalition.js';
import { deadlineOf, ProcedureStage } from '../procedure.kit.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WIDE = { CLOCK_TOLERANCE_MS: '1000000000000' };

const onScreen = (...before: number[]): Reminders => ({ before, by: ['screen'], always: false });

describe('reminders that a person sets', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'entente-reminders-'));
  let stage: ProcedureStage;
  beforeAll(async () => {
    stage = await ProcedureStage.open('reminders', { MAIL_DIR: folder });
  }, 60_000);
  afterAll(() => stage.close());

  const choose = (who: string | null, reminders: Reminders | object | null) =>
    stage.us.call(who, 'PUT', '/me/reminders', { reminders });
  const chooseFor = (who: string | null, { id }: Procedure, reminders: Reminders | null) =>
    stage.us.call(who, 'PUT', `/procedures/${id}/reminders`, { reminders });
  const runningFor = async (ms: number): Promise<Procedure> =>
    stage.openSilence({ deadlineAt: instant((await stage.clock.now()) + ms) });
  const reminded = async (who: string, procedure: Procedure): Promise<Notification[]> =>
    (await stage.told(who, procedure)).filter(({ kind }) => kind === 'deadline_reminder');
  const times = async (who: string, procedure: Procedure): Promise<number> =>
    (await reminded(who, procedure)).length;
  const letters = async (to: string): Promise<ParsedMail[]> => {
    const files = (await readdir(folder)).filter((name) => name.endsWith('.eml'));
    const all = await Promise.all(
      files.map(async (name) => simpleParser(await readFile(path.join(folder, name)))),
    );
    return all.filter((mail) => mail.to !== undefined && !Array.isArray(mail.to) && mail.to.text === to);
  };

  it('[R240] are nobody’s but one’s own: not a stranger’s, and not of a procedure that one may not read', async () => {
    const procedure = await runningFor(4 * DAY);
    expect((await choose(null, onScreen(60))).status).toBe(401);
    expect((await chooseFor(null, procedure, onScreen(60))).status).toBe(401);
    // An administrator, as such, knows of no package.
    expect((await chooseFor('administrator', procedure, onScreen(60))).code).toBe('NOT_FOUND');
    expect((await stage.us.call('administrator', 'GET', `/procedures/${procedure.id}/reminders`)).code).toBe(
      'NOT_FOUND',
    );
    expect((await choose('AU head', { ...onScreen(60), person: 'somebody' })).code).toBe('INPUT_INVALID');
    expect((await choose('AU head', onScreen(180))).status).toBe(200);
    expect((await chooseFor('AU head', procedure, onScreen(120))).status).toBe(200);
    const untouched = { reminders: DEFAULT_REMINDERS, chosen: false, letters: true };
    for (const who of ['AU delegate', 'CA head', 'chair']) {
      expect(await stage.us.ask(who, 'GET', '/me/reminders')).toEqual(untouched);
      expect(await stage.us.ask(who, 'GET', `/procedures/${procedure.id}/reminders`)).toEqual({
        ...untouched,
        general: DEFAULT_REMINDERS,
      });
    }
    expect(await stage.us.ask('AU head', 'GET', `/procedures/${procedure.id}/reminders`)).toEqual({
      reminders: onScreen(120),
      chosen: true,
      general: onScreen(180),
      letters: true,
    });
    await stage.clock.setTo(deadlineOf(procedure) - HOUR);
    await stage.sweep();
    expect([await times('AU head', procedure), await times('AU delegate', procedure)]).toEqual([1, 0]);
  });

  it('[R240] are refused where a time stands twice, is too near, too far, or one of too many', async () => {
    const faulty = [
      onScreen(60, 60),
      onScreen(4),
      onScreen(0.5 * DAY),
      onScreen(1, 2, 3, 4, 5, 6, 7, 8, 9),
      { before: [60], by: ['pigeon'], always: false },
      { before: [60], by: ['screen', 'screen'], always: false },
      { before: [60], by: [] },
    ];
    for (const reminders of faulty) {
      expect((await choose('NO head', reminders)).code).toBe('INPUT_INVALID');
    }
    expect(await stage.us.ask('NO head', 'GET', '/me/reminders')).toMatchObject({ chosen: false });
  });

  it('[R241] come at each time once, with two servers looking, and to nobody who has chosen nothing', async () => {
    const procedure = await runningFor(4 * DAY);
    await choose('CA head', onScreen(3 * 1_440, 240));
    const other = await bootServer(stage.database, { ...WIDE, MAIL_DIR: folder });
    const sweepBoth = () =>
      Promise.all([stage.sweep(), stage.sweep(other), stage.sweep(), stage.sweep(other)]);
    try {
      await stage.clock.setTo(deadlineOf(procedure) - 3 * DAY - 1_000);
      await sweepBoth();
      expect(await times('CA head', procedure)).toBe(0);
      await stage.clock.setTo(deadlineOf(procedure) - 3 * DAY);
      await sweepBoth();
      expect(await times('CA head', procedure)).toBe(1);
      await stage.clock.setTo(deadlineOf(procedure) - 4 * HOUR);
      await sweepBoth();
      await sweepBoth();
    } finally {
      await other.app.close();
    }
    const told = await reminded('CA head', procedure);
    expect(told.map(({ facts }) => [facts.deadlineAt, facts.what])).toEqual([
      [deadlineOf(procedure), 'awaited'],
      [deadlineOf(procedure), 'awaited'],
    ]);
    expect([await times('CA delegate', procedure), await times('chair', procedure)]).toEqual([0, 0]);
  });

  it('[R241] wake somebody by alarms of their own: set with the deadline, and with the choice', async () => {
    // Alarms know real time alone: they ring when the procedure's clock, a little ahead, has come to their instant.
    await stage.clock.setTo(Date.now() + 2_000);
    await choose('NO head', onScreen(5));
    const procedure = await runningFor(5 * MINUTE + 10_000);
    await waitFor('the reminder', async () => (await times('NO head', procedure)) === 1);
    const alarmsOf = async ({ id }: Procedure) =>
      (await stage.server.app.get(Alarms, { strict: false }).about(QUEUES.procedureDue, [id])).get(id) ?? [];
    expect((await alarmsOf(procedure)).map(({ dueAt }) => dueAt)).toContain(
      deadlineOf(procedure) - 5 * MINUTE,
    );
    const late = await runningFor(DAY);
    await chooseFor('NO head', late, onScreen(60, 30));
    const set = async () => (await alarmsOf(late)).map(({ dueAt }) => dueAt);
    expect(await set()).toContain(deadlineOf(late) - HOUR);
    await stage.clock.setTo(deadlineOf(late) - HOUR);
    await stage.sweep();
    expect(await set()).toContain(deadlineOf(late) - 30 * MINUTE);
  });

  it('[R241] are not made up for where the time had passed when it was chosen, or when the procedure opened', async () => {
    await choose('NO head', onScreen(2 * 1_440));
    const procedure = await runningFor(DAY);
    await stage.sweep();
    expect(await times('NO head', procedure)).toBe(0);
    await stage.clock.setTo(deadlineOf(procedure) - 2 * HOUR);
    await choose('NO head', onScreen(180, 60));
    await stage.sweep();
    expect(await times('NO head', procedure)).toBe(0);
    await stage.clock.setTo(deadlineOf(procedure) - HOUR);
    await stage.sweep();
    expect(await times('NO head', procedure)).toBe(1);
  });

  it('[R240] of one procedure hold instead of the others: other times, none, and as everywhere again', async () => {
    await choose('NO head', onScreen(1_440));
    const procedures = [await runningFor(3 * DAY), await runningFor(3 * DAY), await runningFor(3 * DAY)];
    const [other, none, general] = procedures;
    if (other === undefined || none === undefined || general === undefined)
      throw new Error('three were opened');
    await chooseFor('NO head', other, onScreen(120));
    await chooseFor('NO head', none, onScreen());
    await chooseFor('NO head', general, onScreen(120));
    await chooseFor('NO head', general, null);
    const all = () => Promise.all(procedures.map((procedure) => times('NO head', procedure)));
    await stage.clock.setTo(deadlineOf(general) - DAY);
    await stage.sweep();
    expect(await all()).toEqual([0, 0, 1]);
    await stage.clock.setTo(deadlineOf(other) - 2 * HOUR);
    await stage.sweep();
    expect(await all()).toEqual([1, 0, 1]);
  });

  it('[R241] follow the deadline when it is extended, stand while the clock does, and end with it', async () => {
    await choose('NO head', onScreen(120));
    const procedure = await runningFor(6 * HOUR);
    const later = deadlineOf(procedure) + DAY;
    expect((await stage.chair(procedure, { type: 'extend', deadlineAt: later })).status).toBe(200);
    await stage.clock.setTo(deadlineOf(procedure) - 2 * HOUR);
    await stage.sweep();
    expect(await times('NO head', procedure)).toBe(0);
    await stage.chair(procedure, { type: 'suspend', reason: 'The ministers meet first.', until: null });
    await stage.clock.setTo(later - HOUR);
    await stage.sweep();
    expect(await times('NO head', procedure)).toBe(0);
    const resumed = (await stage.chair(procedure, { type: 'resume' })).body as Procedure;
    await stage.sweep();
    expect(await times('NO head', procedure)).toBe(0);
    await stage.clock.setTo(deadlineOf(resumed) - 2 * HOUR);
    await stage.sweep();
    const [told] = await reminded('NO head', procedure);
    expect(told?.facts.deadlineAt).toBe(deadlineOf(resumed));

    const ended = await runningFor(6 * HOUR);
    await stage.act('CA head', ended, { act: 'object', reason: 'Article 4.' });
    await stage.clock.setTo(deadlineOf(ended) - HOUR);
    await stage.sweep();
    expect(await times('NO head', ended)).toBe(0);
  });

  it('[R242] come to whom an answer is awaited of, and to others if they ask for it', async () => {
    const procedure = await runningFor(6 * HOUR);
    await choose('NO head', onScreen(120));
    await choose('CA head', onScreen(120));
    await choose('CA delegate', { ...onScreen(120), always: true });
    await choose('chair', onScreen(120));
    await choose('secretary', { ...onScreen(120), always: true });
    expect((await stage.act('CA head', procedure)).status).toBe(200);
    await stage.clock.setTo(deadlineOf(procedure) - 2 * HOUR);
    await stage.sweep();
    const told = async (who: string) => (await reminded(who, procedure)).map(({ facts }) => facts.what);
    expect(await told('NO head')).toEqual(['awaited']);
    expect(await told('CA head')).toEqual([]);
    expect(await told('CA delegate')).toEqual([undefined]);
    expect(await told('chair')).toEqual([]);
    expect(await told('secretary')).toEqual([undefined]);
  });

  it('[R242] do not come to whose account is suspended', async () => {
    await choose('AU silent', onScreen(120));
    const procedure = await runningFor(6 * HOUR);
    const { person } = await stage.us.ask<Me>('AU silent', 'GET', '/me');
    await stage.us.ask('administrator', 'PATCH', `/people/${person}`, { active: false });
    await stage.clock.setTo(deadlineOf(procedure) - 2 * HOUR);
    await stage.sweep();
    await stage.us.ask('administrator', 'PATCH', `/people/${person}`, { active: true });
    const signedInAgain = new TestCoalition(stage.server.address);
    const { notifications } = await signedInAgain.ask<{ notifications: Notification[] }>(
      'AU silent',
      'GET',
      '/me/notifications',
    );
    expect(notifications.filter(({ kind }) => kind === 'deadline_reminder')).toEqual([]);
  });

  it('[R240][R166] by letter alone: the letter has the deadline in three zones, and the screen nothing', async () => {
    await stage.us.ask('NO delegate', 'PATCH', '/me', { timeZone: 'Asia/Tokyo' });
    await choose('NO delegate', { before: [120], by: ['letter'], always: false });
    const procedure = await runningFor(6 * HOUR);
    const about = `${(await stage.told('NO delegate', procedure))[0]?.facts.number ?? '?'} REV 1`;
    await stage.clock.setTo(deadlineOf(procedure) - 2 * HOUR);
    await stage.sweep();
    const letter = await waitFor('the letter', async () =>
      (await letters('no.delegate@test.example')).find(
        ({ subject }) => subject === `${about}: a reminder of the deadline`,
      ),
    );
    expect(letter.text).toMatch(/Deadline: .* GMT\+9 = .* CES?T = .* UTC/);
    expect(letter.text).toContain('Silence until the deadline is consent. Your delegation has not answered.');
    expect(await times('NO delegate', procedure)).toBe(0);
    const { unread } = await stage.us.ask<{ unread: number }>('NO delegate', 'GET', '/me/notifications');
    const listed = (
      await stage.us.ask<{ notifications: Notification[] }>('NO delegate', 'GET', '/me/notifications')
    ).notifications;
    expect(unread).toBe(listed.filter(({ readAt }) => readAt === null).length);
  });

  it('[R240] stand in the calendar file as its alarms, in the letter and in the one that is downloaded', async () => {
    await choose('AU head', { before: [3 * 1_440, 30], by: [], always: false });
    const procedure = await runningFor(4 * DAY);
    const alarmsOf = (file: string): (string | undefined)[] =>
      [...file.matchAll(/TRIGGER:(\S+)/g)].map(([, trigger]) => trigger);
    const downloaded = async (who: string): Promise<(string | undefined)[]> => {
      const calendar = `/procedures/${procedure.id}/calendar`;
      return alarmsOf((await stage.us.ask<{ content: string }>(who, 'GET', calendar)).content);
    };
    expect(await downloaded('AU head')).toEqual(['-P3D', '-PT30M']);
    expect(await downloaded('AU delegate')).toEqual(['-P1D', '-PT2H']);
    await chooseFor('AU head', procedure, { before: [], by: [], always: false });
    expect(await downloaded('AU head')).toEqual([]);
    const [told] = await stage.told('AU head', procedure);
    const subject = `${told?.facts.number ?? '?'} REV 1: a silence procedure is open`;
    const attached = async (to: string): Promise<(string | undefined)[]> => {
      const letter = await waitFor(`the letter to ${to}`, async () =>
        (await letters(to)).find((one) => one.subject === subject),
      );
      const file = letter.attachments.find(({ contentType }) => contentType.startsWith('application/ics'));
      return alarmsOf(file?.content.toString() ?? '');
    };
    expect(await attached('au.delegate@test.example')).toEqual(['-P1D', '-PT2H']);
    // No way was chosen: the calendar rings, and nothing else.
    await stage.clock.setTo(deadlineOf(procedure) - 3 * DAY);
    await stage.sweep();
    expect(await times('AU head', procedure)).toBe(0);
  });
});

describe('reminders across a stop', () => {
  it('[R241] what fell into it is told once at the next start while the deadline is ahead, and otherwise not', async () => {
    const stage = await ProcedureStage.open('reminders_stop');
    const opened = async (ms: number) =>
      stage.openSilence({ deadlineAt: instant((await stage.clock.now()) + ms) });
    let server = stage.server;
    try {
      await stage.us.ask('NO head', 'PUT', '/me/reminders', { reminders: onScreen(1_440, 240, 120) });
      const ahead = await opened(3 * DAY);
      const over = await opened(2 * DAY);
      await server.app.close();
      await stage.clock.setTo(deadlineOf(ahead) - HOUR);
      server = await bootServer(stage.database, WIDE);
      const us = new TestCoalition(server.address);
      const told = async ({ id }: Procedure): Promise<Notification[]> =>
        (
          await us.ask<{ notifications: Notification[] }>('NO head', 'GET', '/me/notifications')
        ).notifications.filter(({ procedure, kind }) => procedure === id && kind === 'deadline_reminder');
      const [reminder] = await waitFor('the reminder', async () => {
        const found = await told(ahead);
        return found.length === 0 ? null : found;
      });
      expect(reminder?.facts.deadlineAt).toBe(deadlineOf(ahead));
      await stage.sweep(server);
      await stage.sweep(server);
      expect([(await told(ahead)).length, (await told(over)).length]).toEqual([1, 0]);
    } finally {
      await server.app.close();
      await stage.database.drop();
    }
  }, 90_000);
});
