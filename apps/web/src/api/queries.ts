import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
} from '@tanstack/react-query';
import type { RouteName } from '@entente/contracts';
import { useMemo, useSyncExternalStore } from 'react';
import { call, type Answer, type RequestOf } from './call.js';
import { callAnnex } from './annex-call.js';
import { keys } from './keys.js';
import { onSession, sessionState, type SessionState } from './session.js';
import type { routes } from '@entente/contracts';

export const useSession = (): SessionState => useSyncExternalStore(onSession, sessionState);

export const useSetupState = () => useQuery({ queryKey: keys.setup, queryFn: () => call('setupState', {}) });

export const useCoalition = () =>
  useQuery({ queryKey: keys.coalition, queryFn: () => call('coalition', {}) });

export const usePeople = () => useQuery({ queryKey: keys.people, queryFn: () => call('people', {}) });

export const usePackages = () => useQuery({ queryKey: keys.packages, queryFn: () => call('packages', {}) });

export const usePublications = () =>
  useQuery({ queryKey: keys.publications, queryFn: () => call('publications', {}) });

type PackageId = Answer<'package'>['id'];
type ProcedureId = Answer<'procedure'>['id'];

/** What publishing now would say and leave out: asked when the sheet opens, never shown from before. */
export const usePublicationPreview = (id: PackageId) =>
  useQuery({
    queryKey: keys.publicationPreview(id),
    queryFn: () => call('publicationPreview', { params: { package: id } }),
    gcTime: 0,
    retry: false,
  });

export const usePackage = (id: PackageId) =>
  useQuery({ queryKey: keys.package(id), queryFn: () => call('package', { params: { package: id } }) });

export const useProcedures = (id: PackageId) =>
  useQuery({ queryKey: keys.procedures(id), queryFn: () => call('procedures', { params: { package: id } }) });

/** Declarations open for joining. */
export const useJointDeclarations = ({ id, package: packageId }: Answer<'procedure'>) =>
  useQuery({
    queryKey: keys.jointDeclarations(packageId, id),
    queryFn: () => call('jointDeclarations', { params: { procedure: id } }),
  });

/** Requests under the adopted package; read again with its procedures. */
export const useDerogations = (id: PackageId) =>
  useQuery({
    queryKey: [...keys.procedures(id), 'derogations'],
    queryFn: () => call('derogations', { params: { package: id } }),
  });

export const usePositions = (id: PackageId) =>
  useQuery({
    queryKey: keys.positions(id),
    queryFn: () => call('positions', { params: { package: id }, query: {} }),
  });

/** Marks *agreed ad referendum*. */
export const useAgreedMarks = (id: PackageId) =>
  useQuery({ queryKey: keys.agreed(id), queryFn: () => call('agreedMarks', { params: { package: id } }) });

/** Where each partner stood on each version. */
export const useMovement = (id: PackageId) =>
  useQuery({ queryKey: keys.movement(id), queryFn: () => call('movement', { params: { package: id } }) });

/** Notes of one's own partner; read again every so often, since nothing announces them. */
export const useDelegationNotes = (id: PackageId, enabled: boolean) =>
  useQuery({
    queryKey: keys.delegationNotes(id),
    queryFn: () => call('delegationNotes', { params: { package: id } }),
    enabled,
    refetchInterval: 15_000,
  });

/** What one was told; an open package says when to look, and elsewhere it is looked at every so often. */
export const useNotifications = () =>
  useQuery({
    queryKey: keys.notifications,
    queryFn: () => call('notifications', {}),
    refetchInterval: 20_000,
  });

/** When and how one is reminded of deadlines. */
export const useReminders = () =>
  useQuery({ queryKey: keys.reminders, queryFn: () => call('reminders', {}) });

/** The same for one procedure. */
export const useProcedureReminders = (id: ProcedureId) =>
  useQuery({
    queryKey: keys.procedureReminders(id),
    queryFn: () => call('procedureReminders', { params: { procedure: id } }),
  });

/** Rule books that a procedure may be opened by. */
export const useRulebooks = () =>
  useQuery({ queryKey: keys.rulebooks, queryFn: () => call('rulebooks', {}), staleTime: 60_000 });

