import 'reflect-metadata';
import {
  sealedPublicationFile,
  type JointDeclarationView,
  type Me,
  type Procedure,
  type PublicationSummary,
} from '@entente/contracts';
import { verifyDecision } from '@entente/formats';
import { randomUUID } from 'node:crypto';
import { deadlineOf, ProcedureStage } from '../procedure.kit.js';

const WORDS = 'We understand Article 4 as leaving out humanitarian flights.';

describe('joint declarations', () => {
  let stage: ProcedureStage;
  beforeAll(async () => {
    stage = await ProcedureStage.open('joint_declarations');
  }, 60_000);
  afterAll(() => stage.close());

  const draft = (who: string | null, { id }: Procedure, change: object = {}) =>
    stage.us.call(who, 'POST', `/procedures/${id}/joint-declarations`, {
      id: randomUUID(),
      kind: 'interpretative_declaration',
      with: ['NO'],
      text: WORDS,
      answers: null,
      ...change,
    });
  const does = (who: string | null, what: 'join' | 'take-back', { id }: Procedure, declaration: string) =>
    stage.us.call(who, 'POST', `/procedures/${id}/joint-declarations/${declaration}/${what}`);
  const open = async (who: string, { id }: Procedure): Promise<JointDeclarationView[]> =>
    (
      await stage.us.ask<{ declarations: JointDeclarationView[] }>(
        who,
        'GET',
        `/procedures/${id}/joint-declarations`,
      )
    ).declarations;
  const drafted = async (procedure: Procedure, change: object = {}): Promise<string> => {
    const id = randomUUID();
    expect((await draft('AU head', procedure, { id, ...change })).status).toBe(200);
    return id;
  };
  const declared = async ({ id }: Procedure) => (await stage.view(id)).core.declarations;

  it('[R243] are drafted by a partner that is bound by who drafts, and by nobody else', async () => {
    const procedure = await stage.openSilence();
    expect((await draft(null, procedure)).status).toBe(401);
    for (const who of ['observer', 'AU delegate']) {
      expect([who, (await draft(who, procedure)).code]).toEqual([who, 'FORBIDDEN']);
    }
    expect((await draft('administrator', procedure)).code).toBe('NOT_FOUND');
    // Chair and secretariat are no partners, and put no words in anybody's mouth.
    for (const who of ['chair', 'secretary']) {
      expect([who, (await draft(who, procedure)).code]).toEqual([who, 'NOT_A_MEMBER']);
    }
    expect((await draft('AU head', procedure, { with: [] })).code).toBe('INPUT_INVALID');
    expect((await draft('AU head', procedure, { with: ['PRES'] })).code).toBe('NOT_A_MEMBER');
    expect((await draft('AU head', procedure, { with: ['AU'] })).code).toBe('ACT_NOT_ALLOWED');
    expect((await draft('AU head', procedure, { with: ['NO', 'NO'] })).code).toBe('ACT_NOT_ALLOWED');
    expect((await draft('AU head', procedure, { kind: 'alignment' })).code).toBe('INPUT_INVALID');
    expect((await draft('AU head', procedure, { answers: 'nothing' })).code).toBe('NOT_FOUND');
    expect(await open('chair', procedure)).toEqual([]);
  });

  it('[R243] are nothing to a partner that they do not name: not to read, not to join', async () => {
    const procedure = await stage.openSilence();
    const id = await drafted(procedure);
    expect(await open('CA head', procedure)).toEqual([]);
    expect((await does('CA head', 'join', procedure, id)).code).toBe('NOT_FOUND');
    expect((await does('CA head', 'take-back', procedure, id)).code).toBe('NOT_FOUND');
    expect((await does('NO head', 'join', procedure, randomUUID())).code).toBe('NOT_FOUND');
    expect((await does(null, 'join', procedure, id)).status).toBe(401);
    for (const who of ['observer', 'NO delegate']) {
      expect([who, (await does(who, 'join', procedure, id)).code]).toEqual([who, 'FORBIDDEN']);
    }
    // Who runs the procedure reads it, and speaks for nobody.
    expect((await does('chair', 'join', procedure, id)).code).toBe('NOT_FOUND');
    expect((await does('secretary', 'take-back', procedure, id)).code).toBe('NOT_OWNER');
    const shown = [
      { id, kind: 'interpretative_declaration', text: WORDS, answers: null, named: ['AU', 'NO'] },
    ];
    for (const who of ['AU head', 'NO delegate', 'chair', 'secretary']) {
      expect(await open(who, procedure)).toMatchObject(shown);
    }
    expect((await open('NO head', procedure))[0]?.joined.map(({ partner }) => partner)).toEqual(['AU']);
    expect(await declared(procedure)).toEqual([]);
    const kinds = async (who: string) => (await stage.told(who, procedure)).map(({ kind }) => kind);
    expect(await kinds('NO head')).toContain('declaration_to_join');
    expect(await kinds('CA head')).not.toContain('declaration_to_join');
    const bytes = JSON.stringify([
      await stage.record(procedure.package),
      await stage.decision('CA head', procedure),
    ]);
    expect(bytes).not.toContain('humanitarian flights');
  });

  it('[R243] keep their id: nobody takes it for another declaration, nor sends it again with another answer', async () => {
    const procedure = await stage.openSilence();
    const id = await drafted(procedure);
    const other = { id, kind: 'statement_in_minutes', partners: ['NO'], text: 'Ours.', answers: null };
    const path = `/procedures/${procedure.id}/declarations`;
    expect((await stage.us.call('NO head', 'POST', path, other)).code).toBe('ALREADY_EXISTS');
    const shouted = { ...other, id: id.toUpperCase() };
    expect((await stage.us.call('NO head', 'POST', path, shouted)).code).toBe('ALREADY_EXISTS');
    expect((await draft('AU head', procedure, { id, answers: id })).code).toBe('ALREADY_EXISTS');
    expect((await does('NO head', 'join', procedure, id)).status).toBe(200);
    expect(await declared(procedure)).toMatchObject([{ id, partners: ['AU', 'NO'], text: WORDS }]);
  });

  it('[R243] are not joined without a mandate', async () => {
    const procedure = await stage.openSilence();
    const id = await drafted(procedure, { with: ['CA'] });
    const { mandates } = await stage.us.ask<Me>('CA head', 'GET', '/me');
    for (const mandate of mandates) {
      await stage.us.ask('administrator', 'POST', `/mandates/${mandate.id}/revoke`);
    }
    expect((await does('CA head', 'join', procedure, id)).code).toBe('NO_MANDATE');
    expect((await open('AU head', procedure))[0]?.joined).toHaveLength(1);
    const { person } = await stage.us.ask<Me>('CA head', 'GET', '/me');
    const again = { person, powers: ['speak', 'endorse'], from: 0, to: null, accreditedBy: 'Capital' };
    await stage.us.ask('administrator', 'POST', '/mandates', again);
    expect((await does('CA head', 'join', procedure, id)).status).toBe(200);
  });

  it('[R244] are declared with the last that was awaited, by all, each with who joined when; twice is once', async () => {
    const procedure = await stage.openSilence();
    const id = await drafted(procedure, { with: ['NO', 'CA'] });
    expect((await draft('AU head', procedure, { id, with: ['NO', 'CA'] })).status).toBe(200);
    expect((await draft('AU head', procedure, { id, with: ['NO'] })).code).toBe('ALREADY_EXISTS');
    expect((await draft('NO head', procedure, { id })).code).toBe('ALREADY_EXISTS');
    expect((await does('NO head', 'join', procedure, id)).status).toBe(200);
    expect((await does('NO head', 'join', procedure, id)).status).toBe(200);
    expect(await declared(procedure)).toEqual([]);
    expect((await open('chair', procedure))[0]?.joined.map(({ partner, name }) => [partner, name])).toEqual([
      ['AU', 'AU head'],
      ['NO', 'NO head'],
    ]);
    const both = await Promise.all([1, 2].map(() => does('CA head', 'join', procedure, id)));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const made = await declared(procedure);
    expect(made).toMatchObject([{ id, partners: ['AU', 'NO', 'CA'], text: WORDS }]);
    expect(made[0]?.joined?.map(({ partner }) => partner)).toEqual(['AU', 'NO', 'CA']);
    expect(await open('chair', procedure)).toEqual([]);
    expect((await does('AU head', 'take-back', procedure, id)).code).toBe('ACT_NOT_ALLOWED');
    const entries = (await stage.record(procedure.package)).filter(
      ({ type }) => type === 'procedure.declared',
    );
    expect(entries).toHaveLength(1);
    await stage.clock.setTo(deadlineOf(procedure) + 1);
    await stage.sweep();
    expect((await does('CA head', 'join', procedure, id)).status).toBe(200);
    const record = await stage.decision('NO head', procedure);
    expect(record.history.declarations).toMatchObject([{ partners: ['AU', 'NO', 'CA'] }]);
    const { address } = await stage.us.ask<PublicationSummary>(
      'secretary',
      'POST',
      `/packages/${procedure.package}/publication`,
      { packageHash: procedure.packageHash },
    );
    const page = await (await fetch(`${stage.us.address}${address}.json`)).text();
    const { decision } = sealedPublicationFile.parse(JSON.parse(page));
    expect(
      decision.declarations.map(({ partners, text }) => [partners.map((one) => one.partner), text]),
    ).toEqual([[['AU', 'NO', 'CA'], WORDS]]);
    // How each joined is the record's; persons and mandates are in no publication.
    expect(page).not.toContain('"mandate"');
  });

  it('[R244] what is open at the end is declared by who had joined, and counts again', async () => {
    const procedure = await stage.openSilence();
    const id = await drafted(procedure, { with: ['NO', 'CA'] });
    await does('NO head', 'join', procedure, id);
    const other = await drafted(procedure, { text: 'To be taken back.' });
    expect((await does('NO head', 'take-back', procedure, other)).code).toBe('NOT_OWNER');
    expect((await does('AU head', 'take-back', procedure, other)).status).toBe(200);
    expect((await does('AU head', 'take-back', procedure, other)).status).toBe(200);
    expect((await does('NO head', 'join', procedure, other)).code).toBe('NOT_FOUND');
    await stage.clock.setTo(deadlineOf(procedure) + 1);
    // Nobody has looked yet; the message that comes too late finds the end, and what was declared with it.
    expect((await does('CA head', 'join', procedure, id)).code).toBe('ALREADY_CLOSED');
    expect(await declared(procedure)).toMatchObject([
      { id, partners: ['AU', 'NO'], at: deadlineOf(procedure) + 1 },
    ]);
    expect((await draft('AU head', procedure, { kind: 'statement_in_minutes' })).code).toBe(
      'ACT_NOT_ALLOWED',
    );
    const record = await stage.decision('CA head', procedure);
    expect(record.history.declarations.map(({ partners }) => partners)).toEqual([['AU', 'NO']]);
    const verdict = verifyDecision(new TextEncoder().encode(JSON.stringify(record)));
    expect(verdict.verdict).toBe('follows');
    expect(await open('chair', procedure)).toEqual([]);
  });
});
