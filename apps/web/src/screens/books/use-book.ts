import {
  bodyOf,
  calendarFaults,
  capitals,
  hostCities,
  rulebookFaults,
  shippedWeightTables,
  weightTableFaults,
  type Rulebook,
  type Shelf,
} from '@entente/consensus';
import type { BookContent, BookKind, BookSummary, BookView } from '@entente/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { keys } from '../../api/keys.js';
import { usePartners } from '../../api/queries.js';
import { useNow } from '../../frame/use-now.js';

export type BookName = Pick<BookSummary, 'kind' | 'book' | 'version'>;

export const useBooks = (kind: BookKind) =>
  useQuery({ queryKey: keys.books(kind), queryFn: () => call('books', { params: { kind } }) });

/** `null`: none is asked for. */
export const useBook = (name: BookName | null) =>
  useQuery({
    queryKey: [...keys.books(name?.kind ?? 'rulebook'), name?.book, name?.version],
    queryFn: () => call('book', { params: name ?? { kind: 'rulebook', book: '', version: 0 } }),
    enabled: name !== null,
  });

/** The calendars and tables of weights in use: the shipped ones, and one's own in their place. */
export const useShelf = () =>
  useQuery({
    queryKey: [...keys.books('calendar'), 'shelf'],
    queryFn: async (): Promise<Shelf> => {
      const own = [...(await ownInUse('calendar')), ...(await ownInUse('weights'))];
      const calendars = own.flatMap(({ summary, of }) =>
        of.kind === 'calendar' ? [{ ...of.content, id: summary.book }] : [],
      );
      const tables = own.flatMap(({ summary, of }) =>
        of.kind === 'weights' ? [{ ...of.content, id: summary.book }] : [],
      );
      return {
        calendars: replaced([...hostCities(), ...capitals()], calendars),
        weightTables: replaced(shippedWeightTables(), tables),
      };
    },
  });

async function ownInUse(kind: BookKind): Promise<readonly BookView[]> {
  const { books } = await call('books', { params: { kind } });
  const active = books.filter((one) => one.state === 'active' && !one.shipped);
  return Promise.all(active.map(({ book, version }) => call('book', { params: { kind, book, version } })));
}

const replaced = <One extends { readonly id: string }>(
  all: readonly One[],
  own: readonly One[],
): readonly One[] => [...all.filter(({ id }) => !own.some((one) => one.id === id)), ...own];

/** A fault at a field; `code` has a sentence in the catalogue. */
export interface FieldFault {
  readonly at: string;
  readonly code: string;
}

export const asRulebook = ({ book, version }: BookName, of: BookContent): Rulebook | null =>
  of.kind === 'rulebook' ? { ...of.content, id: book, version } : null;

/** What the core says is wrong with a content, for the partners that take part: the same answer as the server's. */
export function useFaults(): (name: BookName, of: BookContent) => readonly FieldFault[] {
  const { data: shelf } = useShelf();
  const partners = usePartners();
  const now = useNow();
  return (name, of) => {
    if (of.kind === 'calendar') {
      return calendarFaults({ ...of.content, id: name.book }).map(({ code, at }) => ({ at, code }));
    }
    if (of.kind === 'weights') {
      return weightTableFaults({ ...of.content, id: name.book }).map(({ code, at }) => ({ at, code }));
    }
    if (shelf === undefined) return [];
    const book: Rulebook = { ...of.content, id: name.book, version: name.version };
    const seats = partners.map(({ code }) => ({ partner: code, participates: true }));
    const body = bodyOf(book, seats, now, shelf);
    return rulebookFaults(book, body, shelf).map(({ code, field, rule }) => ({
      at: field,
      code: rule?.code ?? code,
    }));
  };
}
