import {
  actOf,
  awaitedOf,
  evolveAll,
  liveActs,
  termsOf,
  type Act,
  type ClosedState,
  type Procedure as Core,
  type ProcedureEvent,
  type Refusal as CoreRefusal,
  type Terms,
} from '@entente/consensus';
import type { ProblemCode, Procedure } from '@entente/contracts';
import { instant } from '@entente/kernel';
import { Refusal, type RefusalFacts } from '@entente/nest-platform';
import type { ActRow } from './act.table.js';
import type { ProcedureRow, StoredTerms } from './procedure.table.js';

/** The core's procedure from its rows; acts in the order of the record. */
export function procedureOf(row: ProcedureRow, acts: readonly ActRow[]): Core {
  const terms = fullTerms(row.terms);
  const events: ProcedureEvent[] = [
    { type: 'opened', terms, reserves: [], residuals: {}, at: instant(row.openedAt.getTime()) },
    ...acts.map((act): ProcedureEvent => ({ type: 'acted', ...coreActOf(act) })),
  ];
  if (row.state !== 'open') events.push(closedOf(row));
  const procedure = evolveAll(null, events);
  if (procedure === null) throw new Error('an opened procedure is there');
  return procedure;
}

/** Terms as they were stored before rules had parameters name theirs by its id alone, and lack what was not yet asked. */
export function fullTerms(stored: StoredTerms): Terms {
  return termsOf({ ...stored, rule: { id: 'UNANIMITY_ABST' } });
}

function closedOf({ state, closedAt }: ProcedureRow): ProcedureEvent {
  if (closedAt === null || state === 'open') throw new Error('a closed procedure has no instant of its end');
  const cause = state === 'withdrawn' ? 'withdrawn' : state === 'broken' ? 'objection' : 'counted';
  const nothing = { partners: [], reserves: [], residual: null, comparison: null, to: null };
  return { type: 'closed', state, cause, ...nothing, at: instant(closedAt.getTime()) };
}

function coreActOf(row: ActRow): Act {
  const { partner, act, reason, packageHash, person, mandate, nonce, at } = row;
  const content = { partner, act, reason, packageHash, person, mandate, nonce };
  return actOf(content, mandate, instant(at.getTime()));
}

/** The procedure as the API shows it: live acts in the order of the electorate, and who is awaited. */
export function viewOf(row: ProcedureRow, acts: readonly ActRow[]): Procedure {
  const core = procedureOf(row, acts);
  const live = liveActs(core);
  const electorate = row.terms.members.filter((member) => member.participates);
  return {
    id: row.id,
    package: row.package,
    revision: row.revision,
    packageHash: row.packageHash,
    rule: row.rule,
    state: row.state,
    openedAt: instant(row.openedAt.getTime()),
    closedAt: core.closedAt,
    electorate: electorate.map(({ partner, weight }) => ({
      partner,
      weight,
      name: row.names[partner] ?? partner,
    })),
    electorateHash: row.electorateHash,
    acts: electorate.flatMap(({ partner }) => {
      const nonce = live.get(partner)?.nonce;
      const found = acts.find((act) => act.partner === partner && act.nonce === nonce);
      return found === undefined ? [] : [actViewOf(found)];
    }),
    missing: [...awaitedOf(core)],
  };
}

function actViewOf(row: ActRow): Procedure['acts'][number] {
  const { partner, act, reason, person, name, at, sequence } = row;
  // The wire has no constructive abstention in this release, and no procedure is opened that allows it.
  if (act === 'abstain_constructive') throw new Error('an act that this release does not offer');
  return { partner, act, reason, person, name, at: instant(at.getTime()), sequence };
}

/** How a vote without quorum, brake and change of its electorate ends; any other end is a defect. */
export function voteStateOf(state: ClosedState): Exclude<Procedure['state'], 'open'> {
  if (state === 'no_decision' || state === 'void' || state === 'referred') {
    throw new Error(`a vote of this release does not end ${state}`);
  }
  return state;
}

/** What the core refused, as the API says it. Codes that no command of this release can meet are a wrong state. */
export function refusalOfProcedure(refusal: CoreRefusal): Refusal {
  return new Refusal(CODES[refusal.code] ?? 'WRONG_STATE', factsOf(refusal));
}

const CODES: Readonly<Partial<Record<CoreRefusal['code'], ProblemCode>>> = {
  ALREADY_OPEN: 'ALREADY_OPEN',
  NOT_OPEN: 'NOT_FOUND',
  NONCE_REUSED: 'INPUT_INVALID',
  ALREADY_CLOSED: 'ALREADY_CLOSED',
  NOT_A_MEMBER: 'NOT_A_MEMBER',
  NO_MANDATE: 'NO_MANDATE',
  HASH_MISMATCH: 'HASH_MISMATCH',
  REASON_REQUIRED: 'REASON_REQUIRED',
  ACT_NOT_ALLOWED: 'INPUT_INVALID',
};

function factsOf(refusal: CoreRefusal): RefusalFacts {
  if (refusal.code === 'ALREADY_CLOSED') {
    const when = new Date(refusal.closedAt).toISOString();
    return { detail: `It ended ${refusal.state.replace('_', ' ')} at ${when}.` };
  }
  if (refusal.code === 'HASH_MISMATCH') return { detail: `The procedure is on ${refusal.packageHash}.` };
  if (refusal.code === 'RULE_INPUT') {
    return { detail: `No procedure can be opened with these partners: ${refusal.fault.code}.` };
  }
  if (refusal.code === 'NONCE_REUSED') {
    return { faults: [{ at: 'body.nonce', message: 'stands for another act already' }] };
  }
  if (refusal.code === 'ACT_NOT_ALLOWED') {
    return { faults: [{ at: 'body.act', message: 'not an act of this procedure' }] };
  }
  return {};
}
