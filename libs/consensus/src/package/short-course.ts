import { assertNever, err, ok, type Hash, type ProcedureId, type Result } from '@entente/kernel';
import type { ClosedState } from '../procedure/state.js';
import { evolveWhole, isOf } from './evolve.js';
import type { PackageOf, WholeEventOf } from './states.js';

const SHORT = ['drafting', 'frozen', 'decision', 'adopted', 'published'] as const;

/**
 * The short course: the states of DOMAIN §1.5 that a package passes where the features that the others ask for are not there (peer
 * review, languages, authentication, embargo). It is the whole machine without their gates (SPEC P23).
 */
export type Package = PackageOf<(typeof SHORT)[number]>;
export type PackageState = Package['state'];

export type PackageCommand =
  | { readonly type: 'edit' }
  | { readonly type: 'table'; readonly revision: number; readonly packageHash: Hash }
  | { readonly type: 'resume' }
  | { readonly type: 'open_procedure'; readonly packageHash: Hash; readonly procedure: ProcedureId }
  /** Another procedure on the version that came back. `packageHash`: of the draft as it is now. */
  | { readonly type: 'take_on'; readonly packageHash: Hash; readonly procedure: ProcedureId }
  | { readonly type: 'close_procedure'; readonly procedure: ProcedureId; readonly outcome: ClosedState }
  /** Of what is adopted while the rest is still to be decided: the package stays where it is. */
  | { readonly type: 'publish_part'; readonly packageHash: Hash }
  | { readonly type: 'publish'; readonly packageHash: Hash }
  /** Of words that a corrigendum left otherwise since they were published: the package stays where it is. */
  | { readonly type: 'publish_corrected'; readonly packageHash: Hash };

export type PackageEvent = WholeEventOf<
  'tabled' | 'resumed' | 'procedure_opened' | 'taken_on' | 'adopted' | 'returned' | 'published'
>;

export type PackageRefusal =
  | { readonly code: 'WRONG_STATE'; readonly state: PackageState }
  | { readonly code: 'VERSION_STALE'; readonly next: number }
  | { readonly code: 'HASH_MISMATCH'; readonly packageHash: Hash };

/** Every package starts here. */
export const NEW_PACKAGE: Package = { state: 'drafting', revision: 0 };

/** Refuses in this order: an older revision than the last, the state, another hash (SPEC P2, P3). */
export function decidePackage(
  current: Package,
  command: PackageCommand,
): Result<readonly PackageEvent[], PackageRefusal> {
  switch (command.type) {
    case 'edit':
      return inState(current, 'drafting');
    case 'table':
      return decideTable(current, command);
    case 'resume':
      return inState(current, 'frozen', { type: 'resumed' });
    case 'open_procedure':
      return onFrozen(current, 'frozen', command.packageHash, {
        type: 'procedure_opened',
        procedure: command.procedure,
      });
    case 'take_on':
      return decideTakeOn(current, command);
    case 'close_procedure':
      return decideClose(current, command);
    case 'publish_part':
    case 'publish_corrected':
      return onFrozen(current, STAYS[command.type], command.packageHash);
    case 'publish':
      return onFrozen(current, 'adopted', command.packageHash, { type: 'published' });
    default:
      return assertNever(command);
  }
}

/** Publishing that moves the package nowhere: in which state. */
const STAYS = { publish_part: 'decision', publish_corrected: 'published' } as const;

/** Applies one decided event. An event that does not follow from the state is a defect of the record: throws. */
export function evolvePackage(current: Package, event: PackageEvent): Package {
  const next = evolveWhole(current, event);
  if (!isOf(next, SHORT)) throw new Error(`event out of order: the short course has no state ${next.state}`);
  return next;
}

function decideTable(
  current: Package,
  command: Extract<PackageCommand, { type: 'table' }>,
): Result<readonly PackageEvent[], PackageRefusal> {
  // Of two who table at once the second is told that a version is there, not that the state is wrong.
  if (command.revision !== current.revision + 1) {
    return err({ code: 'VERSION_STALE', next: current.revision + 1 });
  }
  if (current.state !== 'drafting') return wrongState(current);
  return ok([{ type: 'tabled', revision: command.revision, packageHash: command.packageHash }]);
}

/** Only exactly what came back: a changed word is the next revision's. */
function decideTakeOn(
  current: Package,
  { packageHash, procedure }: Extract<PackageCommand, { type: 'take_on' }>,
): Result<readonly PackageEvent[], PackageRefusal> {
  if (current.state !== 'drafting' || current.returned === undefined) return wrongState(current);
  return current.returned === packageHash
    ? ok([{ type: 'taken_on', procedure }])
    : err({ code: 'HASH_MISMATCH', packageHash: current.returned });
}

function decideClose(
  current: Package,
  command: Extract<PackageCommand, { type: 'close_procedure' }>,
): Result<readonly PackageEvent[], PackageRefusal> {
  if (current.state !== 'decision' || current.procedure !== command.procedure) return wrongState(current);
  return command.outcome === 'adopted'
    ? ok([{ type: 'adopted' }])
    : ok([{ type: 'returned', outcome: command.outcome }]);
}

const inState = (
  current: Package,
  state: PackageState,
  ...events: readonly PackageEvent[]
): Result<readonly PackageEvent[], PackageRefusal> =>
  current.state === state ? ok(events) : wrongState(current);

function onFrozen(
  current: Package,
  state: 'frozen' | 'decision' | 'adopted' | 'published',
  packageHash: Hash,
  ...events: readonly PackageEvent[]
): Result<readonly PackageEvent[], PackageRefusal> {
  if (current.state !== state) return wrongState(current);
  if (current.packageHash !== packageHash) {
    return err({ code: 'HASH_MISMATCH', packageHash: current.packageHash });
  }
  return ok(events);
}

const wrongState = (current: Package): Result<never, PackageRefusal> =>
  err({ code: 'WRONG_STATE', state: current.state });
