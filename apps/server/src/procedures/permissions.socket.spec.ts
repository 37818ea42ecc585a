import 'reflect-metadata';
import type { FormalAct, Me, Procedure } from '@entente/contracts';
import { randomUUID } from 'node:crypto';
import { deadlineOf, ProcedureStage } from './procedure.kit.js';

const nonce = randomUUID;

/** What is malformed, late, replayed or in another’s name is in `bad-input.socket.spec.ts`. */
describe('who may do what in a procedure', () => {
  let stage: ProcedureStage;
  let procedure: Procedure;
  beforeAll(async () => {
    stage = await ProcedureStage.open('procedure_rights');
    procedure = await stage.openSilence();
  }, 60_000);
  afterAll(() => stage.close());

  const grant = async (who: string, power: string): Promise<void> => {
    const { person } = await stage.us.ask<Me>(who, 'GET', '/me');
    await stage.us.ask('administrator', 'POST', '/mandates', {
      person,
      powers: [power],
      from: 0,
      to: null,
      accreditedBy: 'Capital',
    });
  };
  const post = (who: string | null, path: string, body: object) =>
    stage.us.call(who, 'POST', `/procedures/${procedure.id}${path}`, body);

  const act = (change: object = {}) => ({
    act: 'agree',
    packageHash: procedure.packageHash,
    reason: '',
    nonce: nonce(),
    ...change,
  });
  const corrigendum = () => ({
    id: nonce(),
    toHash: procedure.packageHash,
    note: 'A comma.',
    passages: [{ unit: 'para_1', before: 'a', after: 'b' }],
  });
  const objection = () => ({ packageHash: procedure.packageHash, reason: 'No.', nonce: nonce() });
  const ROUTES: readonly (readonly [path: string, body: () => object])[] = [
    ['/acts', () => act()],
    ['/objections', objection],
    ['/ad-referendum', () => act()],
    ['/ad-referendum/answers', () => ({ act: nonce(), confirm: true, nonce: nonce() })],
    ['/words', () => ({ type: 'revoke_proxy', nonce: nonce() })],
    [
      '/declarations',
      () => ({ id: nonce(), kind: 'statement_in_minutes', partners: [], text: 'x', answers: null }),
    ],
    ['/notices', () => ({ step: 'acknowledged' })],
    ['/extension-requests', () => ({ until: null, reason: 'More time.', nonce: nonce() })],
    ['/chair', () => ({ type: 'close_early' })],
    ['/withdraw', () => ({ reason: 'x' })],
    ['/corrigenda', () => corrigendum()],
  ];

  it.each(ROUTES)('[R161] %s is not for a stranger, an observer, the administrator', async (path, body) => {
    expect((await post(null, path, body())).status).toBe(401);
    expect((await post('observer', path, body())).code).toBe('FORBIDDEN');
    // An administrator, as such, knows of no package.
    expect((await post('administrator', path, body())).code).toBe('NOT_FOUND');
  });

  it.each(ROUTES.slice(0, 5).concat(ROUTES.slice(6, 8)))(
    '[R161] %s is not for chair and secretariat, whatever mandates they hold',
    async (path, body) => {
      expect((await post('chair', path, body())).code).toBe('FORBIDDEN');
      expect((await post('secretary', path, body())).code).toBe('FORBIDDEN');
    },
  );

  it.each(ROUTES.slice(8))('[R161] %s is not for a partner', async (path, body) => {
    expect((await post('AU head', path, body())).code).toBe('FORBIDDEN');
  });

  it('[R199] the clock that stamps is read by whoever is signed in, and by nobody else', async () => {
    expect((await stage.us.call(null, 'GET', '/clock')).status).toBe(401);
    const before = await stage.clock.now();
    const { now } = await stage.us.ask<{ now: number }>('observer', 'GET', '/clock');
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(await stage.clock.now());
  });

  it('[R161] the offices are apart: the secretariat does not run, the chair files no corrigendum', async () => {
    expect((await post('secretary', '/chair', { type: 'close_early' })).code).toBe('FORBIDDEN');
    expect((await post('chair', '/corrigenda', corrigendum())).code).toBe('FORBIDDEN');
  });

  it('[R161] a delegate binds nobody, and a signatory only with a mandate', async () => {
    expect((await post('AU delegate', '/acts', act())).code).toBe('FORBIDDEN');
    expect((await post('AU silent', '/acts', act())).code).toBe('NO_MANDATE');
    expect((await post('AU delegate', '/objections', objection())).code).toBe('NO_MANDATE');
    expect((await post('AU head', '/objections', objection())).code).toBe('NO_MANDATE');
  });

  it('[R161] a declaration is of its own partner, and the chair puts no words in a partner’s mouth', async () => {
    const declaration = { id: nonce(), kind: 'explanation_of_vote', text: 'We say.', answers: null };
    expect((await post('chair', '/declarations', { ...declaration, partners: ['NO'] })).code).toBe(
      'NOT_OWNER',
    );
    expect((await post('AU head', '/declarations', { ...declaration, partners: ['AU'] })).status).toBe(200);
  });

  it('[R161] what is not there is not found', async () => {
    for (const word of [
      { type: 'lift_hold', id: nonce(), reason: '' },
      { type: 'contest_corrigendum', id: nonce(), reason: '' },
      { type: 'end_reserve', id: nonce(), reason: '', mode: 'lifted', to: null, evidence: '' },
    ]) {
      expect([word.type, (await stage.say('AU head', procedure, word)).code]).toEqual([
        word.type,
        'NOT_FOUND',
      ]);
    }
    const unknown = await stage.us.call('AU head', 'POST', `/procedures/${randomUUID()}/acts`, act());
    expect(unknown.code).toBe('NOT_FOUND');
  });

  it('[R161] the power to break silence is enough to object, for a delegate too', async () => {
    const other = await stage.openSilence();
    await grant('NO delegate', 'break_silence');
    const path = `/procedures/${other.id}/objections`;
    const body = { packageHash: other.packageHash, reason: 'Article 4.', nonce: nonce() };
    const broken = await stage.us.ask<Procedure>('NO delegate', 'POST', path, body);
    expect([broken.state, broken.cause]).toEqual(['broken', 'objection']);
    expect((await stage.us.call('AU head', 'POST', `/procedures/${other.id}/acts`, act())).code).toBe(
      'ALREADY_CLOSED',
    );
  });

  it('[R161] what a delegate says ad referendum binds once the capital confirms it, and not before', async () => {
    await grant('CA silent', 'endorse');
    const said = act({ nonce: nonce() });
    const before = await stage.us.ask<Procedure>(
      'CA delegate',
      'POST',
      `/procedures/${procedure.id}/ad-referendum`,
      said,
    );
    expect(before.missing).toContain('CA');
    expect((await stage.told('CA silent', procedure)).map(({ kind }) => kind)).toContain('capital_awaited');
    const answer = { act: said.nonce, confirm: true, nonce: nonce() };
    expect((await post('CA head', '/ad-referendum/answers', answer)).code).toBe('FORBIDDEN');
    expect((await post('NO silent', '/ad-referendum/answers', answer)).code).toBe('NO_MANDATE');
    const after = await stage.us.ask<Procedure>(
      'CA silent',
      'POST',
      `/procedures/${procedure.id}/ad-referendum/answers`,
      answer,
    );
    expect(after.missing).not.toContain('CA');
  });

  it('[R163] a notice is opened and acknowledged by those of the delegation, with its instants, once', async () => {
    const opened = await stage.us.ask<Procedure>(
      'NO delegate',
      'POST',
      `/procedures/${procedure.id}/notices`,
      { step: 'opened' },
    );
    const first = opened.notices.find(({ partner }) => partner === 'NO');
    expect(first?.openedAt).not.toBeNull();
    expect(first?.acknowledgedAt).toBeNull();
    await post('NO head', '/notices', { step: 'acknowledged' });
    const again = await stage.us.ask<Procedure>('NO head', 'POST', `/procedures/${procedure.id}/notices`, {
      step: 'acknowledged',
    });
    const now = again.notices.find(({ partner }) => partner === 'NO');
    expect(now?.openedAt).toBe(first?.openedAt);
    expect(now?.acknowledgedAt).not.toBeNull();
    const acts = (await stage.record(procedure.package)).filter(
      ({ type }) => type === 'procedure.acknowledged',
    );
    expect(acts.length).toBe(1);
    const untouched = again.notices.find(({ partner }) => partner === 'CA');
    expect(untouched?.acknowledgedAt).toBeNull();
  });

  it('[R163] who asks for more time is heard by the chair, and moves no deadline', async () => {
    const until = deadlineOf(procedure) + 86_400_000;
    await post('NO head', '/extension-requests', {
      until,
      reason: 'Our parliament sits on Monday.',
      nonce: nonce(),
    });
    const view = await stage.view(procedure.id);
    expect(view.deadlineAt).toBe(procedure.deadlineAt);
    expect(view.notices.find(({ partner }) => partner === 'NO')?.extensionAsked).toMatchObject({
      until,
      reason: 'Our parliament sits on Monday.',
    });
    expect((await stage.told('chair', procedure)).map(({ kind }) => kind)).toContain('extension_asked');
    expect((await stage.told('AU head', procedure)).map(({ kind }) => kind)).not.toContain('extension_asked');
  });

  it('[R161] S3: extended once, never shortened, and everybody is told', async () => {
    const deadline = deadlineOf(procedure);
    expect((await stage.chair(procedure, { type: 'extend', deadlineAt: deadline - 60_000 })).code).toBe(
      'SHORTENING_REQUIRES_ALL',
    );
    const extended = await stage.chair(procedure, { type: 'extend', deadlineAt: deadline + 86_400_000 });
    expect((extended.body as Procedure).deadlineAt).toBe(deadline + 86_400_000);
    for (const who of ['AU head', 'CA delegate', 'NO silent', 'secretary']) {
      expect((await stage.told(who, procedure)).map(({ kind }) => kind)).toContain('procedure_extended');
    }
    expect(
      (await stage.chair(procedure, { type: 'extend', deadlineAt: deadline + 2 * 86_400_000 })).code,
    ).toBe('EXTENSION_LIMIT');
    const file = await stage.us.ask<{ content: string }>(
      'AU head',
      'GET',
      `/procedures/${procedure.id}/calendar`,
    );
    expect(file.content).toContain('SEQUENCE:1');
    expect((await stage.us.call('administrator', 'GET', `/procedures/${procedure.id}/calendar`)).code).toBe(
      'NOT_FOUND',
    );
  });
});

