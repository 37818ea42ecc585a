import 'reflect-metadata';
import type { Procedure } from '@entente/contracts';
import { instant } from '@entente/kernel';
import { randomUUID } from 'node:crypto';
import { bootServer, type BootedServer } from '../boot-server.js';
import { TestCoalition, type Answered } from '../test-coalition.js';
import { ProcessClock } from './clock-guard.js';
import { deadlineOf, ProcedureStage } from './procedure.kit.js';

const HOUR = 3_600_000;
const OTHER_WORDS = `sha256:${'0'.repeat(64)}`;
const ANY_CLOCK = { CLOCK_TOLERANCE_MS: '1000000000000', REQUESTS_PER_MINUTE: '100000' };

/** What a refusal says to a person: the code and, in words, the fault and the remedy. */
interface Refused {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly remedy: string;
  readonly detail?: string;
  readonly faults?: readonly { readonly at: string; readonly message: string }[];
}

const CLOSED: Refused = {
  status: 409,
  code: 'ALREADY_CLOSED',
  title: 'The procedure is closed.',
  remedy: 'Read its result; what it did not adopt can be put again in a new procedure.',
};
const OUTSIDE: Refused = {
  status: 403,
  code: 'NOT_A_MEMBER',
  title: 'That delegation is not in the electorate of this procedure.',
  remedy: 'Act for a delegation of the electorate, or ask the chair about it.',
};
const NO_MANDATE: Refused = {
  status: 403,
  code: 'NO_MANDATE',
  title: 'You have no mandate for this act at this time.',
  remedy: 'Ask your capital to accredit you, or let a mandate-holder act.',
};
const MALFORMED: Refused = {
  status: 400,
  code: 'INPUT_INVALID',
  title: 'The request is not of the expected form.',
  remedy: 'Correct what is named and send it again.',
};
const FAULTY_TERMS: Refused = {
  status: 422,
  code: 'RULE_INPUT',
  title: 'No procedure can be opened on these terms.',
  remedy: 'Correct what is named, or open by another rule book.',
};

/**
 * Issue 4, *Bad input*, line by line, over HTTP: what is answered, and that nothing was changed. Who may do what at all is in
 * `permissions.socket.spec.ts`; rule books that cannot be proposed are in `rulebooks/books.socket.spec.ts` (R139).
 */
