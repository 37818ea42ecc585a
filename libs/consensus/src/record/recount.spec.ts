import { testSeed } from '@entente/testing';
import { err, ok } from '@entente/kernel';
import fc from 'fast-check';
import type { ProcedureEvent } from '../procedure/event.js';
import { play, scriptArb, termsArb } from '../procedure/random-procedure.kit.js';
import { act, Run, silence } from '../procedure/procedure.kit.js';
import { recount } from './recount.js';

const seed = testSeed();

function unfoundedIn(events: readonly ProcedureEvent[]): readonly number[] {
  const played = recount(events);
  if (!played.ok) throw new Error(`event ${String(played.error)} does not follow`);
  return played.value.unfounded;
}

describe(`a record played again (seed ${String(seed)})`, () => {
  it('[R181] comes to the result that it states, whatever happened', () => {
    fc.assert(
      fc.property(termsArb, scriptArb, (terms, script) => {
        const { procedure, record } = play(terms, script);
        expect(recount(record)).toEqual(ok({ procedure, unfounded: [] }));
      }),
      { seed, numRuns: 600 },
    );
  });

  it('[R181] names a stated end that the acts do not come to', () => {
    fc.assert(
      fc.property(termsArb, scriptArb, (terms, script) => {
        const { record } = play(terms, script);
        const end = record.findIndex((event) => event.type === 'closed');
        fc.pre(end !== -1);
        const forged = record.map((event): ProcedureEvent =>
          event.type === 'closed'
            ? { ...event, state: event.state === 'adopted' ? 'not_adopted' : 'adopted' }
            : event,
        );
        expect(unfoundedIn(forged)).toContain(end);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('[R181] an adoption by silence stands at its deadline, and with nobody’s objection', () => {
    const run = new Run(silence(), '2026-06-08T08:00:00.000Z').tick('2026-06-11T10:00:00.001Z');
    expect(run.now.state).toBe('adopted');
    expect(unfoundedIn(run.events)).toEqual([]);
    const early = run.events.map((event) =>
      event.type === 'closed' ? { ...event, at: event.at - 1 } : event,
    );
    expect(unfoundedIn(early as readonly ProcedureEvent[])).toEqual([run.events.length - 1]);
    const objected = new Run(silence(), '2026-06-08T08:00:00.000Z').send(
      act('FR', 'object', { reason: 'Article 4.' }),
      '2026-06-09T08:00:00.000Z',
    );
    const swapped = [...objected.events.slice(0, -1), ...run.events.slice(-1)];
    expect(unfoundedIn(swapped)).toEqual([swapped.length - 1]);
  });

  it('[R181] names the first event that nothing led to', () => {
    const run = new Run(silence(), '2026-06-08T08:00:00.000Z').tick('2026-06-11T10:00:00.001Z');
    expect(recount([])).toEqual(err(0));
    expect(recount(run.events.slice(1))).toEqual(err(0));
    const [opened] = run.events;
    if (opened === undefined) throw new Error('nothing happened');
    expect(recount([...run.events, opened])).toEqual(err(run.events.length));
  });
});
