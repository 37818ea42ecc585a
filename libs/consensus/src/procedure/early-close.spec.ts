import {
  at,
  act,
  code,
  EU27,
  hold,
  lift,
  liftReserve,
  OTHER_HASH,
  reserve,
  Run,
  seats,
  silence,
} from './procedure.kit.js';
import { recount } from '../record/recount.js';
import type { CommandOf } from './command.js';
import type { Terms } from './terms.js';

const OPENED = '2026-06-08T08:00:00.000Z';
const SAID = '2026-06-08T09:00:00.000Z';
const NEXT_DAY = '2026-06-09T08:00:00.000Z';
const THEN = '2026-06-09T09:00:00.000Z';
const LATER = '2026-06-11T10:00:05.000Z';
const PARTNERS = ['AU', 'CA', 'GB'];
const EARLY: CommandOf<'close_early'> = { type: 'close_early', by: 'chair' };
const CLOSE: CommandOf<'close'> = { type: 'close', by: 'chair' };

const open = (change: Partial<Terms> = {}): Run =>
  new Run(silence({ members: seats(PARTNERS), ...change }), OPENED);
const endorsed = (run: Run, partners: readonly string[] = PARTNERS, iso = SAID): Run =>
  partners.reduce((sofar, partner) => sofar.send(act(partner, 'agree'), iso), run);
const removed = (partner: string, how: 'left' | 'suspended'): CommandOf<'change_electorate'> => ({
  type: 'change_electorate',
  by: 'chair',
  id: `${partner} ${how}`,
  at: null,
  leaving: [{ partner: code(partner), how }],
  joining: [],
});
const file: CommandOf<'file_corrigendum'> = {
  type: 'file_corrigendum',
  by: 'secretariat',
  id: 'COR 1',
  toHash: OTHER_HASH,
  note: 'A comma.',
};

/** Closed early, with a record that a stranger finds founded. */
function earlyAt(run: Run, iso: string): string | undefined {
  expect(run.code(EARLY, iso)).toBe('done');
  const played = recount(run.events);
  expect(played.ok && played.value.unfounded).toEqual([]);
  expect(run.of('closed')).toMatchObject([{ state: 'adopted', cause: 'early_close' }]);
  return run.now.closedAt === null ? undefined : new Date(run.now.closedAt).toISOString();
}

