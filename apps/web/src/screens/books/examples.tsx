import { runVectors, type RulebookVector } from '@entente/consensus';
import type { BookContent } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useT, type Translate } from '../../messages/use-t.js';
import { WideTable } from '../../ui/wide-table.js';
import { asRulebook, type BookName } from './use-book.js';

/** The examples of a rule book, counted here by the same core as on the server. */
export function Examples({ name, of }: { name: BookName; of: BookContent }): ReactNode {
  const t = useT();
  const book = asRulebook(name, of);
  if (book === null) return null;
  const results = runVectors(book);
  const passed = results.filter((one) => one.passed).length;
  return (
    <section className="stack" aria-labelledby="book-examples">
      <h2 id="book-examples">{t('book.examplesTitle')}</h2>
      <p role="status">{t('book.examplesPassed', { passed, failed: results.length - passed })}</p>
      <WideTable caption={t('book.examplesTitle')}>
        <thead>
          <tr>
            <th scope="col">{t('book.example')}</th>
            <th scope="col">{t('book.expected')}</th>
            <th scope="col">{t('book.result')}</th>
          </tr>
        </thead>
        <tbody>
          {results.map((one, index) => (
            <tr key={`${String(index)} ${one.name}`}>
              <th scope="row">{one.name}</th>
              <td>{expectedWords(t, book.vectors[index])}</td>
              <td>
                {one.passed
                  ? t('book.passed')
                  : (one.unreadable ??
                    one.mismatches
                      .map(({ field, expected, found }) => t('book.mismatch', { field, expected, found }))
                      .join('; '))}
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </section>
  );
}

/** The outcome of a count, or the state that a timeline leads to. */
function expectedWords(t: Translate, example: RulebookVector | undefined): string {
  if (example?.kind === 'decision') return t(`book.outcome.${example.expected.outcome}`);
  const state = example?.expected['state'];
  return typeof state === 'string' ? state.toLowerCase().replaceAll('_', ' ') : '';
}
