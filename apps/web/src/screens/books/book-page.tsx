import { bookKind, type BookContent, type BookView } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { PageHead } from '../../frame/shell.js';
import { formatNumber } from '../../format/number.js';
import { useT } from '../../messages/use-t.js';
import { HashText } from '../../ui/chips.js';
import { Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { WideTable } from '../../ui/wide-table.js';
import { NotFoundPage } from '../not-found-page.js';
import { BookActions } from './book-actions.js';
import { BookEditor } from './book-editor.js';
import { Examples } from './examples.js';
import { FaultSummary } from './fault-words.js';
import { fieldsOf, valueAt } from './fields.js';
import { useBook, useFaults, type BookName } from './use-book.js';
import { valueWords } from './value-words.js';

/** One version: what it says in plain words, its examples, what was changed, and what may be done with it. */
export function BookPage(): ReactNode {
  const { kind, book = '', version } = useParams();
  const parsed = bookKind.safeParse(kind);
  const number = Number(version);
  if (!parsed.success || !Number.isInteger(number)) return <NotFoundPage />;
  const name: BookName = { kind: parsed.data, book, version: number };
  return <Version key={`${book} ${String(number)}`} name={name} />;
}

function Version({ name }: { name: BookName }): ReactNode {
  const { data, error, isPending, refetch } = useBook(name);
  const [editing, setEditing] = useState(false);
  const close = (): void => {
    setEditing(false);
  };
  return (
    <>
      {isPending && <Skeleton lines={9} />}
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {data !== undefined &&
        (editing ? (
          <BookEditor key={data.summary.hash} view={data} onClose={close} />
        ) : (
          <Reading
            view={data}
            onEdit={() => {
              setEditing(true);
            }}
          />
        ))}
    </>
  );
}

function Reading({ view, onEdit }: { view: BookView; onEdit: () => void }): ReactNode {
  const t = useT();
  const { summary, of } = view;
  const faults = useFaults()(summary, of);
  return (
    <>
      <PageHead
        title={summary.name}
        sentence={t('book.sentence', {
          book: summary.book,
          version: summary.version,
          state: t(`book.state.${summary.state}`),
        })}
      >
        <BookActions view={view} onEdit={onEdit} />
      </PageHead>
      <div className="stack">
        <p className="small quiet">
          <HashText hash={summary.hash} />
        </p>
        <FaultSummary faults={faults} />
        <Changes view={view} />
        <section className="stack" aria-labelledby="book-says">
          <h2 id="book-says">{t('book.says')}</h2>
          <Words of={of} />
        </section>
        <Examples name={summary} of={of} />
        <Listed of={of} />
        <Link to={`/coalition/books/${summary.kind}`}>{t('book.back')}</Link>
      </div>
    </>
  );
}

function Words({ of }: { of: BookContent }): ReactNode {
  const t = useT();
  return (
    <dl className="facts book-words">
      {fieldsOf(of.kind).map((field) => (
        <div key={field.path} className="book-word">
          <dt>{t(`book.field.${field.path}`)}</dt>
          <dd>{valueWords(t, field, valueAt(of.content, field.path))}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What differs from the version that it was copied from. */
function Changes({ view: { summary, of } }: { view: BookView }): ReactNode {
  const t = useT();
  const from = summary.copiedFrom;
  const { data } = useBook(from === null ? null : { kind: summary.kind, ...from });
  if (from === null || data === undefined) return null;
  const changed = fieldsOf(of.kind).filter(
    ({ path }) =>
      JSON.stringify(valueAt(of.content, path)) !== JSON.stringify(valueAt(data.of.content, path)),
  );
  return (
    <section className="stack" aria-labelledby="book-changes">
      <h2 id="book-changes">{t('book.changes', from)}</h2>
      {changed.length === 0 ? (
        <p className="quiet">{t('book.noChanges')}</p>
      ) : (
        <WideTable caption={t('book.changes', from)}>
          <thead>
            <tr>
              <th scope="col">{t('book.what')}</th>
              <th scope="col">{t('book.before')}</th>
              <th scope="col">{t('book.now')}</th>
            </tr>
          </thead>
          <tbody>
            {changed.map((field) => (
              <tr key={field.path}>
                <th scope="row">{t(`book.field.${field.path}`)}</th>
                <td>{valueWords(t, field, valueAt(data.of.content, field.path))}</td>
                <td>{valueWords(t, field, valueAt(of.content, field.path))}</td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
    </section>
  );
}

/** The days of a calendar and the weights of a table, one by one. */
function Listed({ of }: { of: BookContent }): ReactNode {
  const t = useT();
  if (of.kind === 'rulebook') return null;
  const lines =
    of.kind === 'calendar'
      ? of.content.holidays.map(({ date, name }) => ({ key: date, words: `${date} ${name}` }))
      : Object.entries(of.content.weights).map(([code, weight]) => ({
          key: code,
          words: `${code} ${formatNumber(weight)}`,
        }));
  return (
    <section className="stack" aria-labelledby="book-listed">
      <h2 id="book-listed">{t(`book.listed.${of.kind}`)}</h2>
      <ul className="book-lines">
        {lines.map(({ key, words }) => (
          <li key={key}>{words}</li>
        ))}
      </ul>
    </section>
  );
}
