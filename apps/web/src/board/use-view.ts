import { useSearchParams } from 'react-router';
import { SORTS, type Sort } from './rows.js';

export const COLUMNS = ['provisions', 'versions', 'stages'] as const;
export type Columns = (typeof COLUMNS)[number];

/** How the board is looked at; it stands in the address, so that a link shows the same. */
export type View = {
  readonly columns: Columns;
  readonly sort: Sort;
  /** A rule book by its id, `none`, or null: by the last procedure. */
  readonly book: string | null;
};

export function viewOf(search: URLSearchParams): View {
  const [columns, sort] = [search.get('columns'), search.get('sort')];
  return {
    columns: COLUMNS.find((one) => one === columns) ?? 'provisions',
    sort: SORTS.find((one) => one === sort) ?? 'order',
    book: search.get('by'),
  };
}

/** What is as it would be anyway stays out of the address; what else stands in it is left alone. */
export function searchAfter(search: URLSearchParams, change: Partial<View>): URLSearchParams {
  const next = new URLSearchParams(search);
  const view = { ...viewOf(search), ...change };
  const put = (name: string, value: string | null, usual: string | null): void => {
    if (value === null || value === usual) next.delete(name);
    else next.set(name, value);
  };
  put('columns', view.columns, 'provisions');
  put('sort', view.sort, 'order');
  put('by', view.book, null);
  return next;
}

export function useView(): readonly [View, (change: Partial<View>) => void] {
  const [search, setSearch] = useSearchParams();
  return [
    viewOf(search),
    (change) => {
      setSearch(searchAfter(search, change), { replace: true, preventScrollReset: true });
    },
  ];
}
