import type { Subject } from '@entente/access';
import type { Package, PackageRefusal } from '@entente/consensus';
import { assertNever, type Hash, type ProcedureId } from '@entente/kernel';
import { Refusal } from '@entente/nest-platform';
import type { PackageRow } from './package.table.js';

type StateColumns = Pick<PackageRow, 'state' | 'revision' | 'packageHash' | 'procedure'>;

/** The core's state from its columns. Columns that do not fit the state are a defect, not a state: throws. */
export function packageOf(row: StateColumns): Package {
  const { state, revision } = row;
  if (state === 'drafting') {
    return row.packageHash === null ? { state, revision } : { state, revision, returned: row.packageHash };
  }
  const frozen = { revision, packageHash: present(row.packageHash, 'hash') };
  if (state === 'frozen') return { state, ...frozen };
  const procedure: ProcedureId = present(row.procedure, 'procedure');
  return { state, ...frozen, procedure };
}

export function packageColumns(state: Package): StateColumns {
  const packageHash: Hash | null = state.state === 'drafting' ? (state.returned ?? null) : state.packageHash;
  const procedure = 'procedure' in state ? state.procedure : null;
  return { state: state.state, revision: state.revision, packageHash, procedure };
}

/** Who takes part, for `may`. */
export function subjectOf(row: Pick<PackageRow, 'parties'>): Extract<Subject, { kind: 'package' }> {
  return { kind: 'package', parties: row.parties };
}

/** What the core refused, as the API says it. */
export function refusalOfPackage(refusal: PackageRefusal): Refusal {
  switch (refusal.code) {
    case 'WRONG_STATE':
      return new Refusal('WRONG_STATE', { detail: `The package is ${IN_WORDS[refusal.state]}.` });
    case 'VERSION_STALE':
      return new Refusal('VERSION_STALE', {
        detail: `The next version would be REV ${String(refusal.next)}.`,
      });
    case 'HASH_MISMATCH':
      return new Refusal('HASH_MISMATCH', {
        detail: `The frozen package has the hash ${refusal.packageHash}.`,
      });
    default:
      return assertNever(refusal);
  }
}

const IN_WORDS: Readonly<Record<Package['state'], string>> = {
  drafting: 'being drafted',
  frozen: 'frozen',
  decision: 'under decision',
  adopted: 'adopted',
  published: 'published',
};

function present<T>(value: T | null, what: string): T {
  if (value === null) throw new Error(`a package past drafting has no ${what}`);
  return value;
}
