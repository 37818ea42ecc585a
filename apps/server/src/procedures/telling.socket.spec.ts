import 'reflect-metadata';
import type { Procedure, Topic } from '@entente/contracts';
import type { PackageId } from '@entente/kernel';
import { PackageConnection, type ChangedTopics } from '@entente/sync/client';
import { waitFor } from '@entente/testing';
import { randomUUID } from 'node:crypto';
import { deadlineOf, ProcedureStage } from './procedure.kit.js';

const HOUR = 3_600_000;
const RESERVE = {
  type: 'enter_reserve',
  kind: 'scrutiny',
  scope: [],
  reason: 'Still reading.',
  language: null,
  waitsFor: '',
  reopens: null,
};

describe('who hears of what time does', () => {
  let stage: ProcedureStage;
  beforeAll(async () => {
    stage = await ProcedureStage.open('telling');
  }, 60_000);
  afterAll(() => stage.close());

  it('[R172] an open screen is told within a second, of an act and of what time alone brings', async () => {
    const procedure = await stage.openSilence();
    const heard: { topic: Topic; at: number }[] = [];
    const connection = new PackageConnection({
      url: stage.server.address,
      origin: stage.server.address,
      package: procedure.package as string as PackageId,
      getTicket: async () =>
        (await stage.us.ask<{ ticket: string }>('NO head', 'POST', '/session/socket-ticket')).ticket,
    });
    connection.on('topics', ({ topics }) =>
      heard.push(...topics.map((topic) => ({ topic, at: performance.now() }))),
    );
    connection.connect();
    await connection.ready();
    const after = async (doing: () => Promise<unknown>): Promise<number> => {
      heard.length = 0;
      await doing();
      const done = performance.now();
      const news = await waitFor('the topic', () => heard.find(({ topic }) => topic === 'procedures'));
      return news.at - done;
    };
    expect(await after(() => stage.act('AU head', procedure))).toBeLessThan(1_000);
    await stage.clock.setTo(deadlineOf(procedure) + 1);
    expect(await after(() => stage.sweep())).toBeLessThan(1_000);
    connection.destroy();
  });

  it('[R230] is told which procedure went on; of the package too where its state is another', async () => {
    const procedure = await stage.openSilence();
    const heard: ChangedTopics[] = [];
    const connection = new PackageConnection({
      url: stage.server.address,
      origin: stage.server.address,
      package: procedure.package as string as PackageId,
      getTicket: async () =>
        (await stage.us.ask<{ ticket: string }>('NO head', 'POST', '/session/socket-ticket')).ticket,
    });
    connection.on('topics', (changed) => heard.push(changed));
    connection.connect();
    await connection.ready();
    expect((await stage.act('AU head', procedure)).status).toBe(200);
    await waitFor('what is told of an act', () => heard.length > 0);
    expect(heard).toEqual([{ topics: ['procedures'], procedures: [procedure.id] }]);
    await stage.clock.setTo(deadlineOf(procedure) + 1);
    await stage.sweep();
    await waitFor('what is told of the end', () => heard.length > 1);
    expect(heard.at(-1)).toEqual({ topics: ['package', 'procedures'], procedures: null });
    connection.destroy();
  });

  it('[R168] a partner whose reserve will lapse or block is reminded a day and two hours before, once each', async () => {
    const now = await stage.clock.now();
    const procedure = await stage.openSilence({ deadlineAt: (now + 72 * HOUR) as never });
    expect((await stage.say('NO head', procedure, RESERVE)).code).toBe('LEAVE_REQUIRED');
    expect(
      (await stage.chair(procedure, { type: 'give_leave', partner: 'NO', nonce: randomUUID() })).status,
    ).toBe(200);
    expect((await stage.say('NO head', procedure, RESERVE)).status).toBe(200);
    expect((await stage.say('NO head', procedure, RESERVE)).code).toBe('LEAVE_REQUIRED');
    const reminders = async (who: string) =>
      (await stage.told(who, procedure))
        .filter(({ kind }) => kind === 'deadline_near')
        .map(({ facts }) => facts.what);
    expect(await reminders('NO head')).toEqual([]);
    await stage.clock.setTo(deadlineOf(procedure) - 24 * HOUR);
    await stage.sweep();
    await stage.sweep();
    expect(await reminders('NO head')).toEqual(['reserve_lapses']);
    await stage.clock.setTo(deadlineOf(procedure) - 2 * HOUR);
    await stage.sweep();
    expect(await reminders('NO head')).toEqual(['reserve_lapses', 'reserve_lapses']);
    expect(await reminders('AU head')).toEqual([]);
    await stage.clock.setTo(deadlineOf(procedure) + 1);
    await stage.sweep();
    const closed = await stage.view(procedure.id);
    expect([closed.state, closed.core.reserves[0]?.end?.mode]).toEqual(['adopted', 'lapsed']);
  });
});

