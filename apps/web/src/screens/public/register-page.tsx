import type { ReactNode } from 'react';
import { usePublications, useSetupState } from '../../api/queries.js';
import { PageHead } from '../../frame/shell.js';
import { useT } from '../../messages/use-t.js';
import { At, HashText } from '../../ui/chips.js';
import { Empty, Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { WideTable } from '../../ui/wide-table.js';
import { PublicFrame } from './public-frame.js';

/** The published texts, for everybody. */
export function RegisterPage(): ReactNode {
  const t = useT();
  const coalition = useSetupState().data?.coalition ?? null;
  const { data, error, isPending, refetch } = usePublications();
  const all = data?.publications ?? [];
  return (
    <PublicFrame>
      <PageHead
        title={t('register.title')}
        sentence={coalition === null ? undefined : t('register.lead', { coalition: coalition.name })}
      />
      {isPending && <Skeleton />}
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {data !== undefined && all.length === 0 && (
        <Empty title={t('register.empty')} text={t('register.emptyText')} />
      )}
      {all.length > 0 && (
        <div className="stack-tight">
          <p className="quiet">{t('register.sentence', { count: all.length })}</p>
          <WideTable caption={t('register.caption')}>
            <thead>
              <tr>
                <th scope="col">{t('register.number')}</th>
                <th scope="col">{t('register.name')}</th>
                <th scope="col">{t('register.published')}</th>
                <th scope="col">{t('register.hash')}</th>
                <th scope="col">{t('register.file')}</th>
              </tr>
            </thead>
            <tbody>
              {all.map(({ number, title, publishedAt, packageHash, address, edition }) => (
                <tr key={address}>
                  <td className="nowrap">{number}</td>
                  <th scope="row">
                    <a className="table-link" href={address}>
                      {title}
                    </a>
                    {edition > 1 && (
                      <span className="quiet small"> {t('register.amendment', { number: edition - 1 })}</span>
                    )}
                  </th>
                  <td>
                    <At ms={publishedAt} />
                  </td>
                  <td>
                    <HashText hash={packageHash} />
                  </td>
                  <td>
                    <a href={`${address}.json`} download>
                      {t('register.json')}
                    </a>
                  </td>
                </tr>
              ))}
            </tbody>
          </WideTable>
        </div>
      )}
    </PublicFrame>
  );
}
