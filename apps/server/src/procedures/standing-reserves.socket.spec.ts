import 'reflect-metadata';
import type { Reserve } from '@entente/consensus';
import type { FormalAct, Procedure } from '@entente/contracts';
import type { PackageId } from '@entente/kernel';
import { randomUUID } from 'node:crypto';
import { anArticle, deadlineOf, ProcedureStage } from './procedure.kit.js';

const TEXT = [anArticle(1, 'Funds shall be frozen.'), anArticle(2, 'Entry shall be refused.')];

describe('reserves that stand when a procedure opens', () => {
  let stage: ProcedureStage;
  beforeAll(async () => {
    stage = await ProcedureStage.open('standing_reserves');
  }, 60_000);
  afterAll(() => stage.close());

  const take = async (who: string, id: PackageId, provision: string, said: object): Promise<void> => {
    const path = `/packages/${id}/positions`;
    const { provisions } = await stage.us.ask<{ provisions: Record<string, string> }>(who, 'GET', path);
    const position = { provision, hash: provisions[provision], position: 'reserve', reserve: null, note: '' };
    await stage.us.ask(who, 'PUT', path, { ...position, ...said });
  };
  const standing = async (id: string, who = 'chair') =>
    (await stage.us.ask<{ reserves: Reserve[] }>(who, 'GET', `/packages/${id}/standing-reserves`)).reserves;
  const lift = (who: string, procedure: Procedure, id: string) =>
    stage.say(who, procedure, {
      type: 'end_reserve',
      id,
      mode: 'lifted',
      to: null,
      reason: '',
      evidence: 'cleared',
    });
  const PARLIAMENT = { reserve: 'parliamentary', note: 'The committee sits on Thursday.' };

  it('[R191] are read by those who may read the package, and by nobody else', async () => {
    const { id } = await stage.frozen(TEXT);
    const path = `/packages/${id}/standing-reserves`;
    expect((await stage.us.call(null, 'GET', path)).status).toBe(401);
    expect((await stage.us.call('administrator', 'GET', path)).code).toBe('NOT_FOUND');
    expect((await stage.us.call('observer', 'GET', path)).status).toBe(200);
    expect(await standing(await stage.drafted(TEXT))).toEqual([]);
  });

  it('[R191] are taken over from positions on the words that are frozen, with owner, level and reason', async () => {
    const id = await stage.drafted(TEXT);
    await take('NO head', id, 'para_1', PARLIAMENT);
    await take('CA delegate', id, 'para_2', { reserve: 'scrutiny' });
    await take('CA delegate', id, 'para_2', { position: 'support' });
    const hash = await stage.tabled(id);
    const stated = await standing(id, 'AU delegate');
    expect(stated).toMatchObject([
      { partner: 'NO', kind: 'parliamentary', level: 'ambassador', scope: ['para_1'], end: null },
    ]);
    const procedure = await stage.silenceOn({ id, hash });
    expect(procedure.core.reserves).toEqual(stated);
    const opened = (await stage.record(id)).find(({ type }: FormalAct) => type === 'procedure.opened');
    expect(opened?.body).toMatchObject({ reserves: stated.map((reserve) => reserve.id) });
    await stage.clock.setTo(deadlineOf(procedure) + 1);
    await stage.sweep();
    const broken = await stage.view(procedure.id);
    expect([broken.state, broken.cause, broken.closedAt]).toEqual([
      'broken',
      'reserve_not_lifted',
      deadlineOf(procedure) + 1,
    ]);
  });

  it('[R191] lifted by its owner in time, the text is adopted; by another, or by a delegate, it is not', async () => {
    const id = await stage.drafted(TEXT);
    await take('NO head', id, 'para_1', PARLIAMENT);
    const procedure = await stage.silenceOn({ id, hash: await stage.tabled(id) });
    const reserve = procedure.core.reserves[0]?.id ?? '';
    expect((await lift('AU head', procedure, reserve)).code).toBe('NOT_OWNER');
    expect((await lift('NO delegate', procedure, reserve)).code).toBe('FORBIDDEN');
    expect((await lift('NO head', procedure, reserve)).status).toBe(200);
    await stage.clock.setTo(deadlineOf(procedure) + 1);
    await stage.sweep();
    expect((await stage.view(procedure.id)).state).toBe('adopted');
  });

  it('[R192] [R193] what the last procedure left live goes on into the next, until its owner lifts it, also between them', async () => {
    const { id, hash } = await stage.frozen(TEXT);
    const first = await stage.silenceOn({ id, hash });
    await stage.chair(first, { type: 'give_leave', partner: 'NO', nonce: randomUUID() });
    const words = { kind: 'parliamentary', scope: [], reason: 'Parliament.', language: null, waitsFor: '' };
    await stage.say('NO head', first, { type: 'enter_reserve', ...words, reopens: null });
    await stage.clock.setTo(deadlineOf(first) + 1);
    await stage.sweep();
    const second = await stage.silenceOn({ id, hash: await stage.tabled(id, 2) });
    expect(second.core.reserves).toMatchObject([{ partner: 'NO', kind: 'parliamentary', end: null }]);
    const reserve = second.core.reserves[0]?.id ?? '';
    await stage.clock.setTo(deadlineOf(second) + 3_600_000);
    await stage.sweep();
    const lifted = (await lift('NO head', second, reserve)).body as Procedure;
    expect([lifted.state, lifted.closedAt]).toEqual(['broken', deadlineOf(second) + 1]);
    expect(lifted.core.reserves[0]?.end).toMatchObject({ mode: 'lifted', evidence: 'cleared' });
    expect((await stage.told('AU head', second)).map(({ kind }) => kind)).toContain('reserve_ended');
    const third = await stage.silenceOn({ id, hash: await stage.tabled(id, 3) });
    expect(third.core.reserves.filter(({ end }) => end === null)).toEqual([]);
    await stage.clock.setTo(deadlineOf(third) + 1);
    await stage.sweep();
    expect((await stage.view(third.id)).state).toBe('adopted');
  });
});
