import { err, ok, type Instant, type Result } from '@entente/kernel';
import type { Editor, WholeCommand, WholeCommandOf, WholeRefusal } from './command.js';
import { evolveWhole, isOf } from './evolve.js';
import {
  bracketsGate,
  embargoGate,
  languagesGate,
  openingGate,
  releaseGate,
  repealGate,
  reservesGate,
  scopeGate,
  signaturesGate,
  skeletonGate,
  type ShutGate,
} from './gates.js';
import {
  BEFORE_FREEZE,
  ENDED,
  type Frozen,
  type WholeEvent,
  type WholePackage,
  type WholeState,
} from './states.js';
import { owed } from './time.js';

type Decided = Result<readonly WholeEvent[], WholeRefusal>;

/**
 * What a command does to a package, all gates demanded (DOMAIN §1.5). What time owes comes first, up to `now`, or up to the adoption of
 * the decision that the command brings: a renewal adopted in time is not late because the machine was (SPEC P18, P19).
 */
export function decideWhole(current: WholePackage, command: WholeCommand, now: Instant): Decided {
  const due = owed(current, 'at' in command && command.at < now ? command.at : now);
  const standing = due.reduce(evolveWhole, current);
  // The table pairs each type with its own command; TypeScript cannot follow the pair through an index.
  const decide = RULES[command.type] as Decide<WholeCommand['type']>;
  const decided = decide(standing, command, now);
  return decided.ok ? ok([...due, ...decided.value]) : decided;
}

type Decide<Type extends WholeCommand['type']> = (
  current: WholePackage,
  command: WholeCommandOf<Type>,
  now: Instant,
) => Decided;

const RULES: { readonly [Type in WholeCommand['type']]: Decide<Type> } = {
  tick: () => ok([]),
  edit: decideEdit,
  draft: (current, { scope }) => advance(current, ['scoping'], 'drafting', scopeGate(scope)),
  consult: (current, { missingParts }) =>
    advance(current, ['drafting'], 'consultation', skeletonGate(missingParts)),
  redraft: (current) => reopen(current, ['consultation'], 'drafting'),
  stabilise: (current, { openBrackets }) =>
    advance(current, ['consultation'], 'stabilised', bracketsGate(openBrackets)),
  scrub: (current, { reserves }) => advance(current, ['stabilised'], 'legal_scrub', reservesGate(reserves)),
  reopen: (current) => reopen(current, ['stabilised', 'legal_scrub'], 'consultation'),
  table: decideTable,
  resume: (current) => from(current, ['frozen'], [{ type: 'resumed', to: 'consultation' }]),
  open_procedure: decideOpen,
  take_on: decideTakeOn,
  close_procedure: decideClose,
  authenticate: (current, signed) =>
    from(current, ['adopted'], [{ type: 'authenticated' }], signaturesGate(signed)),
  correct: decideCorrect,
  embargo: (current, { releaseAt, manifest, instruments }) =>
    from(current, ['authenticated'], [{ type: 'embargoed', releaseAt }], embargoGate(manifest, instruments)),
  publish: decidePublish,
  open_review: (current, _command, at) => from(current, ['in_force'], [{ type: 'review_opened', at }]),
  close_review: (current, { amendedBy }, at) =>
    from(current, ['under_review'], [{ type: 'review_closed', at, amendedBy }]),
  renew: decideRenew,
  suspend_measures: (current, { at, procedure }) =>
    inTerm(current, ['in_force', 'under_review'], { type: 'measures_suspended', at, procedure }),
  reimpose_measures: (current, { at, procedure }) =>
    inTerm(current, ['suspended'], { type: 'measures_reimposed', at, procedure }),
  repeal: (current, { at, procedure, ...facts }) =>
    inTerm(current, APPLIED, { type: 'repealed', at, procedure }, repealGate(facts)),
  withdraw: (current, _command, at) =>
    from(current, [...BEFORE_FREEZE, 'frozen'], [{ type: 'withdrawn', at }]),
  shelve: (current, _command, at) => from(current, ['consultation'], [{ type: 'shelved', at }]),
  archive: (current) => from(current, ENDED, [{ type: 'archived' }]),
};

const APPLIED = ['in_force', 'under_review', 'suspended'] as const;

/** Events from one of these states, where no gate is shut. */
function from(
  current: WholePackage,
  states: readonly WholeState[],
  events: readonly WholeEvent[],
  gates: readonly ShutGate[] = [],
): Decided {
  if (!isOf(current, states)) return wrongState(current);
  return gates.length > 0 ? err({ code: 'GATE_SHUT', gates }) : ok(events);
}

const advance = (
  current: WholePackage,
  states: readonly WholeState[],
  to: (typeof BEFORE_FREEZE)[number],
  gates: readonly ShutGate[],
): Decided => from(current, states, [{ type: 'advanced', to }], gates);

const reopen = (
  current: WholePackage,
  states: readonly WholeState[],
  to: (typeof BEFORE_FREEZE)[number],
): Decided => from(current, states, [{ type: 'reopened', to }]);

