import type { MailStatus } from '@entente/contracts';
import { useQuery } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { call } from '../../api/call.js';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { useDenial } from '../../frame/actor.js';
import { PageHead } from '../../frame/shell.js';
import { formatNumber } from '../../format/number.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { At } from '../../ui/chips.js';
import { Notice } from '../../ui/notice.js';
import { Empty, Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { WideTable } from '../../ui/wide-table.js';

const REFRESH_MS = 15_000;

/** Letters that have not gone out, and what the mail server said; no text and no package (UI §7, access SPEC A6). */
export function LettersPage(): ReactNode {
  const t = useT();
  const denied = useDenial();
  const mayRead = denied('system.read') === null;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keys.mail,
    queryFn: () => call('mailStatus', {}),
    refetchInterval: REFRESH_MS,
    enabled: mayRead,
  });
  const retry = useCall('retryMail', [keys.mail]);
  if (!mayRead) {
    return (
      <>
        <PageHead title={t('letters.title')} />
        <Empty title={t('letters.denied')} text={t('letters.deniedText')} />
      </>
    );
  }
  return (
    <>
      <PageHead title={t('letters.title')} sentence={data === undefined ? undefined : sentenceOf(t, data)}>
        <Button
          icon={RotateCw}
          reason={denied('system.operate') ?? (data?.failing.length === 0 ? t('letters.none') : null)}
          busy={retry.isPending}
          onClick={() => {
            retry.mutate({});
          }}
        >
          {t('letters.retry')}
        </Button>
      </PageHead>
      <div className="stack">
        {isPending && <Skeleton lines={5} />}
        <ProblemNote error={error ?? retry.error} onRetry={() => void refetch()} />
        {retry.data !== undefined && (
          <Notice tone="good" live>
            {t('letters.retried', { letters: retry.data.letters })}
          </Notice>
        )}
        {data !== undefined && <Failing failing={data.failing} />}
        {data !== undefined && <p className="quiet">{t(`letters.transport.${data.transport}`)}</p>}
      </div>
    </>
  );
}

const sentenceOf = (t: ReturnType<typeof useT>, { failing, waiting, sent }: MailStatus): string =>
  t('letters.sentence', { failing: failing.length, waiting, sent: formatNumber(sent) });

function Failing({ failing }: Pick<MailStatus, 'failing'>): ReactNode {
  const t = useT();
  if (failing.length === 0) return <p className="quiet">{t('letters.none')}</p>;
  return (
    <WideTable caption={t('letters.failing')}>
      <thead>
        <tr>
          <th scope="col">{t('letters.person')}</th>
          <th scope="col">{t('letters.kind')}</th>
          <th scope="col">{t('letters.error')}</th>
          <th scope="col">{t('letters.since')}</th>
          <th scope="col" className="number">
            {t('letters.attempts')}
          </th>
          <th scope="col">{t('letters.next')}</th>
        </tr>
      </thead>
      <tbody>
        {failing.map(({ id, name, kind, at, attempts, nextAt, error }) => {
          return (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td>{t(`letters.about.${kind}`)}</td>
              <td>{error ?? t('letters.untried')}</td>
              <td>
                <At ms={at} />
              </td>
              <td className="number">{attempts}</td>
              <td>
                <At ms={nextAt} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </WideTable>
  );
}
