import fc from 'fast-check';
import { instant, type Instant } from '@entente/kernel';
import type { ProcedureCommand } from './command.js';
import { decide } from './decide.js';
import type { ProcedureEvent } from './event.js';
import { evolveAll } from './evolve.js';
import { act, at, code, HASH, hold, OTHER_HASH, reserve, says, seats } from './procedure.kit.js';
import type { Procedure } from './state.js';
import { termsOf, type ProcedureKind, type Terms } from './terms.js';

/** Procedures at random for property tests: terms, commands at instants that do not go back, and their play. */
export const OPENED = at('2026-06-08T08:00:00.000Z');
export const HOUR = 3_600_000;
export const DEADLINE = instant(OPENED + 72 * HOUR);
const PARTNERS = ['AU', 'CA', 'GB', 'JP', 'US'];

export const termsArb: fc.Arbitrary<Terms> = fc
  .record({
    kind: fc.constantFrom<ProcedureKind>('vote', 'written', 'silence', 'no_objection'),
    rule: fc.constantFrom<Terms['rule']>(
      { id: 'CONSENSUS' },
      { id: 'UNANIMITY_ABST' },
      { id: 'SIMPLE_MAJORITY_MEMBERS' },
      { id: 'REVERSE_CONSENSUS', days: 3 },
    ),
    severable: fc.boolean(),
    deadlineInclusive: fc.boolean(),
    onObjection: fc.constantFrom<Terms['onObjection']>('terminate', 'suspend'),
    quorum: fc.constantFrom<Terms['quorum']>('none', 'majority'),
    holdMaxMs: fc.constantFrom(HOUR, 40 * HOUR, 200 * HOUR),
    holdExtensionMs: fc.constantFrom(undefined, 20 * HOUR),
    fallback: fc.constantFrom<Terms['fallback']>(null, { id: 'TWO_THIRDS_MEMBERS' }),
    joiners: fc.constantFrom<Terms['joiners']>('excluded', 'pending_matters'),
  })
  .map((given) =>
    termsOf({
      procedure: 'p1' as Terms['procedure'],
      packageHash: HASH,
      members: seats(PARTNERS),
      deadlineAt: DEADLINE,
      items: ['1', '2', '3'].map((id) => ({ id, title: id })),
      reasonsRequired: false,
      allowEmergencyBrake: true,
      ...given,
    }),
  );

const partnerArb = fc.constantFrom(...PARTNERS, 'NZ');
const scopeArb = fc.constantFrom<readonly string[]>([], ['1'], ['2', '3'], ['art_4']);

const commandArb: fc.Arbitrary<ProcedureCommand> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(partnerArb, fc.constantFrom('agree' as const, 'abstain' as const), fc.boolean())
      .map(([partner, kind, adReferendum]) => act(partner, kind, { adReferendum })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(partnerArb, scopeArb).map(([partner, scope]) => act(partner, 'object', { scope })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(partnerArb, scopeArb, fc.nat(9))
      .map(([partner, scope, id]) => hold(partner, `h${String(id)}`, scope)),
  },
  fc
    .tuple(partnerArb, fc.nat(9))
    .map(([partner, id]) => says(partner, 'lift_hold', { id: `h${String(id)}`, reason: '' })),
  fc
    .tuple(partnerArb, fc.nat(9))
    .map(([partner, id]) => says(partner, 'convert_hold', { id: `h${String(id)}`, reason: '' })),
  fc.tuple(partnerArb, fc.nat(9), fc.nat(300)).map(([partner, id, hours]) =>
    says(partner, 'ask_hold_extension', {
      id: `h${String(id)}`,
      until: instant(OPENED + hours * HOUR),
      reason: 'Still reading.',
    }),
  ),
  fc.nat(9).map((id): ProcedureCommand => ({ type: 'extend_hold', by: 'chair', id: `h${String(id)}` })),
  fc
    .tuple(
      partnerArb,
      fc.constantFrom('scrutiny' as const, 'substantive' as const, 'parliamentary' as const),
      fc.nat(9),
    )
    .map(([partner, kind, id]) => reserve(partner, kind, { id: `r${String(id)}` })),
  fc.nat(200).map((hours): ProcedureCommand => ({
    type: 'extend',
    by: 'chair',
    deadlineAt: instant(DEADLINE + hours * HOUR),
  })),
  fc
    .tuple(partnerArb, fc.nat(200), fc.constantFrom('left' as const, 'suspended' as const), fc.uuid())
    .map(([partner, hours, how, id]): ProcedureCommand => ({
      type: 'change_electorate',
      by: 'chair',
      id,
      at: instant(OPENED + hours * HOUR),
      leaving: [{ partner: code(partner), how }],
      joining: [],
    })),
  partnerArb.chain((partner) =>
    partnerArb.map((to) => says(partner, 'give_proxy', { to: code(to), says: 'as_holder' })),
  ),
  fc.option(fc.nat(100), { nil: null }).map((hours): ProcedureCommand => ({
    type: 'suspend',
    by: 'chair',
    reason: 'The summit.',
    until: hours === null ? null : instant(OPENED + hours * HOUR),
  })),
  fc.constantFrom<ProcedureCommand>(
    { type: 'resume', by: 'chair' },
    { type: 'close', by: 'chair' },
    { type: 'close_early', by: 'chair' },
    { type: 'confirm_result', by: 'chair' },
    { type: 'clock_fault', offMs: 5_000 },
    { type: 'file_corrigendum', by: 'secretariat', id: 'COR', toHash: OTHER_HASH, note: 'form' },
    { type: 'withdraw' },
    { type: 'text_changed', packageHash: HASH },
    { type: 'tick' },
  ),
);

/** Commands at instants that do not go back, from the opening to well after the deadline. */
export const scriptArb = fc.array(fc.tuple(commandArb, fc.nat(12 * HOUR)), { maxLength: 25 }).map((steps) => {
  let now: number = OPENED;
  return steps.map(([command, wait]) => {
    now += wait;
    return { command, now: instant(now) };
  });
});

export function opened(terms: Terms): {
  readonly procedure: Procedure;
  readonly record: readonly ProcedureEvent[];
} {
  const decided = decide(null, { type: 'open', terms, frozenHash: HASH }, OPENED);
  if (!decided.ok) throw new Error(decided.error.code);
  const procedure = evolveAll(null, decided.value);
  if (procedure === null) throw new Error('an opening opens');
  return { procedure, record: decided.value };
}

type Script = readonly { readonly command: ProcedureCommand; readonly now: Instant }[];
const END = instant(OPENED + 1_000 * HOUR);

/** Plays a script; `ticks`: instants at which an alarm rings beside it. */
export function play(
  terms: Terms,
  script: Script,
  ticks: readonly Instant[] = [],
): ReturnType<typeof opened> {
  const alarms = [...ticks, END].map((now) => ({ command: { type: 'tick' } as const, now, alarm: true }));
  const steps = [...script.map((step) => ({ ...step, alarm: false })), ...alarms];
  steps.sort((one, other) => one.now - other.now || Number(one.alarm) - Number(other.alarm));
  let { procedure, record } = opened(terms);
  for (const { command, now } of steps) {
    const decided = decide(procedure, command, now);
    if (!decided.ok) continue;
    record = [...record, ...decided.value];
    procedure = evolveAll(procedure, decided.value) ?? procedure;
  }
  return { procedure, record };
}
