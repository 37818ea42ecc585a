import { bookKind, type BookKind, type BookSummary } from '@entente/contracts';
import type { ReactNode } from 'react';
import { Link, NavLink, useParams } from 'react-router';
import { PageHead } from '../../frame/shell.js';
import { formatInstant } from '../../format/instant.js';
import { useT } from '../../messages/use-t.js';
import { Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { WideTable } from '../../ui/wide-table.js';
import { NotFoundPage } from '../not-found-page.js';
import { useBooks } from './use-book.js';

const KINDS: readonly BookKind[] = ['rulebook', 'calendar', 'weights'];

/** Every version of the rule books, calendars or weights of the coalition. */
export function BooksPage(): ReactNode {
  const kind = bookKind.safeParse(useParams()['kind']);
  return kind.success ? <BookList kind={kind.data} /> : <NotFoundPage />;
}

function BookList({ kind }: { kind: BookKind }): ReactNode {
  const t = useT();
  const { data, error, isPending, refetch } = useBooks(kind);
  return (
    <>
      <PageHead title={t(`books.title.${kind}`)} sentence={t(`books.sentence.${kind}`)} />
      <BookTabs />
      {isPending && <Skeleton lines={9} />}
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {data !== undefined && <BookTable kind={kind} books={data.books} />}
    </>
  );
}

/** From one kind to another. */
function BookTabs(): ReactNode {
  const t = useT();
  return (
    <nav className="book-tabs" aria-label={t('books.kinds')}>
      {KINDS.map((kind) => (
        <NavLink key={kind} to={`/coalition/books/${kind}`}>
          {t(`books.title.${kind}`)}
        </NavLink>
      ))}
    </nav>
  );
}

function BookTable({ kind, books }: { kind: BookKind; books: readonly BookSummary[] }): ReactNode {
  const t = useT();
  const ordered = books.toSorted((a, b) => a.book.localeCompare(b.book) || b.version - a.version);
  return (
    <WideTable caption={t(`books.title.${kind}`)}>
      <thead>
        <tr>
          <th scope="col">{t('books.name')}</th>
          <th scope="col">{t('books.book')}</th>
          <th scope="col" className="number">
            {t('books.version')}
          </th>
          <th scope="col">{t('books.state')}</th>
          <th scope="col">{t('books.last')}</th>
        </tr>
      </thead>
      <tbody>
        {ordered.map((one) => (
          <tr key={`${one.book} ${String(one.version)}`}>
            <th scope="row">
              <Link to={`/coalition/books/${kind}/${one.book}/${String(one.version)}`}>{one.name}</Link>
            </th>
            <td className="mono">{one.book}</td>
            <td className="number">{one.version}</td>
            <td>{t(`book.state.${one.state}`)}</td>
            <td>
              <LastAct book={one} />
            </td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

function LastAct({ book }: { book: BookSummary }): ReactNode {
  const t = useT();
  const last = book.acts.at(-1);
  if (last === undefined) return t('books.shipped');
  return t('books.act', { act: t(`book.act.${last.act}`), name: last.name, at: formatInstant(last.at) });
}
