import { err } from '@entente/kernel';
import { act, at, code, extend, HASH, OTHER_HASH, Run, says, seats, silence } from './procedure.kit.js';
import { derogation, derogationHash, type DerogationRequest } from './derogation.js';
import { nextInstant } from './clock.js';
import { inAnotherForum, reissued } from './following.js';
import type { Terms } from './terms.js';
import type { CommandOf } from './command.js';

const OPENED = '2026-06-08T08:00:00.000Z';
const DEADLINE = '2026-06-11T10:00:00.000Z';
const LATER = '2026-06-11T10:00:05.000Z';
const PARTNERS = ['AU', 'CA', 'GB'];
const open = (change: Partial<Terms> = {}): Run =>
  new Run(silence({ members: seats(PARTNERS), ...change }), OPENED);

describe('a clock at fault', () => {
  const faulty = (): Run => open().send({ type: 'clock_fault', offMs: 2_001 }, '2026-06-11T09:00:00.000Z');

  it('[R96] nothing closes beyond the tolerance; what is said is still recorded', () => {
    const run = faulty().send(act('AU', 'agree'), LATER).tick('2026-06-20T00:00:00.000Z');
    expect(run.now).toMatchObject({ state: 'suspended', closedAt: null });
    expect(run.now.acts).toHaveLength(1);
    expect(open().send({ type: 'clock_fault', offMs: -2_000 }, OPENED).tick(LATER).now.state).toBe('adopted');
  });

  it('[R96] the chair extends, also after the deadline and beyond the limit, and that counts for nothing', () => {
    const run = faulty().send(extend('2026-06-13T10:00:00.000Z'), '2026-06-12T10:00:00.000Z');
    expect(run.now).toMatchObject({ state: 'open', extensions: 0 });
    expect(run.tick('2026-06-20T00:00:00.000Z').now.closedAt).toBe(at('2026-06-13T10:00:00.001Z'));
  });

  it('[R96] or voids it', () => {
    expect(faulty().send({ type: 'void', by: 'chair' }, LATER).now).toMatchObject({
      state: 'void',
      cause: 'voided_by_chair',
    });
  });
});

