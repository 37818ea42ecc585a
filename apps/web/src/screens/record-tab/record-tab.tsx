import type { FormalAct } from '@entente/contracts';
import { checkChain, type ChainVerdict } from '@entente/formats';
import { Download, FileText, ShieldCheck } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useDelegationNames, useRecord } from '../../api/queries.js';
import { PageHead } from '../../frame/shell.js';
import { toCsv } from '../../format/csv.js';
import { download } from '../../format/download.js';
import { useT, type Translate } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { Button } from '../../ui/button.js';
import { At, HashText } from '../../ui/chips.js';
import { Notice } from '../../ui/notice.js';
import { Empty, Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { WideTable } from '../../ui/wide-table.js';
import { closedBy, decisionOf, factsOf, typeWords } from './act-words.js';

/** Every formal act with its hash chain, checked here on demand. */
export function RecordTab(): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const record = useRecord(view.id);
  const [verdict, setVerdict] = useState<ChainVerdict | null>(null);
  const acts = (record.data?.acts ?? []).toSorted((a, b) => a.sequence - b.sequence);
  const save = (): void => {
    const csv = new Blob([recordCsv(acts, t)], { type: 'text/csv' });
    download(t('record.csvName', { number: view.number.replaceAll('/', '-') }), csv);
  };
  return (
    <main id="content" className="page" tabIndex={-1}>
      <PageHead
        title={t('record.title')}
        sentence={record.isSuccess ? t('record.sentence', { count: acts.length }) : undefined}
      >
        <Button icon={Download} onClick={save}>
          {t('common.exportCsv')}
        </Button>
        <Button
          look="primary"
          icon={ShieldCheck}
          onClick={() => {
            setVerdict(checkChain(view.id, acts));
          }}
        >
          {t('record.verify')}
        </Button>
      </PageHead>
      <div className="stack">
        {verdict !== null && <Verdict verdict={verdict} />}
        {record.isPending && <Skeleton />}
        <ProblemNote error={record.error} onRetry={() => void record.refetch()} />
        {record.isSuccess && acts.length === 0 && (
          <Empty title={t('record.empty')} text={t('record.emptyText')} />
        )}
        {acts.length > 0 && <Acts acts={acts.toReversed()} />}
      </div>
    </main>
  );
}

function Verdict({ verdict }: { verdict: ChainVerdict }): ReactNode {
  const t = useT();
  return verdict.ok ? (
    <Notice tone="good" live>
      {t('record.chainGood', { count: verdict.count })}
    </Notice>
  ) : (
    <Notice tone="bad" live>
      {t('record.chainBad', { number: verdict.sequence, what: t(`record.${verdict.what}`) })}
    </Notice>
  );
}

function Acts({ acts }: { acts: readonly FormalAct[] }): ReactNode {
  const t = useT();
  const nameOf = useDelegationNames();
  return (
    <WideTable caption={t('record.caption')}>
      <thead>
        <tr>
          <th scope="col">{t('record.number')}</th>
          <th scope="col">{t('record.act')}</th>
          <th scope="col">{t('record.who')}</th>
          <th scope="col">{t('record.when')}</th>
          <th scope="col">{t('record.on')}</th>
          <th scope="col">{t('record.own')}</th>
        </tr>
      </thead>
      <tbody>
        {acts.map((act) => (
          <tr key={act.sequence}>
            <td className="number">{act.sequence}</td>
            <th scope="row">
              {typeWords(t, act.type)}
              <p className="act-facts">{factsOf(t, act)}</p>
              <DecisionLink act={act} />
            </th>
            <td className="record-who">
              <Who act={act} delegation={act.delegation === null ? null : nameOf(act.delegation)} />
            </td>
            <td>
              <At ms={act.at} />
            </td>
            <td>
              {act.packageHash === null ? (
                <span className="quiet">–</span>
              ) : (
                <HashText hash={act.packageHash} />
              )}
            </td>
            <td>
              <HashText hash={act.hash} />
            </td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

/** To the record of the decision, where it begins and where it ends. */
function DecisionLink({ act }: { act: FormalAct }): ReactNode {
  const t = useT();
  const decision = decisionOf(act);
  if (decision === null) return null;
  const { procedure, revision } = decision;
  return (
    <Link className="act-decision" to={`../decisions/${procedure}`}>
      <FileText size={14} aria-hidden="true" /> {t('record.decision', { revision })}
    </Link>
  );
}

function Who({ act, delegation }: { act: FormalAct; delegation: string | null }): ReactNode {
  const t = useT();
  const number = closedBy(act);
  if (number !== null) return t('record.closedBy', { number });
  if (delegation === null) return t('record.byTime');
  return (
    <>
      {act.name}
      <br />
      <span className="quiet">{delegation}</span>
    </>
  );
}

/** Who, in one cell of the table that is exported. */
function whoWords(act: FormalAct, t: Translate): string {
  const number = closedBy(act);
  if (number !== null) return t('record.closedBy', { number });
  return act.delegation === null ? t('record.byTime') : `${act.name} (${act.delegation})`;
}

function recordCsv(acts: readonly FormalAct[], t: Translate): string {
  const head = [
    'record.number',
    'record.act',
    'record.who',
    'record.when',
    'record.on',
    'record.own',
  ] as const;
  return toCsv([
    head.map((id) => t(id)),
    ...acts.map((act) => [
      String(act.sequence),
      typeWords(t, act.type),
      whoWords(act, t),
      new Date(act.at).toISOString(),
      act.packageHash ?? '',
      act.hash,
    ]),
  ]);
}
