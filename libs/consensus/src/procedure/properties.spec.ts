import { testSeed } from '@entente/testing';
import fc from 'fast-check';
import { instant } from '@entente/kernel';
import { nextInstant } from './clock.js';
import { decide } from './decide.js';
import type { ProcedureEvent } from './event.js';
import { evolve, evolveAll, isClosed } from './evolve.js';
import { act, HASH, speaker } from './procedure.kit.js';
import { DEADLINE, HOUR, OPENED, opened, play, scriptArb, termsArb } from './random-procedure.kit.js';
import type { Procedure } from './state.js';

const seed = testSeed();
const RUNS = { seed, numRuns: 300 };
const AFTER = [
  'late_objection',
  'declared',
  'publication_held',
  'publication_released',
  'corrigendum_filed',
  'corrigendum_contested',
  'corrigendum_stands',
];

describe(`procedures at random (seed ${String(seed)})`, () => {
  it('[R112] close at most once, and after the close only notes follow', () => {
    fc.assert(
      fc.property(termsArb, scriptArb, (terms, script) => {
        const { record } = play(terms, script);
        const end = record.findIndex((event) => event.type === 'closed');
        expect(record.filter((event) => event.type === 'closed').length).toBeLessThanOrEqual(1);
        const later = end === -1 ? [] : record.slice(end + 1).map((event) => event.type);
        expect(later.filter((type) => !AFTER.includes(type))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('[R77] give the same record whenever and however often the alarm rings', () => {
    const ticksArb = fc.array(
      fc.nat(900 * HOUR).map((ms) => instant(OPENED + ms)),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(termsArb, scriptArb, ticksArb, (terms, script, ticks) => {
        expect(play(terms, script, ticks).record).toEqual(play(terms, script).record);
      }),
      RUNS,
    );
  });

  it('[R76] owe nothing before the next instant, and something at it', () => {
    fc.assert(
      fc.property(termsArb, scriptArb, (terms, script) => {
        let { procedure } = opened(terms);
        for (const { command, now } of script) {
          const decided = decide(procedure, command, now);
          if (!decided.ok) continue;
          procedure = evolveAll(procedure, decided.value) ?? procedure;
          const next = nextInstant(procedure);
          if (next === null) continue;
          expect(next).toBeGreaterThan(now);
          expect(decide(procedure, { type: 'tick' }, instant(next - 1))).toEqual({ ok: true, value: [] });
          const due = decide(procedure, { type: 'tick' }, next);
          expect(due.ok && due.value.length).toBeGreaterThan(0);
        }
      }),
      RUNS,
    );
  });

  it('[R112] are what their events say: replayed through JSON they are the same', () => {
    fc.assert(
      fc.property(termsArb, scriptArb, (terms, script) => {
        const { procedure, record } = play(terms, script);
        const stored = JSON.parse(JSON.stringify(record)) as readonly ProcedureEvent[];
        expect(stored.reduce<Procedure | null>(evolve, null)).toEqual(procedure);
      }),
      RUNS,
    );
  });

  it('[R112] [R110] take a message once: sent again at once it changes nothing', () => {
    fc.assert(
      fc.property(termsArb, scriptArb, (terms, script) => {
        let { procedure } = opened(terms);
        for (const { command, now } of script) {
          const decided = decide(procedure, command, now);
          if (!decided.ok) continue;
          procedure = evolveAll(procedure, decided.value) ?? procedure;
          if (!('nonce' in command)) continue;
          expect(decide(procedure, command, now)).toEqual({ ok: true, value: [] });
        }
      }),
      RUNS,
    );
  });

  it('[R71] adopt and break by silence at the instants that the law gives', () => {
    fc.assert(
      fc.property(termsArb, scriptArb, (terms, script) => {
        const { procedure } = play(terms, script);
        if (!isClosed(procedure.state) || procedure.cause !== 'silence') return;
        expect(procedure.closedAt).toBeGreaterThanOrEqual(DEADLINE);
        expect(procedure.acts.every((each) => each.at < (procedure.closedAt ?? 0))).toBe(true);
      }),
      RUNS,
    );
  });

  it('[R112] a speaker of another partner never moves it', () => {
    fc.assert(
      fc.property(termsArb, fc.constantFrom('agree' as const, 'object' as const), (terms, kind) => {
        const { procedure } = opened(terms);
        const stranger = act('AU', kind, { ...speaker('ZZ'), packageHash: HASH });
        expect(decide(procedure, stranger, OPENED)).toMatchObject({
          ok: false,
          error: { code: 'NOT_A_MEMBER' },
        });
      }),
      { seed, numRuns: 40 },
    );
  });
});