/** Reserves that a procedure opened now would take over. */
export const useStandingReserves = (id: PackageId) =>
  useQuery({
    queryKey: keys.standingReserves(id),
    queryFn: () => call('standingReserves', { params: { package: id } }),
  });

/** Instructions of one's own capital; read again every so often, since their arrival is told to nobody. */
export const useInstructions = (id: PackageId, enabled: boolean) =>
  useQuery({
    queryKey: keys.instructions(id),
    queryFn: () => call('instructions', { params: { package: id } }),
    enabled,
    refetchInterval: 15_000,
  });

export const useRecord = (id: PackageId) =>
  useQuery({ queryKey: keys.record(id), queryFn: () => call('record', { params: { package: id } }) });

type PastQuery = Parameters<typeof call<'pastText'>>[1]['query'];
type ComparisonQuery = Parameters<typeof call<'historyComparison'>>[1]['query'];
type HistoryQuery = Parameters<typeof call<'history'>>[1]['query'];

export const useHistory = (id: PackageId, query: HistoryQuery) =>
  useQuery({
    queryKey: [...keys.history(id), 'timeline', query],
    queryFn: () => call('history', { params: { package: id }, query }),
    placeholderData: keepPreviousData,
  });

/** While the slider moves, the text of the moment before stays until the next one is here. */
export const usePastText = (id: PackageId, query: PastQuery) =>
  useQuery({
    queryKey: [...keys.history(id), 'text', query],
    queryFn: () => call('pastText', { params: { package: id }, query }),
    placeholderData: keepPreviousData,
  });

/** `query` null: nothing is compared. */
export const useHistoryComparison = (id: PackageId, query: ComparisonQuery | null) =>
  useQuery({
    queryKey: [...keys.history(id), 'comparison', query],
    queryFn: () => call('historyComparison', { params: { package: id }, query: query ?? { from: 0 } }),
    enabled: query !== null,
  });

export const useAnnexIndex = (id: PackageId) =>
  useQuery({ queryKey: keys.annexIndex(id), queryFn: () => call('annexIndex', { params: { package: id } }) });

export const useAnnexes = (id: PackageId) =>
  useQuery({ queryKey: keys.annexes(id), queryFn: () => callAnnex('annexes', { query: { package: id } }) });

/** A frozen version never changes, so it is read once. `revision` 0: none. */
export const useVersion = (id: PackageId, revision: number) =>
  useQuery({
    queryKey: keys.version(id, revision),
    queryFn: () => call('version', { params: { package: id, revision } }),
    enabled: revision > 0,
    staleTime: Infinity,
  });

/** The text that a corrigendum makes; it never changes. */
export const useCorrectedText = (
  id: PackageId,
  on: { readonly procedure: ProcedureId; readonly corrigendum: string } | null,
) =>
  useQuery({
    queryKey: keys.correctedText(id, on?.corrigendum ?? ''),
    queryFn: () => call('correctedText', { params: on ?? { procedure: '' as ProcedureId, corrigendum: '' } }),
    enabled: on !== null,
    staleTime: Infinity,
  });

/** A delegation's name by its code; the code itself until the names are known. */
export function useDelegationNames(): (code: string) => string {
  const { data } = useCoalition();
  return useMemo(() => {
    const names = new Map<string, string>(data?.delegations.map((one) => [one.code, one.name]));
    return (code) => names.get(code) ?? code;
  }, [data]);
}

/** Partners that take part, in protocol order. */
export function usePartners(): Answer<'coalition'>['delegations'] {
  const { data } = useCoalition();
  return useMemo(
    () =>
      (data?.delegations ?? [])
        .filter((one) => one.kind === 'partner' && one.active)
        .toSorted((a, b) => a.order - b.order),
    [data],
  );
}

/** A call that writes, and the parts of the cache that it makes stale. */
export function useCall<Name extends RouteName>(
  name: Name,
  stale: readonly (readonly unknown[])[],
): UseMutationResult<Answer<Name>, Error, RequestOf<(typeof routes)[Name]>> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: RequestOf<(typeof routes)[Name]>) => call(name, request),
    onSettled: () => Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