describe('a corrigendum', () => {
  const file: CommandOf<'file_corrigendum'> = {
    type: 'file_corrigendum',
    by: 'secretariat',
    id: 'COR 1',
    toHash: OTHER_HASH,
    note: 'A comma.',
  };
  const FILED = '2026-06-09T10:00:00.000Z';

  it('[R97] of form only stands after 24 hours in which nobody contests it; earlier acts stay', () => {
    const run = open()
      .send(act('AU', 'agree'), OPENED)
      .send(file, FILED)
      .send({ type: 'text_changed', packageHash: OTHER_HASH }, FILED);
    expect(run.now.state).toBe('open');
    run.tick('2026-06-10T10:00:00.001Z');
    expect(run.of('corrigendum_stands')).toMatchObject([{ at: at('2026-06-10T10:00:00.001Z') }]);
    expect(run.code(act('CA', 'agree'), LATER)).toBe('ALREADY_CLOSED');
    expect(run.tick(LATER).now).toMatchObject({ state: 'adopted', packageHash: OTHER_HASH });
  });

  it('[R97] contested within them, it voids the procedure', () => {
    const contest = says('CA', 'contest_corrigendum', { id: 'COR 1', reason: 'It changes the sense.' });
    expect(open().send(file, FILED).send(contest, '2026-06-10T10:00:00.000Z').now).toMatchObject({
      state: 'void',
      cause: 'corrigendum_contested',
    });
    expect(open().send(file, FILED).code(contest, '2026-06-10T10:00:00.001Z')).toBe('NOTHING_THERE');
  });

  it('[R97] by the secretariat, with a note, one at a time, and not so late that its 24 hours outlast the deadline', () => {
    expect(open().code({ ...file, by: 'chair' }, FILED)).toBe('WRONG_OFFICE');
    expect(open().code({ ...file, note: ' ' }, FILED)).toBe('REASON_REQUIRED');
    expect(
      open()
        .send(file, FILED)
        .code({ ...file, id: 'COR 2' }, FILED),
    ).toBe('WRONG_STATE');
    expect(open().code(file, '2026-06-10T10:00:00.001Z')).toBe('INSTANT_UNFIT');
  });

  it('[R215] what was adopted is corrected alike, before a publication and after it, and its words are then the corrected ones', () => {
    const adopted = (): Run => open().tick(LATER);
    const passages = [{ unit: 'a1', block: 0, at: 3, before: 'and', after: 'and,' }];
    const [filed, stands] = ['2026-06-20T10:00:00.000Z', '2026-06-21T10:00:00.001Z'];
    const run = adopted().send({ ...file, passages }, filed);
    expect(run.now).toMatchObject({
      state: 'adopted',
      packageHash: HASH,
      closedAt: at('2026-06-11T10:00:00.001Z'),
    });
    expect(nextInstant(run.now)).toBe(at(stands));
    run.tick('2026-07-01T00:00:00.000Z');
    expect(run.of('corrigendum_stands')).toMatchObject([{ at: at(stands) }]);
    expect(run.now).toMatchObject({
      state: 'adopted',
      packageHash: OTHER_HASH,
      corrigenda: [{ state: 'stands', passages }],
    });
    expect(nextInstant(run.now)).toBeNull();
    expect(adopted().code({ ...file, by: 'chair' }, filed)).toBe('WRONG_OFFICE');
  });

  it('[R216] contested after the adoption it falls, and what was adopted stays with its words', () => {
    const contest = says('CA', 'contest_corrigendum', { id: 'COR 1', reason: 'It changes the sense.' });
    const run = open()
      .tick(LATER)
      .send(file, '2026-06-20T10:00:00.000Z')
      .send(contest, '2026-06-21T10:00:00.000Z');
    expect(run.now).toMatchObject({
      state: 'adopted',
      packageHash: HASH,
      corrigenda: [{ state: 'contested' }],
    });
    expect(run.tick('2026-07-01T00:00:00.000Z').of('corrigendum_stands')).toEqual([]);
    expect(run.code({ ...contest, nonce: 'again' }, '2026-07-01T00:00:00.000Z')).toBe('NOTHING_THERE');
  });

  it('[R97] sent again after a lost answer it changes nothing; with other words its id is taken', () => {
    const run = open().send(file, FILED);
    expect(run.send(file, FILED).of('corrigendum_filed')).toHaveLength(1);
    expect(run.code({ ...file, note: 'Two commas.' }, FILED)).toBe('ID_TAKEN');
    run.tick('2026-06-10T10:00:00.001Z');
    expect(run.send(file, '2026-06-10T11:00:00.000Z').now.corrigenda).toHaveLength(1);
  });

  it.each([
    [
      'with passages stands after the end',
      [{ unit: 'a1', block: 0, at: 3, before: 'and', after: 'and,' }],
      1,
    ],
    ['as a bare hash, as before, makes no words of what ended', undefined, 0],
  ])('[R215] one that runs while the last item falls, filed %s', (_how, passages, stands) => {
    const items = ['t1', 't2'].map((id) => ({ id, title: id }));
    const run = open({ kind: 'vote', deadlineAt: null, severable: true, items, reasonsRequired: false });
    for (const partner of PARTNERS) run.send(act(partner, 'agree', { scope: ['t1'] }), OPENED);
    run.send({ ...file, passages }, FILED).send(act('CA', 'object', { scope: ['t2'] }), FILED);
    expect(run.now).toMatchObject({ state: 'adopted', corrigenda: [{ state: 'running' }] });
    expect(run.tick('2026-07-01T00:00:00.000Z').of('corrigendum_stands')).toHaveLength(stands);
    expect(nextInstant(run.now)).toBeNull();
    // The other one keeps nobody from filing one with words.
    const next = { ...file, id: 'COR 2', toHash: HASH, passages: [] };
    expect(run.send(next, '2026-07-01T00:00:00.000Z').of('corrigendum_filed')).toHaveLength(2);
  });

  it('[R215] nothing is corrected of what was not adopted', () => {
    const broken = open().send(act('CA', 'object', { reason: 'No.' }), FILED);
    expect(broken.code({ ...file, id: 'COR 2' }, LATER)).toBe('ALREADY_CLOSED');
    const running = open()
      .send(file, FILED)
      .send(act('CA', 'object', { reason: 'No.' }), FILED);
    expect(running.now.state).toBe('broken');
    expect(nextInstant(running.now)).toBeNull();
    expect(running.code(says('CA', 'contest_corrigendum', { id: 'COR 1', reason: 'x' }), FILED)).toBe(
      'ALREADY_CLOSED',
    );
  });

  it('[R97] a vote that all have answered waits for it, and closes when it stands', () => {
    const run = open({ kind: 'vote', deadlineAt: null }).send(file, FILED);
    for (const partner of PARTNERS) run.send(act(partner, 'agree'), FILED);
    expect(run.now.state).toBe('open');
    expect(run.tick(LATER).now).toMatchObject({ state: 'adopted', closedAt: at('2026-06-10T10:00:00.001Z') });
  });
});