describe('asked twice, because the answer was lost', () => {
  let stage: ProcedureStage;
  let procedure: Procedure;
  beforeAll(async () => {
    stage = await ProcedureStage.open('asked_twice');
  }, 60_000);
  beforeEach(async () => {
    procedure = await stage.openSilence();
  });
  afterAll(() => stage.close());

  const request = (change: object = {}) => ({
    until: deadlineOf(procedure) + HOUR,
    reason: 'Our parliament sits on Monday.',
    nonce: randomUUID(),
    ...change,
  });
  const ask = (who: string, body: object) =>
    stage.us.call(who, 'POST', `/procedures/${procedure.id}/extension-requests`, body);
  const recorded = async (type: string) =>
    (await stage.record(procedure.package)).filter((act) => act.type === type).length;
  const toldChair = async () =>
    (await stage.told('chair', procedure)).filter(({ kind }) => kind === 'extension_asked').length;
  const leave = (change: object = {}) => ({
    type: 'give_leave',
    partner: 'NO',
    nonce: randomUUID(),
    ...change,
  });
  const reserve = async () => stage.say('NO head', procedure, RESERVE);
  const REUSED = { faults: [{ at: 'body.nonce', message: 'stands for another act already' }] };

  it('[R254] a request for more time is one request, on the record and to the chair, also at the same time and after the end', async () => {
    const asked = request();
    expect(
      (await Promise.all([ask('NO head', asked), ask('NO head', asked)])).map(({ status }) => status),
    ).toEqual([200, 200]);
    await stage.clock.setTo(deadlineOf(procedure) + 1);
    await stage.sweep();
    expect((await ask('NO head', asked)).status).toBe(200);
    expect([await recorded('procedure.extension_asked'), await toldChair()]).toEqual([1, 1]);
    expect((await ask('NO head', request())).code).toBe('ALREADY_CLOSED');
  });

  it('[R254] with other content, or from another partner, its nonce is refused; with a nonce of its own it is another request', async () => {
    const asked = request();
    expect((await ask('NO head', asked)).status).toBe(200);
    expect((await ask('NO head', { ...asked, reason: 'Another.' })).body).toMatchObject(REUSED);
    expect((await ask('NO head', { ...asked, until: null })).body).toMatchObject(REUSED);
    expect((await ask('AU head', asked)).body).toMatchObject(REUSED);
    expect([await recorded('procedure.extension_asked'), await toldChair()]).toEqual([1, 1]);
    expect((await ask('NO head', request())).status).toBe(200);
    expect([await recorded('procedure.extension_asked'), await toldChair()]).toEqual([2, 2]);
  });

  it('[R254] the chair’s leave is one leave, for one reserve', async () => {
    const given = leave();
    expect((await stage.chair(procedure, given)).status).toBe(200);
    expect((await stage.chair(procedure, given)).status).toBe(200);
    expect((await stage.chair(procedure, { ...given, partner: 'AU' })).body).toMatchObject(REUSED);
    expect(await recorded('procedure.leave_given')).toBe(1);
    expect((await reserve()).status).toBe(200);
    expect((await stage.chair(procedure, given)).status).toBe(200);
    expect((await reserve()).code).toBe('LEAVE_REQUIRED');
    expect((await stage.chair(procedure, leave())).status).toBe(200);
    expect((await reserve()).code).not.toBe('LEAVE_REQUIRED');
  });
});