describe('an early close', () => {
  const others = EU27.filter((partner) => partner !== 'HU');

  it('[R246] is refused below a quorum of a fixed number, which the deadline would not find either', () => {
    const run = endorsed(open({ kind: 'written', rule: { id: 'UNANIMITY_ABST' }, quorum: 3 }), [
      'AU',
      'CA',
      'GB',
    ]).send(removed('GB', 'left'), NEXT_DAY);
    expect(run.code(EARLY, THEN)).toBe('NOT_ALL_ENDORSED');
  });

  it('[R246] is refused where the removal of who had not endorsed turns the result: that waits for the deadline and the chair', () => {
    const written = new Run(silence({ kind: 'written', rule: { id: 'UNANIMITY_ABST' } }), OPENED);
    const run = endorsed(written, others).send(act('HU', 'object'), '2026-06-08T10:00:00.000Z');
    run.send(removed('HU', 'suspended'), NEXT_DAY);
    expect(run.code(EARLY, THEN)).toBe('NOT_ALL_ENDORSED');
    expect(run.now).toMatchObject({ state: 'open', closedAt: null });
    expect(run.tick(LATER).of('confirmation_due')).toMatchObject([
      { comparison: { without: ['HU'], is: 'adopted', wouldHaveBeen: 'not_adopted' } },
    ]);
  });

  it('[R246] is refused where who left had a reserve that would have blocked', () => {
    const run = endorsed(open().send(reserve('GB', 'substantive'), OPENED), ['AU', 'CA']);
    run.send(removed('GB', 'left'), NEXT_DAY);
    expect(run.code(EARLY, THEN)).toBe('NOT_ALL_ENDORSED');
  });

  it('[R246] where a removal turns nothing, adopts no earlier than it, unless who was removed had endorsed', () => {
    const silent = endorsed(new Run(silence(), OPENED), others).send(removed('HU', 'left'), NEXT_DAY);
    expect(earlyAt(silent, THEN)).toBe(NEXT_DAY);
    const all = endorsed(new Run(silence(), OPENED), EU27).send(removed('HU', 'left'), NEXT_DAY);
    expect(earlyAt(all, THEN)).toBe(SAID);
  });

  it('[R246] adopts no earlier than the end of a reserve that blocked; one that lapses moves nothing', () => {
    const run = endorsed(open().send(reserve('GB', 'substantive'), OPENED));
    expect(run.code(EARLY, NEXT_DAY)).toBe('RESERVE_LIVE');
    expect(earlyAt(run.send(liftReserve('GB'), '2026-06-10T09:00:00.000Z'), '2026-06-10T10:00:00.000Z')).toBe(
      '2026-06-10T09:00:00.000Z',
    );
    const slow = endorsed(open().send(reserve('GB', 'scrutiny'), OPENED)).send(liftReserve('GB'), NEXT_DAY);
    expect(earlyAt(slow, THEN)).toBe(SAID);
  });

  it('[R246] adopts no earlier than a corrigendum stands, and in the corrected words', () => {
    const run = endorsed(open()).send(file, THEN);
    expect(run.code(EARLY, '2026-06-09T10:00:00.000Z')).toBe('WRONG_STATE');
    expect(earlyAt(run, '2026-06-10T12:00:00.000Z')).toBe('2026-06-10T09:00:00.001Z');
    expect(run.now.packageHash).toBe(OTHER_HASH);
  });

  it('[R246] waits for every hold, also one on a single entry, and adopts no earlier than its end', () => {
    const items = ['t1', 't2'].map((id) => ({ id, title: id }));
    const suspends: Partial<Terms> = { kind: 'no_objection', onObjection: 'suspend', severable: true, items };
    for (const scope of [[], ['t2']]) {
      const run = endorsed(open(suspends).send(hold('GB', 'h1', scope), OPENED));
      expect(run.code(EARLY, SAID)).toBe('WRONG_STATE');
      expect(earlyAt(run.send(lift('GB', 'h1'), NEXT_DAY), THEN)).toBe(NEXT_DAY);
    }
  });

  it('[R246] adopts no earlier than the clock that the chair had stopped went on', () => {
    const run = endorsed(open()).send(
      { type: 'suspend', by: 'chair', reason: 'The summit.', until: null },
      SAID,
    );
    expect(run.code(EARLY, SAID)).toBe('WRONG_STATE');
    expect(earlyAt(run.send({ type: 'resume', by: 'chair' }, NEXT_DAY), THEN)).toBe(NEXT_DAY);
  });
});

describe('what the chair does not close', () => {
  const reverse: Partial<Terms> = {
    kind: 'written',
    rule: { id: 'REVERSE_CONSENSUS', days: 3 },
    deadlineAt: at('2026-06-11T10:00:00.000Z'),
  };

  it('[R100] reverse consensus, whatever all have said: it has its whole period', () => {
    for (const said of ['agree', 'object'] as const) {
      const run = open(reverse);
      for (const partner of PARTNERS) run.send(act(partner, said), SAID);
      expect(run.code(EARLY, THEN)).toBe('WRONG_STATE');
      expect(run.code(CLOSE, THEN)).toBe('WRONG_STATE');
      expect(run.tick(LATER).now).toMatchObject({
        state: said === 'agree' ? 'adopted' : 'not_adopted',
        closedAt: at('2026-06-11T10:00:00.001Z'),
      });
    }
    const vote = endorsed(open({ ...reverse, kind: 'vote' }));
    expect(vote.now.state).toBe('open');
    expect(vote.code(CLOSE, THEN)).toBe('WRONG_STATE');
  });

  it('[R68] [R97] a vote whose words a running corrigendum may change', () => {
    const run = endorsed(open({ kind: 'vote', rule: { id: 'SIMPLE_MAJORITY_MEMBERS' }, deadlineAt: null }), [
      'AU',
      'CA',
    ]).send(file, THEN);
    expect(run.code(CLOSE, THEN)).toBe('WRONG_STATE');
    run.send(CLOSE, '2026-06-10T12:00:00.000Z');
    expect(run.now).toMatchObject({
      state: 'adopted',
      packageHash: OTHER_HASH,
      closedAt: at('2026-06-10T12:00:00.000Z'),
    });
  });

  it('[R96] anything while the clock is at fault', () => {
    const run = endorsed(open({ kind: 'written', rule: { id: 'UNANIMITY_ABST' } }));
    run.send({ type: 'clock_fault', offMs: 2_001 }, THEN);
    expect(run.code(CLOSE, THEN)).toBe('WRONG_STATE');
  });
});
