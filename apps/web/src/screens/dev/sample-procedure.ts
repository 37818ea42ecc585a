import {
  decide,
  evolveAll,
  termsOf,
  type Procedure as Core,
  type ProcedureCommand,
  type Terms,
} from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import {
  instant,
  type DelegationCode,
  type Hash,
  type MandateId,
  type PackageId,
  type PersonId,
  type ProcedureId,
} from '@entente/kernel';

const NAMES: readonly (readonly [string, string])[] = [
  ['AU', 'Australia'],
  ['CA', 'Canada'],
  ['JP', 'Japan'],
  ['NO', 'Norway'],
];
const HASH = `sha256:${'ab12'.repeat(16)}` as Hash;
const ID = '00000000-0000-4000-8000-000000000001';
const OPENED = instant(Date.parse('2026-11-27T09:00:00.000Z'));

const code = (partner: string): DelegationCode => partner as DelegationCode;

/** One command of a sample, without who speaks at the keyboard. */
export type Step = { readonly type: ProcedureCommand['type']; readonly [fact: string]: unknown };

/** A procedure as the wire has one, made by the server's own core out of commands: nothing of it is written by hand. */
export function sampleProcedure(change: Partial<Terms>, steps: readonly Step[]): Procedure {
  const members = NAMES.map(([partner], at) => ({
    partner: code(partner),
    weight: 10 + at,
    participates: true,
  }));
  const terms = termsOf({
    procedure: ID as ProcedureId,
    kind: 'vote',
    rule: { id: 'UNANIMITY_ABST' },
    packageHash: HASH,
    members,
    ...change,
  });
  const opening = { type: 'open', terms, frozenHash: HASH } as const;
  const core = steps.reduce(stepped, evolveAll(null, eventsOf(null, opening, 0)));
  if (core === null) throw new Error('a sample did not open');
  return wireOf(core);
}

function stepped(core: Core | null, step: Step, at: number): Core | null {
  const speaker = { person: 'sample' as PersonId, mandate: 'sample' as MandateId, level: 'ambassador' };
  const said = { reason: '', packageHash: HASH, nonce: `step ${String(at)}`, ...speaker, ...step };
  // An office speaks for nobody, and has no nonce.
  const command = 'by' in step || step.type === 'declare' ? step : said;
  // A sample's step is a command of the core by what it holds; one that is none is refused, and that throws below.
  return evolveAll(core, eventsOf(core, command as unknown as ProcedureCommand, at + 1));
}

function eventsOf(core: Core | null, command: ProcedureCommand, minutes: number) {
  const decided = decide(core, command, instant(OPENED + minutes * 60_000));
  if (!decided.ok) throw new Error(`a sample was refused: ${decided.error.code}`);
  return decided.value;
}

function wireOf(core: Core): Procedure {
  const { terms, state, cause, openedAt, closedAt, deadlineAt } = core;
  return {
    id: terms.procedure,
    package: ID as PackageId,
    revision: 3,
    packageHash: terms.packageHash,
    kind: terms.kind,
    rule: terms.rule.id,
    rulebook: null,
    state,
    cause,
    openedAt,
    closedAt,
    deadlineAt,
    nextInstant: null,
    follows: null,
    electorate: NAMES.map(([partner, name], at) => ({ partner: code(partner), name, weight: 10 + at })),
    electorateHash: HASH,
    termsHash: HASH,
    acts: [],
    receipts: [],
    missing: [],
    notices: [],
    core,
  };
}
