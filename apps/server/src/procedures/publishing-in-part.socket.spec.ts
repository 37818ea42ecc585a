import 'reflect-metadata';
import { anArticle, deadlineOf, ProcedureStage } from './procedure.kit.js';

describe('what was adopted in part', () => {
  let stage: ProcedureStage;
  beforeAll(async () => {
    stage = await ProcedureStage.open('publishing_in_part');
  }, 60_000);
  afterAll(() => stage.close());

  const items = ['para_1', 'para_2'].map((id) => ({ id, title: `Entry ${id}` }));
  const decided = async (objection: boolean) => {
    const { id, hash } = await stage.frozen([
      anArticle(1, 'Funds shall be frozen.'),
      anArticle(2, 'Entry shall be refused.'),
    ]);
    const procedure = await stage.silenceOn({ id, hash }, { severable: true, items });
    const said = { act: 'object', scope: ['para_2'], reason: 'Not this entry.' };
    if (objection) await stage.act('NO head', procedure, said);
    await stage.clock.setTo(deadlineOf(procedure) + 1);
    await stage.sweep();
    return { id, hash, procedure: await stage.view(procedure.id) };
  };
  const publish = (who: string, { id, hash }: { id: string; hash: string }) =>
    stage.us.call(who, 'POST', `/packages/${id}/publication`, { packageHash: hash });

  it('[R195] is not published as a whole: the entry that was rejected would stand in it', async () => {
    const part = await decided(true);
    expect(part.procedure.state).toBe('adopted');
    expect(part.procedure.core.matters.map(({ state }) => state)).toEqual(['adopted', 'rejected']);
    expect((await publish('AU head', part)).code).toBe('FORBIDDEN');
    const refused = await publish('secretary', part);
    expect(refused).toMatchObject({
      code: 'ACT_NOT_ALLOWED',
      body: { detail: expect.stringMatching(/para_2/) },
    });
    expect((await stage.package(part.id)).state).toBe('adopted');
    const register = await stage.us.ask<{ publications: unknown[] }>(null, 'GET', '/publications');
    expect(register.publications).toEqual([]);
    expect((await stage.record(part.id)).map(({ type }) => type)).not.toContain('publication.published');
  });

  it('[R195] adopted in all its entries, it is', async () => {
    expect((await publish('secretary', await decided(false))).status).toBe(200);
  });
});
