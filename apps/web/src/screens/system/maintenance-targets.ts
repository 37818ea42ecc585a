import type { LiveStatus, MaintenanceTarget } from '@entente/contracts';
import { usePackages } from '../../api/queries.js';
import { useT } from '../../messages/use-t.js';

/** A target as a form holds it: `system`, or its scope and its id. */
export type TargetKey = 'system' | `package ${string}` | `document ${string}`;

export function keyOf(target: MaintenanceTarget): TargetKey {
  return target.scope === 'system' ? 'system' : `${target.scope} ${target.id}`;
}

/** What an administrator can name here: everything, the packages they may read or that are in memory, the documents in memory. */
export function useTargets(status: LiveStatus): MaintenanceTarget[] {
  const { data } = usePackages();
  const inMemory = [...status.rooms.shown, ...status.connections.shown].flatMap((one) => one.package ?? []);
  const packages = new Set([...(data?.packages.map(({ id }) => id) ?? []), ...inMemory]);
  const documents = new Set(status.rooms.shown.map(({ document }) => document));
  return [
    { scope: 'system' },
    ...Array.from(packages, (id) => ({ scope: 'package' as const, id })),
    ...Array.from(documents, (id) => ({ scope: 'document' as const, id })),
  ];
}

/** The name of a target: a package's number where one may read it, else the beginning of its id. */
export function useTargetName(status: LiveStatus): (target: MaintenanceTarget) => string {
  const t = useT();
  const { data } = usePackages();
  const packageName = (id: string): string =>
    data?.packages.find((one) => one.id === id)?.number ?? id.slice(0, 8);
  return (target) => {
    if (target.scope === 'system') return t('system.target.system');
    if (target.scope === 'package') return t('system.target.package', { name: packageName(target.id) });
    const room = status.rooms.shown.find(({ document }) => document === target.id);
    const where = room?.package ?? null;
    const id = target.id.slice(0, 8);
    if (where === null) return t('system.target.document', { id });
    const kind = room?.kind ?? t('system.document');
    return t('system.target.documentOf', { id, kind, name: packageName(where) });
  };
}

/** Live connections that follow something of the target now. */
export function connectionsOf({ connections, rooms }: LiveStatus, target: MaintenanceTarget): number {
  if (target.scope === 'system') return connections.total;
  if (target.scope === 'package') return connections.shown.filter((one) => one.package === target.id).length;
  return rooms.shown
    .filter(({ document }) => document === target.id)
    .reduce((sum, { members }) => sum + members, 0);
}
