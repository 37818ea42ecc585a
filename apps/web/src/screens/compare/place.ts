import { revisionOf } from '../packages/slug.js';

/** How two texts are shown beside each other; `four`: basis, proposals, Presidency compromise, remarks (UI §1). */
export const VIEWS = ['marked', 'side', 'four'] as const;
export type CompareView = (typeof VIEWS)[number];

/** What the page compares, as its address says it: so that it can be sent to somebody, and stays where it was after a reload. */
export type ComparePlace = {
  /** Number of the earlier version. */
  readonly from: number;
  /** Number of the later version; null: the draft. */
  readonly to: number | null;
  readonly view: CompareView;
  /** Only provisions that differ. */
  readonly changed: boolean;
};

/** What an address asks for; what it leaves out, or says of versions that are not there, is the newest version beside the draft. */
export function readPlace(search: URLSearchParams, revisions: readonly number[]): ComparePlace {
  const newest = Math.max(0, ...revisions);
  const versionIn = (name: string): number | undefined => {
    const named = revisionOf(search.get(name) ?? undefined);
    return revisions.find((revision) => revision === named);
  };
  return {
    from: versionIn('from') ?? newest,
    to: versionIn('to') ?? null,
    view: VIEWS.find((view) => view === search.get('view')) ?? 'side',
    changed: search.get('changed') === '1',
  };
}

export function writePlace({ from, to, view, changed }: ComparePlace): URLSearchParams {
  const search = new URLSearchParams({ from: `REV${String(from)}` });
  if (to !== null) search.set('to', `REV${String(to)}`);
  search.set('view', view);
  if (changed) search.set('changed', '1');
  return search;
}