describe('ends that are no count', () => {
  it('[R98] for vital and stated reasons no vote is taken: referred', () => {
    const brake = says('CA', 'emergency_brake', { reason: 'Vital reasons.' });
    expect(open({ allowEmergencyBrake: true }).send(brake, OPENED).now).toMatchObject({
      state: 'referred',
      cause: 'emergency_brake',
    });
    expect(open().code(brake, OPENED)).toBe('ACT_NOT_ALLOWED');
    expect(
      open({ allowEmergencyBrake: true }).code(says('CA', 'emergency_brake', { reason: ' ' }), OPENED),
    ).toBe('REASON_REQUIRED');
  });

  it('[R79] the chair closes a vote as it stands; who has not answered is absent', () => {
    const run = open({ kind: 'vote', rule: { id: 'TWO_THIRDS_CAST' }, deadlineAt: null });
    run.send(act('AU', 'agree'), OPENED).send({ type: 'close', by: 'chair' }, LATER);
    expect(run.now).toMatchObject({ state: 'adopted', closedAt: at(LATER) });
    expect(open().code({ type: 'close', by: 'chair' }, OPENED)).toBe('WRONG_STATE');
    expect(open({ kind: 'written' }).code({ type: 'close', by: 'chair' }, OPENED)).toBe('NOT_ALL_ENDORSED');
  });

  it('[R64] a written procedure is counted at its deadline: no reply is no consent', () => {
    const written = (): Run => open({ kind: 'written', rule: { id: 'UNANIMITY_ABST' } });
    const all = PARTNERS.reduce((run, partner) => run.send(act(partner, 'agree'), OPENED), written());
    expect(all.now.state).toBe('open');
    expect(all.tick(LATER).now).toMatchObject({
      state: 'adopted',
      closedAt: at('2026-06-11T10:00:00.001Z'),
      cause: 'counted',
    });
    expect(written().send(act('AU', 'agree'), OPENED).tick(LATER).now.state).toBe('not_adopted');
  });

  it('[R65] below its quorum it decides nothing, which is no rejection', () => {
    const run = open({ kind: 'written', rule: { id: 'SIMPLE_MAJORITY_CAST' }, quorum: 'majority' });
    expect(run.send(act('AU', 'agree'), OPENED).tick(LATER).now).toMatchObject({
      state: 'no_decision',
      cause: 'quorum_not_met',
    });
  });

  it('[R68] a vote by majority closes with the last answer, whatever comes before; an answer may be taken back until then', () => {
    const run = open({ kind: 'vote', rule: { id: 'SIMPLE_MAJORITY_MEMBERS' }, deadlineAt: null });
    run.send(act('AU', 'object'), OPENED).send(act('CA', 'agree'), OPENED);
    run.send(says('AU', 'withdraw_objection', {}), OPENED).send(act('GB', 'agree'), OPENED);
    expect(run.now.state).toBe('open');
    expect(run.send(act('AU', 'abstain'), DEADLINE).now).toMatchObject({
      state: 'adopted',
      closedAt: at(DEADLINE),
    });
    expect(open().code(says('AU', 'withdraw_objection', {}), OPENED)).toBe('OBJECTION_FINAL');
  });
});