describe('bad input', () => {
  let stage: ProcedureStage;
  /** The clock of the one process, which goes along with the database’s until that one steps back. */
  let processAhead = 0;
  const moveTo = async (ms: number): Promise<void> => {
    await stage.clock.setTo(ms);
    processAhead = ms - Date.now();
  };

  beforeAll(async () => {
    stage = await ProcedureStage.open('bad_input', { CLOCK_TOLERANCE_MS: '2000' });
    const clock = stage.server.app.get(ProcessClock, { strict: false });
    clock.now = () => instant(Date.now() + processAhead);
  }, 60_000);
  afterAll(() => stage.close());

  const standing = async (id: string, procedures: readonly Procedure[] = []) => ({
    procedures: await Promise.all(procedures.map((one) => stage.view(one.id))),
    package: await stage.package(id),
    record: await stage.record(id),
  });

  /** What is answered, once it is seen that procedure, package and record are as they were. */
  const refusal = async (
    on: Procedure | { readonly id: string; readonly hash: string },
    doing: () => Promise<Answered>,
  ): Promise<unknown> => {
    const look = () => ('package' in on ? standing(on.package, [on]) : standing(on.id));
    const before = await look();
    const { body } = await doing();
    expect(await look()).toEqual(before);
    return body;
  };
  const says = (refused: Refused): unknown => ({
    ...refused,
    type: `urn:entente:problem:${refused.code}`,
  });
  const opening = (who: string, { id }: { readonly id: string }, body: object): Promise<Answered> =>
    stage.us.call(who, 'POST', `/packages/${id}/procedures`, body);
  const adopted = async (): Promise<Procedure> => {
    const procedure = await stage.openSilence();
    await moveTo(deadlineOf(procedure) + 1);
    await stage.sweep();
    return stage.view(procedure.id);
  };
  const iso = (ms: number | null): string => new Date(ms ?? Number.NaN).toISOString();

  describe('positions', () => {
    it('[R161] by someone without a mandate', async () => {
      const procedure = await stage.openSilence();
      expect(await refusal(procedure, () => stage.act('AU silent', procedure))).toEqual(
        says({ ...NO_MANDATE, detail: 'You hold no mandate for this at this time.' }),
      );
    });

    it('[R8] on another hash', async () => {
      const procedure = await stage.openSilence();
      const act = () => stage.act('AU head', procedure, { packageHash: OTHER_WORDS });
      expect(await refusal(procedure, act)).toEqual(
        says({
          status: 409,
          code: 'HASH_MISMATCH',
          title: 'The words have changed since you read them.',
          remedy: 'Read the present words and act on their hash.',
          detail: `The procedure is on ${procedure.packageHash}.`,
        }),
      );
    });

    it('[R72] after the close', async () => {
      const procedure = await adopted();
      const detail = `It ended adopted at ${iso(procedure.closedAt)}.`;
      expect(await refusal(procedure, () => stage.act('AU head', procedure))).toEqual(
        says({ ...CLOSED, detail }),
      );
      // An objection is noted then, and changes nothing either: closing.socket.spec.ts (R152).
    });

    it('[R162] twice: the same message is one act, also at once, and also after the close', async () => {
      const procedure = await stage.openSilence();
      const once = { nonce: randomUUID() };
      const answers = await Promise.all([1, 2, 3, 4].map(() => stage.act('AU head', procedure, once)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      await moveTo(deadlineOf(procedure) + 1);
      await stage.sweep();
      const again = await refusal(procedure, () => stage.act('AU head', procedure, once));
      expect(again).toMatchObject({ id: procedure.id, state: 'adopted' });
      const acted = (await stage.record(procedure.package)).filter(({ type }) => type === 'procedure.acted');
      expect(acted.length).toBe(1);
    });

    it('[R162] replayed with other content, or by another partner', async () => {
      const procedure = await stage.openSilence();
      const nonce = randomUUID();
      await stage.act('AU head', procedure, { nonce });
      const replayed = says({
        ...MALFORMED,
        faults: [{ at: 'body.nonce', message: 'stands for another act already' }],
      });
      for (const [who, change] of [
        ['AU head', { act: 'abstain' }],
        ['CA head', {}],
      ] as const) {
        const act = () => stage.act(who, procedure, { nonce, ...change });
        expect(await refusal(procedure, act)).toEqual(replayed);
      }
    });

    it('[R161] in the name of another partner: by a proxy that was not given, by a field, by a declaration', async () => {
      const procedure = await stage.openSilence();
      const act = (change: object) => () => stage.act('AU head', procedure, change);
      expect(await refusal(procedure, act({ proxyFor: 'NO' }))).toEqual(
        says({ ...NO_MANDATE, detail: 'Your delegation holds no proxy of NO.' }),
      );
      expect(await refusal(procedure, act({ partner: 'NO' }))).toEqual(
        says({ ...MALFORMED, faults: [{ at: 'body', message: 'Unrecognized key: "partner"' }] }),
      );
      const declare = () =>
        stage.us.call('AU head', 'POST', `/procedures/${procedure.id}/declarations`, {
          id: randomUUID(),
          kind: 'explanation_of_vote',
          partners: ['NO'],
          text: 'We say.',
          answers: null,
        });
      expect(await refusal(procedure, declare)).toEqual(
        says({
          status: 403,
          code: 'NOT_OWNER',
          title: 'Only the owner may do this.',
          remedy: 'Ask the delegation that owns it.',
        }),
      );
    });
  });

  describe('the deadline', () => {
    it('[R73] is not shortened, though all but one agree', async () => {
      const procedure = await stage.openSilence();
      const deadlineAt = deadlineOf(procedure) - HOUR / 2;
      for (const who of ['AU head', 'CA head']) {
        await stage.say(who, procedure, { type: 'agree_shortening', deadlineAt });
      }
      const shorten = () => stage.chair(procedure, { type: 'extend', deadlineAt });
      expect(await refusal(procedure, shorten)).toEqual(
        says({
          status: 409,
          code: 'SHORTENING_REQUIRES_ALL',
          title: 'A deadline is made earlier only where every partner agrees.',
          remedy: 'Let every partner agree to the earlier deadline first.',
        }),
      );
    });

    it('[R73] is not extended after it', async () => {
      const procedure = await adopted();
      const extend = () =>
        stage.chair(procedure, { type: 'extend', deadlineAt: deadlineOf(procedure) + HOUR });
      expect(await refusal(procedure, extend)).toEqual(
        says({ ...CLOSED, detail: `It ended adopted at ${iso(procedure.closedAt)}.` }),
      );
    });
  });

  describe('opening', () => {
    it('[R61] [P3] on a text that is not frozen', async () => {
      const id = await stage.drafted();
      const draft = { id, hash: OTHER_WORDS };
      const open = () => opening('chair', draft, { packageHash: draft.hash, rule: 'UNANIMITY_ABST' });
      expect(await refusal(draft, open)).toEqual(
        says({
          status: 409,
          code: 'WRONG_STATE',
          title: 'The package is not in a state that allows this.',
          remedy: 'Read the state of the package; what is asked for comes before or after it.',
          detail: 'The package is being drafted.',
        }),
      );
    });

    it('[R41] by a rule set that can never adopt: nine of three', async () => {
      const text = await stage.frozen();
      const rulebook = { id: 'unsc-procedural', version: 1 };
      const open = () => opening('chair', text, { packageHash: text.hash, rulebook });
      expect(await refusal(text, open)).toEqual(
        says({ ...FAULTY_TERMS, detail: 'The terms are faulty: too few votes.' }),
      );
    });

    it('[R135] by weights that do not cover the electorate', async () => {
      const text = await stage.frozen();
      const rulebook = { id: 'eu-regulation', version: 1 };
      const open = () => opening('chair', text, { packageHash: text.hash, rulebook });
      expect(await refusal(text, open)).toEqual(
        says({
          ...FAULTY_TERMS,
          detail: 'The table EU27-EUROSTAT-2024-01-01 has no weight of AU, CA, NO.',
        }),
      );
    });
  });

  describe('a partner, mid-procedure', () => {
    const change = (facts: object) => ({
      type: 'change_electorate',
      id: randomUUID(),
      at: null,
      leaving: [],
      joining: [],
      ...facts,
    });
    // Plain strings stand for codes: the route parses them.
    const members = ['AU', 'CA'].map((partner) => ({
      partner,
      weight: 1,
      participates: true,
    })) as unknown as Procedure['core']['members'];

    it('[R85] that joins is not in the electorate, and cannot be put into it', async () => {
      const procedure = await stage.openSilence({ members });
      expect(await refusal(procedure, () => stage.act('NO head', procedure))).toEqual(says(OUTSIDE));
      const joining = [{ partner: 'NO', weight: 6, participates: true }];
      expect(await refusal(procedure, () => stage.chair(procedure, change({ joining })))).toEqual(
        says({
          status: 409,
          code: 'ELECTORATE_FROZEN',
          title: 'The electorate of this procedure is frozen.',
          remedy: 'Withdraw it and open another procedure with the new electorate.',
        }),
      );
    });

    it.each(['left', 'suspended'])(
      '[R84] that has %s acts no more: what it said is gone, and the record has both computations',
      async (how) => {
        const procedure = await stage.openSilence({
          kind: 'vote',
          rule: { id: 'UNANIMITY_ABST' },
          deadlineAt: null,
        });
        await stage.act('NO head', procedure);
        const leaving = [{ partner: 'NO', how }];
        const changed = (await stage.chair(procedure, change({ leaving }))).body as Procedure;
        expect([changed.state, changed.acts, changed.missing]).toEqual(['open', [], ['AU', 'CA']]);
        expect(await refusal(changed, () => stage.act('NO head', changed))).toEqual(says(OUTSIDE));
        expect(await refusal(changed, () => stage.chair(changed, change({ leaving })))).toEqual(
          says(OUTSIDE),
        );
        await stage.act('AU head', changed);
        const ended = (await stage.act('CA head', changed)).body as Procedure;
        expect([ended.state, ended.core.comparison]).toEqual([
          'adopted',
          { without: ['NO'], is: 'adopted', wouldHaveBeen: 'adopted' },
        ]);
      },
    );
  });

  describe('the machinery', () => {
    it('[R150] [R158] the database’s clock steps back: no stamp goes back, and nothing is closed by it', async () => {
      const procedure = await stage.openSilence();
      const deadline = deadlineOf(procedure);
      await moveTo(deadline - 60_000);
      await stage.act('AU head', procedure);
      await stage.clock.advance(-600_000);
      await stage.act('CA head', procedure);
      const [au, ca] = (await stage.view(procedure.id)).acts;
      expect(ca?.at).toBeGreaterThanOrEqual(au?.at ?? Infinity);
      // By the process’s clock the deadline has passed; by the database’s it is ten minutes away.
      processAhead = deadline + 1_000 - Date.now();
      await stage.sweep();
      const suspended = await stage.view(procedure.id);
      expect([suspended.state, suspended.closedAt, suspended.core.clockFault]).toEqual([
        'suspended',
        null,
        true,
      ]);
      expect((await stage.told('chair', procedure)).map(({ kind }) => kind)).toContain('clock_fault');
      await moveTo(deadline + 60_000);
      await stage.sweep();
      expect((await stage.view(procedure.id)).state).toBe('suspended');
      const later = { type: 'extend', deadlineAt: deadline + HOUR };
      expect((await stage.chair(procedure, later)).body).toMatchObject({ state: 'open', closedAt: null });
    });

    it('[R156] two servers close at once: each procedure once, and everybody is told once', async () => {
      const other = await bootServer(stage.database, ANY_CLOCK);
      try {
        const procedures = await Promise.all(Array.from({ length: 6 }, () => stage.openSilence()));
        await moveTo(Math.max(...procedures.map(deadlineOf)) + 1);
        await Promise.all([stage.sweep(), stage.sweep(other), stage.sweep(), stage.sweep(other)]);
        for (const procedure of procedures) {
          expect((await stage.view(procedure.id)).state).toBe('adopted');
          const ends = (await stage.record(procedure.package)).filter(
            ({ type }) => type === 'procedure.closed',
          );
          const told = (await stage.told('AU head', procedure)).filter(
            ({ kind }) => kind === 'procedure_closed',
          );
          expect([ends.length, told.length]).toEqual([1, 1]);
        }
      } finally {
        await other.app.close();
      }
    });

    // Last, since it takes the server away. Killed instead of stopped: apps/e2e/src/crash (R157, R171).
    it('[R157] the server is down across the deadline: the next start finds what the law says', async () => {
      const [passes, breaks] = [await stage.openSilence(), await stage.openSilence()];
      await stage.act('NO head', breaks, { act: 'object', reason: 'Article 4.' });
      await stage.server.app.close();
      await stage.clock.setTo(deadlineOf(passes) + 30 * HOUR);
      const next: BootedServer = await bootServer(stage.database, ANY_CLOCK);
      try {
        await stage.sweep(next);
        const us = new TestCoalition(next.address);
        const view = ({ id }: Procedure) => us.ask<Procedure>('chair', 'GET', `/procedures/${id}`);
        expect(await view(passes)).toMatchObject({
          state: 'adopted',
          cause: 'silence',
          closedAt: deadlineOf(passes) + 1,
        });
        expect(await view(breaks)).toMatchObject({ state: 'broken', cause: 'objection' });
        const body = { act: 'agree', packageHash: passes.packageHash, reason: '', nonce: randomUUID() };
        const late = await us.call('AU head', 'POST', `/procedures/${passes.id}/acts`, body);
        expect(late.body).toEqual(
          says({ ...CLOSED, detail: `It ended adopted at ${iso(deadlineOf(passes) + 1)}.` }),
        );
      } finally {
        await next.app.close();
      }
    });
  });
});