/** Whose the words are in a state; in those that are not named they are nobody's. */
const EDITORS: Readonly<Partial<Record<WholeState, readonly Editor[]>>> = {
  drafting: ['delegate', 'chair'],
  consultation: ['delegate', 'chair'],
  stabilised: ['chair'],
  legal_scrub: ['lawyer_linguist'],
};

function decideEdit(current: WholePackage, { by = 'delegate' }: WholeCommandOf<'edit'>): Decided {
  const editors = EDITORS[current.state];
  if (editors === undefined) return wrongState(current);
  return editors.includes(by) ? ok([]) : err({ code: 'NOT_THEIRS_TO_EDIT', by });
}

function decideTable(
  current: WholePackage,
  { revision, packageHash, languages = [] }: WholeCommandOf<'table'>,
): Decided {
  // Of two who table at once the second is told that a version is there, not that the state is wrong.
  if (revision !== current.revision + 1) return err({ code: 'VERSION_STALE', next: current.revision + 1 });
  return from(
    current,
    ['legal_scrub'],
    [{ type: 'tabled', revision, packageHash }],
    languagesGate(languages),
  );
}

function decideOpen(
  current: WholePackage,
  {
    packageHash,
    procedure,
    hashPublished = false,
    peerReviewClosed = false,
  }: WholeCommandOf<'open_procedure'>,
): Decided {
  if (!isOf(current, ['frozen'])) return wrongState(current);
  if (current.packageHash !== packageHash) return mismatch(current);
  const gates = openingGate({ hashPublished, peerReviewClosed });
  return from(current, ['frozen'], [{ type: 'procedure_opened', procedure }], gates);
}

function decideTakeOn(
  current: WholePackage,
  { packageHash, procedure, hashPublished = false, peerReviewClosed = false }: WholeCommandOf<'take_on'>,
): Decided {
  if (!isOf(current, ['consultation']) || current.returned === undefined) return wrongState(current);
  if (current.returned !== packageHash) return mismatch({ packageHash: current.returned });
  const gates = openingGate({ hashPublished, peerReviewClosed });
  return from(current, ['consultation'], [{ type: 'taken_on', procedure }], gates);
}

function decideClose(
  current: WholePackage,
  { procedure, outcome }: WholeCommandOf<'close_procedure'>,
): Decided {
  if (!isOf(current, ['decision']) || current.procedure !== procedure) return wrongState(current);
  return outcome === 'adopted'
    ? ok([{ type: 'adopted' }])
    : ok([{ type: 'returned', outcome, to: 'consultation' }]);
}

/** A corrigendum changes form only, so it makes no event of the package and no other hash of what was decided. */
function decideCorrect(current: WholePackage, { formOnly }: WholeCommandOf<'correct'>): Decided {
  if (!isOf(current, ['authenticated', 'published'])) return wrongState(current);
  return formOnly ? ok([]) : err({ code: 'NOT_FORM_ONLY' });
}

function decidePublish(
  current: WholePackage,
  { packageHash, term, recallUntil = null, instruments = [] }: WholeCommandOf<'publish'>,
  now: Instant,
): Decided {
  if (!isOf(current, ['embargoed'])) return wrongState(current);
  if (current.packageHash !== packageHash) return mismatch(current);
  const later = instruments.filter(({ state }) => state !== 'ready').map(({ partner }) => partner);
  const gates = releaseGate({ releaseAt: current.releaseAt, recallUntil, instruments }, now);
  const event: WholeEvent = { type: 'published', later, ...(term === undefined ? {} : { term }) };
  return from(current, ['embargoed'], [event], gates);
}

function decideRenew(current: WholePackage, { at, sunsetAt, procedure }: WholeCommandOf<'renew'>): Decided {
  const decided = inTerm(current, ['in_force', 'under_review'], { type: 'renewed', at, sunsetAt, procedure });
  if (!decided.ok || !('term' in current) || current.term === undefined) return decided;
  const { sunsetAt: earlier } = current.term;
  return earlier !== null && sunsetAt > earlier
    ? decided
    : err({ code: 'SUNSET_NOT_LATER', sunsetAt: earlier });
}

/** A decision on measures that apply. After expiry nothing continues: what is adopted then is a new act. */
function inTerm(
  current: WholePackage,
  states: readonly WholeState[],
  event: WholeEvent,
  gates: readonly ShutGate[] = [],
): Decided {
  return current.state === 'expired'
    ? err({ code: 'EXPIRED_BEFORE', expiredAt: current.endedAt })
    : from(current, states, [event], gates);
}

const wrongState = (current: WholePackage): Result<never, WholeRefusal> =>
  err({ code: 'WRONG_STATE', state: current.state });
const mismatch = ({ packageHash }: Pick<Frozen, 'packageHash'>): Result<never, WholeRefusal> =>
  err({ code: 'HASH_MISMATCH', packageHash });
