import { act, at, code, hold, lift, reserve, Run, says, seats, silence, speaker } from './procedure.kit.js';
import { nextInstant } from './clock.js';
import { recount } from '../record/recount.js';
import type { CommandOf } from './command.js';
import type { Comparison } from './state.js';
import type { Terms } from './terms.js';

const OPENED = '2026-06-08T08:00:00.000Z';
const SAID = '2026-06-08T09:00:00.000Z';
const NEXT_DAY = '2026-06-09T08:00:00.000Z';
const LATER = '2026-06-11T10:00:05.000Z';
const CLOSED = at('2026-06-11T10:00:00.001Z');
const PARTNERS = ['AU', 'CA', 'GB', 'JP'];
const CONFIRM: CommandOf<'confirm_result'> = { type: 'confirm_result', by: 'chair' };
const ITEMS = ['t1', 't2'].map((id) => ({ id, title: id }));

const open = (change: Partial<Terms> = {}): Run =>
  new Run(silence({ members: seats(PARTNERS), ...change }), OPENED);
const written = (change: Partial<Terms> = {}): Run =>
  open({ kind: 'written', rule: { id: 'UNANIMITY_ABST' }, ...change });
const agreed = (run: Run, ...partners: readonly string[]): Run =>
  partners.reduce((sofar, partner) => sofar.send(act(partner, 'agree'), SAID), run);
const removed = (
  partner: string,
  more: Partial<CommandOf<'change_electorate'>> = {},
): CommandOf<'change_electorate'> => ({
  type: 'change_electorate',
  by: 'chair',
  id: `without ${partner}`,
  at: null,
  leaving: [{ partner: code(partner), how: 'left' }],
  joining: [],
  ...more,
});
const proxy = (giver: string, holder: string): CommandOf<'give_proxy'> =>
  says(giver, 'give_proxy', { to: code(holder), says: 'as_holder' });

/** What the close says of both computations: at once, or for the chair to confirm. */
function saidAtClose(run: Run): { readonly asks: boolean; readonly comparison: Comparison | null } {
  run.tick(LATER);
  const [due] = run.of('confirmation_due');
  return due === undefined
    ? { asks: false, comparison: run.now.comparison }
    : { asks: true, comparison: due.comparison };
}

const founded = (run: Run): void => {
  const played = recount(run.events);
  expect(played.ok && played.value.unfounded).toEqual([]);
};

describe('a result that waits for the chair', () => {
  it('[R84] who comes back has said nothing yet: its act went with it, and is not asked about at the close', () => {
    const run = agreed(written({ joiners: 'pending_matters' }), 'AU', 'CA', 'GB', 'JP')
      .send(removed('JP'), NEXT_DAY)
      .send(removed('JP', { id: 'back', leaving: [], joining: seats(['JP']) }), NEXT_DAY);
    expect(saidAtClose(run).asks).toBe(false);
    expect(run.now.state).toBe('not_adopted');
  });

  /** One of three for, one against: with the member that left it would have been adopted. */
  const waiting = (): Run =>
    agreed(
      written({ rule: { id: 'SIMPLE_MAJORITY_MEMBERS' }, members: seats(['AU', 'CA', 'GB']) }),
      'AU',
      'CA',
    )
      .send(act('GB', 'object'), SAID)
      .send(removed('AU'), NEXT_DAY)
      .tick(LATER);

  it('[R247] is counted on the electorate of the instant at which it was due: nobody leaves or joins while it waits', () => {
    const run = waiting();
    expect(run.now.pending?.comparison).toMatchObject({ is: 'not_adopted', wouldHaveBeen: 'adopted' });
    expect(run.code(removed('GB'), '2026-06-12T09:00:00.000Z')).toBe('WRONG_STATE');
    expect(run.code(removed('GB', { at: at('2026-07-01T09:00:00.000Z') }), '2026-06-12T09:00:00.000Z')).toBe(
      'WRONG_STATE',
    );
    expect(run.send(CONFIRM, '2026-06-12T10:00:00.000Z').now).toMatchObject({
      state: 'not_adopted',
      closedAt: CLOSED,
      comparison: { is: 'not_adopted', wouldHaveBeen: 'adopted' },
    });
    founded(run);
  });

  it('[R247] nor are its words corrected then', () => {
    const vote = agreed(
      open({
        kind: 'vote',
        rule: { id: 'SIMPLE_MAJORITY_MEMBERS' },
        deadlineAt: null,
        reasonsRequired: false,
      }),
      'AU',
      'CA',
    ).send(act('GB', 'object'), SAID);
    vote.send(removed('JP'), NEXT_DAY);
    expect(vote.now.pending).not.toBeNull();
    const file = { type: 'file_corrigendum', by: 'secretariat', id: 'COR 1', note: 'A comma.' } as const;
    expect(vote.code({ ...file, toHash: vote.now.packageHash }, NEXT_DAY)).toBe('WRONG_STATE');
  });

  it('[R247] a change scheduled before waits too, then happens at its own instant to what is left', () => {
    const run = open({ kind: 'no_objection', onObjection: 'suspend', severable: true, items: ITEMS })
      .send(reserve('JP', 'substantive', { scope: ['t1'] }), SAID)
      .send(hold('GB', 'h1', ['t2']), SAID)
      .send(removed('CA', { at: at('2026-06-12T00:00:00.000Z') }), SAID)
      .send(removed('JP'), NEXT_DAY)
      .tick('2026-06-12T12:00:00.000Z');
    expect(run.now.pending?.matters).toEqual(['t1']);
    expect(run.now.members).toHaveLength(3);
    expect(nextInstant(run.now)).toBeGreaterThan(at('2026-06-13T00:00:00.000Z'));
    run.send(CONFIRM, '2026-06-13T00:00:00.000Z');
    expect(run.of('electorate_changed').map((event) => event.at)).toEqual([
      at(NEXT_DAY),
      at('2026-06-12T00:00:00.000Z'),
    ]);
    expect(run.now.members.map(({ partner }) => partner)).toEqual(['AU', 'GB']);
    expect(run.now.matters[0]).toMatchObject({ id: 't1', state: 'adopted', since: CLOSED });
    // What was confirmed of one item stays in the record of the whole, though the rest turned on nothing.
    run.send(lift('GB', 'h1'), '2026-06-13T08:00:00.000Z').tick('2026-07-01T00:00:00.000Z');
    expect(run.now).toMatchObject({
      state: 'adopted',
      comparison: { is: 'adopted', wouldHaveBeen: 'broken' },
    });
    founded(run);
  });
});

