import { assertNever, err, ok, type Hash, type ProcedureId, type Result } from '@entente/kernel';
import type { ClosedState } from './procedure.js';

/** What a frozen version is known by. */
interface Frozen {
  /** n of `REV n`. */
  readonly revision: number;
  readonly packageHash: Hash;
}

/** The package's states in this release, out of DOMAIN §1.5. `revision` in drafting: the last frozen one, 0 before the first. */
export type Package =
  | { readonly state: 'drafting'; readonly revision: number }
  | ({ readonly state: 'frozen' } & Frozen)
  | ({ readonly state: 'decision'; readonly procedure: ProcedureId } & Frozen)
  | ({ readonly state: 'adopted'; readonly procedure: ProcedureId } & Frozen)
  | ({ readonly state: 'published'; readonly procedure: ProcedureId } & Frozen);
export type PackageState = Package['state'];

export type PackageCommand =
  | { readonly type: 'edit' }
  | { readonly type: 'table'; readonly revision: number; readonly packageHash: Hash }
  | { readonly type: 'resume' }
  | { readonly type: 'open_procedure'; readonly packageHash: Hash; readonly procedure: ProcedureId }
  | { readonly type: 'close_procedure'; readonly procedure: ProcedureId; readonly outcome: ClosedState }
  | { readonly type: 'publish'; readonly packageHash: Hash };

export type PackageEvent =
  | ({ readonly type: 'tabled' } & Frozen)
  | { readonly type: 'resumed' }
  | { readonly type: 'procedure_opened'; readonly procedure: ProcedureId }
  | { readonly type: 'adopted' }
  | { readonly type: 'returned'; readonly outcome: Exclude<ClosedState, 'adopted'> }
  | { readonly type: 'published' };

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
      return current.state === 'drafting' ? ok([]) : wrongState(current);
    case 'table':
      return decideTable(current, command);
    case 'resume':
      return current.state === 'frozen' ? ok([{ type: 'resumed' }]) : wrongState(current);
    case 'open_procedure':
      return onFrozen(current, 'frozen', command.packageHash, {
        type: 'procedure_opened',
        procedure: command.procedure,
      });
    case 'close_procedure':
      return decideClose(current, command);
    case 'publish':
      return onFrozen(current, 'adopted', command.packageHash, { type: 'published' });
    default:
      return assertNever(command);
  }
}

/** Applies one decided event. An event that does not follow from the state is a defect of the record: throws. */
export function evolvePackage(current: Package, event: PackageEvent): Package {
  switch (event.type) {
    case 'tabled':
      return { state: 'frozen', revision: event.revision, packageHash: event.packageHash };
    case 'resumed':
    case 'returned':
      return { state: 'drafting', revision: current.revision };
    case 'procedure_opened':
      return { ...frozen(current, 'frozen'), state: 'decision', procedure: event.procedure };
    case 'adopted':
      return { ...inProcedure(current, 'decision'), state: 'adopted' };
    case 'published':
      return { ...inProcedure(current, 'adopted'), state: 'published' };
    default:
      return assertNever(event);
  }
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

function decideClose(
  current: Package,
  command: Extract<PackageCommand, { type: 'close_procedure' }>,
): Result<readonly PackageEvent[], PackageRefusal> {
  if (current.state !== 'decision' || current.procedure !== command.procedure) return wrongState(current);
  return command.outcome === 'adopted'
    ? ok([{ type: 'adopted' }])
    : ok([{ type: 'returned', outcome: command.outcome }]);
}

function onFrozen(
  current: Package,
  state: 'frozen' | 'adopted',
  packageHash: Hash,
  event: PackageEvent,
): Result<readonly PackageEvent[], PackageRefusal> {
  if (current.state !== state) return wrongState(current);
  if (current.packageHash !== packageHash) {
    return err({ code: 'HASH_MISMATCH', packageHash: current.packageHash });
  }
  return ok([event]);
}

const wrongState = (current: Package): Result<never, PackageRefusal> =>
  err({ code: 'WRONG_STATE', state: current.state });

function frozen(current: Package, state: 'frozen'): Frozen {
  if (current.state !== state) throw new Error(`event out of order: the package is ${current.state}`);
  return { revision: current.revision, packageHash: current.packageHash };
}

function inProcedure(current: Package, state: 'decision' | 'adopted'): Frozen & { procedure: ProcedureId } {
  if (current.state !== state) throw new Error(`event out of order: the package is ${current.state}`);
  return {
    revision: current.revision,
    packageHash: current.packageHash,
    procedure: current.procedure,
  };
}
