import {
  instant,
  type DelegationCode,
  type Hash,
  type Instant,
  type MandateId,
  type PersonId,
  type ProcedureId,
} from '@entente/kernel';
import type { Member } from '../count/electorate.js';
import type { NewReserve, Reserve } from '../reserve/reserve.js';
import type { ReserveKind } from '../reserve/kinds.js';
import type { ActKind, Speaker } from './act.js';
import type { CommandOf, ProcedureCommand } from './command.js';
import { decide } from './decide.js';
import type { ProcedureEvent } from './event.js';
import { evolveAll } from './evolve.js';
import type { Refusal } from './refusal.js';
import type { Procedure } from './state.js';
import { termsOf, type Terms } from './terms.js';

/** Builders for specs of procedures. Instants are written as ISO 8601 UTC. */
export const HASH = `sha256:${'a'.repeat(64)}` as Hash;
export const OTHER_HASH = `sha256:${'b'.repeat(64)}` as Hash;

export const at = (iso: string): Instant => {
  const ms = new Date(iso).getTime();
  return instant(ms);
};
export const code = (partner: string): DelegationCode => partner as DelegationCode;

export const EU27 = 'AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(
  ' ',
);

export const seats = (partners: readonly string[], more: Partial<Member> = {}): readonly Member[] =>
  partners.map((partner) => ({ partner: code(partner), weight: 1, participates: true, ...more }));

/** Terms of scenario 1: EU-27 under silence, terminate, until 2026-06-11T10:00Z, inclusive. */
export const silence = (change: Partial<Terms> = {}): Terms =>
  termsOf({
    procedure: 'p1' as ProcedureId,
    kind: 'silence',
    rule: { id: 'CONSENSUS' },
    packageHash: HASH,
    members: seats(EU27),
    deadlineAt: at('2026-06-11T10:00:00.000Z'),
    ...change,
  });

/** What a spec does to one procedure, in order, each command received at its instant. */
export class Run {
  procedure: Procedure | null = null;
  readonly events: ProcedureEvent[] = [];
  readonly refusals: Refusal[] = [];

  constructor(
    terms: Terms,
    openedAt: string,
    how: 'prepare' | 'announce' | 'open' = 'open',
    reserves: readonly Reserve[] = [],
  ) {
    this.send({ type: how, terms, frozenHash: terms.packageHash, reserves }, openedAt);
    const [refusal] = this.refusals;
    if (refusal !== undefined) throw new Error(`refused at opening: ${JSON.stringify(refusal)}`);
  }

  /** The procedure as folded so far. */
  get now(): Procedure {
    if (this.procedure === null) throw new Error('nothing was opened');
    return this.procedure;
  }

  send(command: ProcedureCommand, iso: string): this {
    const decided = decide(this.procedure, command, at(iso));
    if (decided.ok) {
      this.events.push(...decided.value);
      this.procedure = evolveAll(this.procedure, decided.value);
    } else {
      this.refusals.push(decided.error);
    }
    return this;
  }

  /** Sends, and answers with the refusal's code, or `done`. */
  code(command: ProcedureCommand, iso: string): Refusal['code'] | 'done' {
    const before = this.refusals.length;
    this.send(command, iso);
    return this.refusals[before]?.code ?? 'done';
  }

  tick(iso: string): this {
    return this.send({ type: 'tick' }, iso);
  }

  types(): readonly ProcedureEvent['type'][] {
    return this.events.map((event) => event.type);
  }

  of<Type extends ProcedureEvent['type']>(
    type: Type,
  ): readonly Extract<ProcedureEvent, { readonly type: Type }>[] {
    return this.events.filter(
      (event): event is Extract<ProcedureEvent, { readonly type: Type }> => event.type === type,
    );
  }
}

export const speaker = (partner: string, more: Partial<Speaker> = {}): Speaker => ({
  partner: code(partner),
  person: `person of ${partner}` as PersonId,
  mandate: `mandate of ${partner}` as MandateId,
  level: 'ambassador',
  ...more,
});

let nonces = 0;
/** A nonce that no other message of the run has. */
export const nonce = (): string => `nonce ${String((nonces += 1))}`;

export const act = (
  partner: string,
  kind: ActKind,
  more: Partial<CommandOf<'act'>> = {},
): CommandOf<'act'> => ({
  type: 'act',
  act: kind,
  reason: '',
  packageHash: HASH,
  nonce: nonce(),
  ...speaker(partner),
  ...more,
});

/** A partner's word that is no act. */
export const says = <Type extends ProcedureCommand['type']>(
  partner: string,
  type: Type,
  facts: Omit<CommandOf<Type>, 'type' | 'nonce' | keyof Speaker> & Partial<Speaker>,
): CommandOf<Type> =>
  // The facts are those of that command; its speaker and nonce are added here.
  ({ type, nonce: nonce(), ...speaker(partner), ...facts }) as unknown as CommandOf<Type>;

export const hold = (partner: string, id: string, scope: readonly string[] = []): CommandOf<'hold'> =>
  says(partner, 'hold', { id, scope, reason: 'We need time.' });

export const lift = (partner: string, id: string): CommandOf<'lift_hold'> =>
  says(partner, 'lift_hold', { id, reason: '' });

export const reserve = (
  partner: string,
  kind: ReserveKind,
  more: Partial<NewReserve> = {},
): CommandOf<'enter_reserve'> => {
  const usual = { id: 'r1', kind, scope: [], reason: '', language: null, waitsFor: '', reopens: null };
  return says(partner, 'enter_reserve', { reserve: { ...usual, ...more }, leave: true });
};

export const liftReserve = (
  partner: string,
  id = 'r1',
  more: Partial<Speaker> = {},
): CommandOf<'end_reserve'> =>
  says(partner, 'end_reserve', {
    id,
    end: { mode: 'lifted', to: null, reason: '', evidence: 'cleared' },
    ...more,
  });

export const extend = (deadline: string): CommandOf<'extend'> => ({
  type: 'extend',
  by: 'chair',
  deadlineAt: at(deadline),
});