describe('whose positions are shown', () => {
  let stage: ProcedureStage;
  beforeAll(async () => {
    stage = await ProcedureStage.open('visibility');
  }, 60_000);
  afterAll(() => stage.close());

  it('[R169] to chair and secretariat only: another partner sees neither the act nor a notice of it', async () => {
    const procedure = await stage.openSilence({ positionVisibility: 'chair_and_secretariat' });
    await stage.act('AU head', procedure);
    const seen = async (who: string): Promise<readonly string[]> => {
      const view = await stage.view(procedure.id, who);
      expect(view.core.acts.length).toBe(view.acts.length);
      return view.acts.map(({ partner }) => partner);
    };
    expect(await seen('chair')).toEqual(['AU']);
    expect(await seen('secretary')).toEqual(['AU']);
    expect(await seen('AU delegate')).toEqual(['AU']);
    expect(await seen('NO head')).toEqual([]);
    expect(await seen('observer')).toEqual([]);
    expect((await stage.told('NO head', procedure)).map(({ kind }) => kind)).not.toContain(
      'position_recorded',
    );
    const record = await stage.decision('NO head', procedure);
    expect(record.events.map(({ event }) => event.type)).toEqual(['opened']);
    const acted = async (who: string) =>
      (
        await stage.us.ask<{ acts: FormalAct[] }>(who, 'GET', `/packages/${procedure.package}/record`)
      ).acts.find(({ type }) => type === 'procedure.acted');
    expect(await acted('secretary')).toMatchObject({ delegation: 'AU' });
    expect(await acted('NO head')).toMatchObject({
      delegation: null,
      person: null,
      body: null,
      veiled: true,
    });
  });

  it('[R169] a vote against is told to those who are shown positions, and to nobody else', async () => {
    const vote = { kind: 'vote', rule: { id: 'SIMPLE_MAJORITY_MEMBERS' }, deadlineAt: null } as const;
    const against = { act: 'object', reason: 'Article 4.' };
    const told = async (who: string, procedure: Procedure) =>
      (await stage.told(who, procedure))
        .filter(({ kind }) => kind === 'objection')
        .map(({ facts }) => [facts.partner, facts.reason]);
    const shown = await stage.openSilence({ ...vote, positionVisibility: 'chair_and_secretariat' });
    expect((await stage.act('AU head', shown, against)).status).toBe(200);
    for (const who of ['chair', 'secretary', 'AU delegate'])
      expect([who, await told(who, shown)]).toEqual([who, [['AU', 'Article 4.']]]);
    expect(await told('NO head', shown)).toEqual([]);
    const own = await stage.openSilence({ ...vote, positionVisibility: 'own', nameObjectors: false });
    expect((await stage.act('AU head', own, against)).status).toBe(200);
    expect(await told('AU delegate', own)).toEqual([['AU', 'Article 4.']]);
    for (const who of ['chair', 'NO head']) expect([who, await told(who, own)]).toEqual([who, []]);
  });

  it('[R169] [R197] whose hold it was, where holds have no name, is in no notice, decision record or record of the package', async () => {
    const rule = { kind: 'no_objection', onObjection: 'suspend', nameObjectors: false } as const;
    const procedure = await stage.openSilence(rule);
    const nonce = randomUUID();
    const words = ['Still reading at home.', 'Our capital is content.'] as const;
    const word = { type: 'hold', scope: [], reason: words[0], nonce };
    expect((await stage.say('AU head', procedure, word)).status).toBe(200);
    const lift = { type: 'lift_hold', id: nonce, reason: words[1] };
    expect((await stage.say('AU head', procedure, lift)).status).toBe(200);
    const read = async (who: string): Promise<string> => {
      const decision = await stage.decision(who, procedure);
      const record = await stage.us.ask<object>(who, 'GET', `/packages/${procedure.package}/record`);
      return JSON.stringify([await stage.told(who, procedure), decision, record]);
    };
    for (const who of ['NO head', 'observer']) {
      const seen = await read(who);
      for (const secret of [...words, '"command":"hold"', '"command":"lift_hold"'])
        expect([who, secret, seen.includes(secret)]).toEqual([who, secret, false]);
    }
    const kinds = (await stage.told('NO head', procedure)).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['hold_ended', 'hold_placed', 'procedure_opened', 'procedure_resumed']);
    for (const secret of [...words, '"command":"hold"']) expect(await read('chair')).toContain(secret);
  });

  it('[R245] also to a crowd that reads at once, of which nobody is shown what stood before it asked', async () => {
    const procedure = await stage.openSilence({ positionVisibility: 'chair_and_secretariat' });
    const seen = async (who: string): Promise<readonly string[]> =>
      (await stage.view(procedure.id, who)).acts.map(({ partner }) => partner);
    const readers = ['chair', 'AU delegate', 'NO head', 'NO delegate', 'observer'];
    // Once each: a crowd that signs in as one person is slowed like a guess.
    await Promise.all(readers.map((who) => stage.us.tokenOf(who)));
    const crowd = async (): Promise<(readonly string[])[]> =>
      Promise.all(
        Array.from({ length: 6 }, () => readers)
          .flat()
          .map(seen),
      );
    // A reading is always under way when the act is recorded.
    const before = crowd();
    await stage.act('AU head', procedure);
    const after = await crowd();
    await before;
    expect(new Set(after.map((acts, at) => `${readers[at % readers.length] ?? ''}: ${acts.join()}`))).toEqual(
      new Set(['chair: AU', 'AU delegate: AU', 'NO head: ', 'NO delegate: ', 'observer: ']),
    );
  });

  it('[R169] who objected is a delegation where the rules name nobody', async () => {
    const procedure = await stage.openSilence({ nameObjectors: false });
    await stage.act('AU head', procedure, { act: 'object', reason: 'Article 4.' });
    const told = async (who: string) =>
      (await stage.told(who, procedure)).find(({ kind }) => kind === 'objection')?.facts;
    expect(await told('chair')).toMatchObject({ partner: 'AU', reason: 'Article 4.' });
    const hidden = await told('NO head');
    expect(hidden).toBeDefined();
    expect([hidden?.partner, hidden?.reason]).toEqual([undefined, undefined]);
    expect((await stage.view(procedure.id, 'NO head')).acts).toEqual([]);
    expect((await stage.view(procedure.id, 'NO head')).state).toBe('broken');
  });
});
