import 'reflect-metadata';
import type { Topic } from '@entente/contracts';
import type { PackageId } from '@entente/kernel';
import { PackageConnection, type ChangedTopics } from '@entente/sync/client';
import { waitFor } from '@entente/testing';
import { deadlineOf, ProcedureStage } from './procedure.kit.js';

const HOUR = 3_600_000;

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
    const word = {
      type: 'enter_reserve',
      kind: 'scrutiny',
      scope: [],
      reason: 'Still reading.',
      language: null,
      waitsFor: '',
      reopens: null,
    };
    expect((await stage.say('NO head', procedure, word)).code).toBe('LEAVE_REQUIRED');
    expect((await stage.chair(procedure, { type: 'give_leave', partner: 'NO' })).status).toBe(200);
    expect((await stage.say('NO head', procedure, word)).status).toBe(200);
    expect((await stage.say('NO head', procedure, word)).code).toBe('LEAVE_REQUIRED');
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
