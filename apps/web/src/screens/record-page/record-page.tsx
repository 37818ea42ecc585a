import { recordBytes, verifyDecision, decisionDocument } from '@entente/formats';
import type { DecisionRecord, Procedure } from '@entente/contracts';
import { useQuery } from '@tanstack/react-query';
import { FileDown, Printer, ShieldCheck } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { useCall } from '../../api/queries.js';
import { recordQuery } from '../../api/record-query.js';
import { Timeline } from '../../decision/timeline.js';
import { PageHead } from '../../frame/shell.js';
import { download } from '../../format/download.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';
import { Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { Blocks } from './blocks.js';
import '../../styles/record.css';

type Id = Procedure['id'];

/** One decision as a document, at an address of its own: result, rule, arithmetic, positions, history, and how to check it. */
export function RecordPage(): ReactNode {
  const t = useT();
  const { view } = useRoom();
  // The address may hold anything: the server parses it.
  const id = (useParams()['procedure'] ?? '') as Id;
  const record = useQuery(recordQuery(view.id, id));
  return (
    <main id="content" className="page record" tabIndex={-1}>
      {record.isPending && <Skeleton />}
      {record.isError && (
        <>
          <PageHead title={t('decisionRecord.title')} />
          <ProblemNote error={record.error} onRetry={() => void record.refetch()} />
        </>
      )}
      {record.data !== undefined && <RecordDocument record={record.data} />}
    </main>
  );
}

function RecordDocument({ record }: { record: DecisionRecord }): ReactNode {
  const t = useT();
  const document = useMemo(() => decisionDocument(record), [record]);
  return (
    <article className="record-paper" aria-label={document.title}>
      <PageHead title={document.title} sentence={document.about}>
        <Actions record={record} />
      </PageHead>
      <p className="record-sentence">{document.sentence}</p>
      {document.notice !== null && <Notice>{document.notice}</Notice>}
      <nav className="record-contents" aria-label={t('decisionRecord.contents')}>
        <ul>
          {document.sections.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
          <li>
            <a href="#timeline">{t('timeline.title')}</a>
          </li>
        </ul>
      </nav>
      {document.sections.map(({ id, title, blocks }) => (
        <section key={id} id={id} className="record-section" aria-labelledby={`${id}-title`}>
          <h2 id={`${id}-title`}>{title}</h2>
          <Blocks blocks={blocks} />
        </section>
      ))}
      <section id="timeline" className="record-section" aria-labelledby="timeline-title">
        <h2 id="timeline-title">{t('timeline.title')}</h2>
        <Timeline record={record} />
      </section>
      <p className="record-back">
        <Link to="../decision">{t('decisionRecord.back')}</Link>
      </p>
    </article>
  );
}

/** Save, print, and count again in this browser. */
function Actions({ record }: { record: DecisionRecord }): ReactNode {
  const t = useT();
  const [verdict, setVerdict] = useState<ReturnType<typeof verifyDecision>['verdict'] | null>(null);
  const pdf = useCall('decisionRecordPdf', []);
  const { revision } = record.package;
  const name = { revision: String(revision), procedure: record.procedure };
  const saveJson = (): void => {
    const content = new Blob([new Uint8Array(recordBytes(record))], { type: 'application/json' });
    download(t('decisionRecord.file', name), content);
  };
  // What goes wrong stands below, from the mutation itself.
  const savePdf = (): void => {
    const onSuccess = ({ filename, content }: { filename: string; content: string }): void => {
      const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
      download(filename, new Blob([bytes], { type: 'application/pdf' }));
    };
    pdf.mutate({ params: { procedure: record.procedure } }, { onSuccess });
  };
  return (
    <div className="record-actions">
      <div className="row">
        <Button icon={FileDown} onClick={saveJson}>
          {t('decisionRecord.save')}
        </Button>
        <Button icon={FileDown} busy={pdf.isPending} onClick={savePdf}>
          {t('decisionRecord.pdf')}
        </Button>
        <Button
          icon={Printer}
          onClick={() => {
            window.print();
          }}
        >
          {t('decisionRecord.print')}
        </Button>
        <Button
          look="primary"
          icon={ShieldCheck}
          onClick={() => {
            setVerdict(verifyDecision(recordBytes(record)).verdict);
          }}
        >
          {t('decisionRecord.count')}
        </Button>
      </div>
      <ProblemNote error={pdf.error} />
      {verdict !== null && (
        <Notice tone={verdict === 'follows' ? 'good' : verdict === 'in_part' ? 'info' : 'bad'} live>
          {t(`decisionRecord.verdict.${verdict}`, { events: record.events.length })}
        </Notice>
      )}
    </div>
  );
}
