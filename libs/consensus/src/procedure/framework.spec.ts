import { act, at, hold, lift, Run, seats, silence } from './procedure.kit.js';
import { nextInstant } from './clock.js';
import { recount } from '../record/recount.js';
import type { Terms } from './terms.js';

const OPENED = '2026-06-08T08:00:00.000Z';
const PARTNERS = ['AU', 'CA', 'GB'];
const DAY = 86_400_000;
const items = [
  { id: 'text', title: 'Decision', framework: true },
  { id: 't1', title: 'One' },
  { id: 't2', title: 'Two' },
];
const open = (change: Partial<Terms> = {}): Run =>
  new Run(
    silence({
      kind: 'no_objection',
      onObjection: 'suspend',
      holdMaxMs: 3 * DAY,
      members: seats(PARTNERS),
      severable: true,
      items,
      ...change,
    }),
    OPENED,
  );

/** An entry held until after the deadline, and the text held over it and lifted: the entry is due first, at 11:00, the text a day later. */
const entryFirst = (): Run =>
  open()
    .send(hold('AU', 'h1', ['t2']), '2026-06-09T11:00:00.000Z')
    .send(hold('CA', 'h2', ['text']), '2026-06-11T09:00:00.000Z')
    .send(lift('CA', 'h2'), '2026-06-12T10:00:00.000Z')
    .tick('2026-06-12T12:00:00.000Z');
const TEXT_CLOSES = '2026-06-13T10:00:00.001Z';

const founded = (run: Run): void => {
  const played = recount(run.events);
  expect(played.ok && played.value.unfounded).toEqual([]);
};

describe('entries and their framework text', () => {
  it('[R249] an entry that is due waits for the framework text, and is adopted with it at its instant', () => {
    const run = entryFirst();
    expect(run.of('settled')).toEqual([]);
    expect(nextInstant(run.now)).toBe(at(TEXT_CLOSES));
    run.tick('2026-06-20T00:00:00.000Z');
    expect(run.now).toMatchObject({ state: 'adopted', cause: 'silence', closedAt: at(TEXT_CLOSES) });
    expect(run.now.matters.map(({ state, since }) => [state, since])).toEqual(
      items.map(() => ['adopted', at(TEXT_CLOSES)]),
    );
    founded(run);
  });

  it('[R249] and falls with it', () => {
    const run = entryFirst().send(act('GB', 'object', { scope: ['text'] }), '2026-06-12T13:00:00.000Z');
    expect(run.now).toMatchObject({ state: 'broken', cause: 'objection' });
    expect(run.now.matters.map(({ state }) => state)).toEqual(['rejected', 'rejected', 'rejected']);
    founded(run);
  });

  it('[R249] while it waits an objection still takes it out at once, and the text is adopted without it', () => {
    const run = entryFirst().send(act('GB', 'object', { scope: ['t2'] }), '2026-06-12T13:00:00.000Z');
    run.tick('2026-06-20T00:00:00.000Z');
    expect(run.now.matters.map(({ state }) => state)).toEqual(['adopted', 'adopted', 'rejected']);
    founded(run);
  });

  it('[R249] once the text is adopted, an entry that is still held closes by itself', () => {
    const run = open().send(hold('AU', 'h1', ['t2']), '2026-06-09T11:00:00.000Z');
    run.tick('2026-06-11T12:00:00.000Z');
    expect(run.now.state).toBe('part_adopted');
    run.tick('2026-06-12T12:00:00.000Z');
    expect(run.now).toMatchObject({ state: 'adopted', closedAt: at('2026-06-12T11:00:00.001Z') });
    founded(run);
  });

  it.each([
    ['is adopted with it when all have answered on it', 'agree', 'adopted', 'adopted'],
    ['falls with it', 'object', 'not_adopted', 'rejected'],
  ] as const)(
    '[R249] an entry that all have answered in a vote waits for the text, and %s',
    (_what, said, state, entry) => {
      const run = open({
        kind: 'vote',
        rule: { id: 'SIMPLE_MAJORITY_MEMBERS' },
        deadlineAt: null,
        reasonsRequired: false,
      });
      for (const partner of PARTNERS) run.send(act(partner, 'agree', { scope: ['t1', 't2'] }), OPENED);
      expect(run.of('settled')).toEqual([]);
      const later = '2026-06-08T10:00:00.000Z';
      // An act on the text alone concerns everything; who is for it says so of the whole.
      for (const partner of PARTNERS) run.send(act(partner, said, { scope: ['text'] }), later);
      expect(run.now).toMatchObject({ state, closedAt: at(later) });
      expect(run.now.matters.map((matter) => matter.state)).toEqual(items.map(() => entry));
      founded(run);
    },
  );
});