describe('what comes after', () => {
  const period = {
    procedure: 'p2' as Terms['procedure'],
    opensAt: null,
    deadlineAt: at('2026-06-12T10:00:00.000Z'),
  };
  const broken = (): Run => open({ minPeriodMs: 72 * 3_600_000 }).send(act('CA', 'object'), OPENED);

  it('[R89] a broken text is put again as a procedure of its own, for 24 hours', () => {
    const again = reissued(broken().now, period);
    expect(again).toMatchObject({
      ok: true,
      value: {
        procedure: 'p2',
        follows: 'p1',
        followsAs: 'reissue',
        packageHash: HASH,
        minPeriodMs: 86_400_000,
      },
    });
    expect(again.ok && new Run(again.value, '2026-06-11T10:00:00.000Z').now.state).toBe('open');
    expect(reissued(open().now, period)).toEqual(err({ code: 'WRONG_STATE', state: 'open' }));
    expect(reissued(open().tick(LATER).now, period)).toEqual(err({ code: 'WRONG_STATE', state: 'adopted' }));
  });

  it('[R90] or before another electorate, once the first is referred', () => {
    const run = open().send({ type: 'refer', by: 'chair', to: period.procedure, reason: '' }, OPENED);
    expect(run.of('closed')).toMatchObject([{ state: 'referred', cause: 'referred', to: 'p2' }]);
    const forum = { members: seats(['AU', 'CA']), rule: { id: 'CONSENSUS' } as const, rulebook: null };
    expect(inAnotherForum(run.now, period, forum)).toMatchObject({
      ok: true,
      value: { follows: 'p1', followsAs: 'forum_switch', members: [{ partner: 'AU' }, { partner: 'CA' }] },
    });
  });

  it('[R91] a derogation is granted by silence, and put to a count once somebody objects', () => {
    const terms = derogation(silence({ members: seats(PARTNERS) }), {
      ...period,
      packageHash: HASH,
      fallback: { id: 'TWO_THIRDS_MEMBERS' },
    });
    const run = new Run(terms, OPENED).send(act('CA', 'object'), OPENED);
    expect(run.types()).toEqual(['opened', 'acted', 'escalated']);
    expect(run.now).toMatchObject({ state: 'open', deadlineAt: null, escalatedAt: at(OPENED) });
    run
      .send(act('AU', 'agree'), '2026-07-01T10:00:00.000Z')
      .send(act('GB', 'agree'), '2026-07-02T10:00:00.000Z');
    expect(run.now).toMatchObject({ state: 'adopted', closedAt: at('2026-07-02T10:00:00.000Z') });
    expect(new Run(terms, OPENED).tick('2026-07-01T10:00:00.000Z').now).toMatchObject({
      state: 'adopted',
      cause: 'silence',
    });
  });

  it('[R202] a request is known by the hash of all of it, the act that it derogates from included', () => {
    const request: DerogationRequest = {
      packageHash: HASH,
      procedure: silence().procedure,
      partner: code('AU'),
      subject: 'A. N. Other',
      provision: 'para_4',
      ground: 'Medical treatment.',
      from: null,
      until: at('2026-12-31T00:00:00.000Z'),
    };
    const hash = derogationHash(request);
    expect(derogationHash({ ...request })).toBe(hash);
    const others: readonly Partial<DerogationRequest>[] = [
      { packageHash: OTHER_HASH },
      { partner: code('CA') },
      { subject: 'A. N. other' },
      { provision: null },
      { ground: 'Medical treatment' },
      { until: null },
    ];
    expect(new Set([hash, ...others.map((one) => derogationHash({ ...request, ...one }))]).size).toBe(7);
  });

  it('[R109] a late objection lets the chair hold publication within the recall window, and unadopts nothing', () => {
    const held = { type: 'hold_publication', by: 'chair' } as const;
    const late = (): Run => open({ recallWindowMs: 3_600_000 }).send(act('CA', 'object'), LATER);
    expect(late().of('late_objection')).toMatchObject([
      { partner: 'CA', recallUntil: at('2026-06-11T11:00:00.001Z') },
    ]);
    expect(late().send(held, '2026-06-11T11:00:00.001Z').now).toMatchObject({
      state: 'adopted',
      publicationHeld: true,
    });
    expect(late().code(held, '2026-06-11T11:00:00.002Z')).toBe('INSTANT_UNFIT');
    expect(late().code({ ...held, by: 'secretariat' }, LATER)).toBe('WRONG_OFFICE');
    expect(open({ recallWindowMs: 3_600_000 }).tick(LATER).code(held, LATER)).toBe('NOTHING_THERE');
    expect(
      late().send(held, LATER).send({ type: 'release_publication', by: 'chair' }, LATER).now.publicationHeld,
    ).toBe(false);
    expect(code('CA')).toBe(late().now.lateObjections[0]?.partner);
  });

  it('[R73] every partner may agree to an earlier deadline, exactly that one', () => {
    const to = '2026-06-10T10:00:00.000Z';
    const agree = (partner: string, when: string): CommandOf<'agree_shortening'> =>
      says(partner, 'agree_shortening', { deadlineAt: at(when) });
    const run = open().send(agree('AU', to), OPENED).send(agree('CA', to), OPENED);
    run.send(agree('GB', '2026-06-10T11:00:00.000Z'), OPENED);
    expect(run.code(extend(to), OPENED)).toBe('SHORTENING_REQUIRES_ALL');
    expect(run.send(agree('GB', to), OPENED).send(extend(to), OPENED).tick(DEADLINE).now).toMatchObject({
      state: 'adopted',
      closedAt: at('2026-06-10T10:00:00.001Z'),
      extensions: 0,
    });
  });
});