describe('what it would have been without a removal', () => {
  it.each(['left', 'suspended'] as const)(
    '[R248] who was silent under silence and is %s had consented',
    (how) => {
      const run = open({ rule: { id: 'UNANIMITY_ABST' } });
      run.send(removed('JP', { leaving: [{ partner: code('JP'), how }] }), NEXT_DAY);
      expect(saidAtClose(run)).toEqual({
        asks: false,
        comparison: { without: ['JP'], is: 'adopted', wouldHaveBeen: 'adopted' },
      });
      founded(run);
    },
  );

  it('[R248] in a written procedure who had not answered was no consent', () => {
    const run = agreed(written(), 'AU', 'CA', 'GB').send(removed('JP'), NEXT_DAY);
    expect(saidAtClose(run)).toMatchObject({ asks: true, comparison: { wouldHaveBeen: 'not_adopted' } });
  });

  it('[R248] who left was represented as before, by its proxy or by what the holder said for it', () => {
    const given = written().send(proxy('JP', 'AU'), SAID);
    const nothing = { asks: false, comparison: { wouldHaveBeen: 'adopted' } };
    const run = agreed(given, 'AU', 'CA', 'GB').send(removed('JP'), NEXT_DAY);
    expect(saidAtClose(run)).toMatchObject(nothing);
    const outright = written().send(says('JP', 'give_proxy', { to: code('AU'), says: 'abstain' }), SAID);
    outright.send(act('JP', 'object', { ...speaker('JP'), proxyHolder: code('AU') }), SAID);
    agreed(outright, 'AU', 'CA', 'GB').send(removed('JP'), NEXT_DAY);
    expect(saidAtClose(outright)).toMatchObject({ asks: true, comparison: { wouldHaveBeen: 'not_adopted' } });
  });

  it('[R248] and represented others as before, unless they have chosen otherwise since', () => {
    const run = agreed(written().send(proxy('JP', 'GB'), SAID), 'AU', 'CA', 'GB');
    run.send(removed('GB'), '2026-06-11T09:59:59.000Z');
    expect(saidAtClose(run)).toMatchObject({
      asks: true,
      comparison: { is: 'not_adopted', wouldHaveBeen: 'adopted' },
    });
    const again = agreed(written().send(proxy('JP', 'GB'), SAID), 'AU', 'CA', 'GB');
    again
      .send(removed('GB'), NEXT_DAY)
      .send(says('JP', 'give_proxy', { to: code('CA'), says: 'against' }), NEXT_DAY);
    expect(saidAtClose(again)).toMatchObject({
      asks: false,
      comparison: { is: 'not_adopted', wouldHaveBeen: 'not_adopted' },
    });
  });

  it('[R248] its reserve would have blocked', () => {
    const run = open().send(reserve('JP', 'substantive'), SAID).send(removed('JP'), NEXT_DAY);
    expect(saidAtClose(run)).toEqual({
      asks: true,
      comparison: { without: ['JP'], is: 'adopted', wouldHaveBeen: 'broken' },
    });
    expect(run.send(CONFIRM, LATER).now).toMatchObject({ state: 'adopted', closedAt: CLOSED });
    founded(run);
  });

  it('[R248] a reserve that it had lifted itself would not', () => {
    const run = open().send(reserve('JP', 'substantive'), SAID);
    run.send(
      says('JP', 'end_reserve', { id: 'r1', end: { mode: 'lifted', to: null, reason: '', evidence: '' } }),
      SAID,
    );
    expect(saidAtClose(run.send(removed('JP'), NEXT_DAY))).toMatchObject({ asks: false });
  });

  it('[R248] is said of all items: of one that turns, before the first', () => {
    const run = written({ rule: { id: 'SIMPLE_MAJORITY_MEMBERS' }, severable: true, items: ITEMS });
    for (const partner of ['AU', 'CA']) run.send(act(partner, 'agree'), SAID);
    run.send(act('GB', 'agree', { scope: ['t1'] }), SAID).send(act('JP', 'object', { scope: ['t2'] }), SAID);
    run.send(removed('JP'), NEXT_DAY);
    const comparison = { without: ['JP'], is: 'adopted', wouldHaveBeen: 'not_adopted' };
    expect(saidAtClose(run)).toEqual({ asks: true, comparison });
    expect(run.send(CONFIRM, LATER).of('closed')).toMatchObject([{ state: 'adopted', comparison }]);
    founded(run);
  });

  it('[R248] who objected ends it, whoever was removed', () => {
    const run = open().send(removed('JP'), NEXT_DAY).send(act('CA', 'object'), NEXT_DAY);
    expect(run.of('closed')).toMatchObject([
      { state: 'broken', comparison: { is: 'broken', wouldHaveBeen: 'broken' } },
    ]);
    founded(run);
  });
});
