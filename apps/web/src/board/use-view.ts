import { useMemo } from 'react';
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
  /** Beginnings of the ids of sections that are opened, as `openMarkOf` makes them. */
  readonly open: readonly string[];
};

/** Digits of a section's id that tell it from the others of a package; a whole one would make an address that nobody can send. */
const MARK = 8;

export const openMarkOf = (document: string): string => document.slice(0, MARK);

/** Which of the sections the address opens; what it names and is no longer there is left out. */
export function openedOf<Id extends string>(documents: readonly Id[], { open }: Pick<View, 'open'>): Set<Id> {
  const marks = new Set(open);
  return new Set(documents.filter((document) => marks.has(openMarkOf(document))));
}

/** The same with one section opened, or closed if it was open. */
export function toggled({ open }: Pick<View, 'open'>, document: string): readonly string[] {
  const mark = openMarkOf(document);
  return open.includes(mark) ? open.filter((one) => one !== mark) : [...open, mark];
}

export function viewOf(search: URLSearchParams): View {
  const [columns, sort, open] = [search.get('columns'), search.get('sort'), search.get('open')];
  return {
    columns: COLUMNS.find((one) => one === columns) ?? 'provisions',
    sort: SORTS.find((one) => one === sort) ?? 'order',
    book: search.get('by'),
    open: (open ?? '').split('.').filter((mark) => mark !== ''),
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
  put('open', view.open.join('.'), '');
  return next;
}

export function useView(): readonly [View, (change: Partial<View>) => void] {
  const [search, setSearch] = useSearchParams();
  // Columns are made anew where the view is another one.
  const view = useMemo(() => viewOf(search), [search]);
  return [
    view,
    (change) => {
      setSearch(searchAfter(search, change), { replace: true, preventScrollReset: true });
    },
  ];
}
