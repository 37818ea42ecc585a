import { ExternalLink, FileDown, Send, ShieldCheck } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { PackageView, Procedure, PublicationSummary } from '@entente/contracts';
import { useProcedures, usePublications } from '../../api/queries.js';
import { useDenial } from '../../frame/actor.js';
import { PageHead } from '../../frame/shell.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { StateSentence } from '../../room/state-sentence.js';
import { Button } from '../../ui/button.js';
import { At, HashText } from '../../ui/chips.js';
import { Empty } from '../../ui/placeholders.js';
import { PublishSheet } from './publish-sheet.js';

export function PublicationTab(): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const denied = useDenial()('publication.publish');
  const [publishing, setPublishing] = useState(false);
  const { editions, inPart, corrected } = useEditions(view);
  return (
    <main id="content" className="page" tabIndex={-1}>
      <PageHead
        title={t('publication.title')}
        sentence={
          sentenceOf(t, { inPart, corrected, published: editions.length > 0 }) ?? (
            <StateSentence view={view} board={null} />
          )
        }
      >
        {(view.state === 'adopted' || inPart || corrected) && (
          <Button
            look="primary"
            icon={Send}
            reason={denied}
            onClick={() => {
              setPublishing(true);
            }}
          >
            {t(buttonOf({ inPart, corrected, published: editions.length > 0 }))}
          </Button>
        )}
      </PageHead>
      {editions.length === 0 ? (
        <Empty title={t('publication.notYet')} text={t('publication.notYetText')} />
      ) : (
        <div className="stack">
          {editions.map((edition) => (
            <Published key={edition.address} edition={edition} />
          ))}
          <div>
            <Link className="button" to="/verify">
              <ShieldCheck size={16} aria-hidden="true" />
              {t('publication.verify')}
            </Link>
          </div>
        </div>
      )}
      {publishing && (
        <PublishSheet
          onClose={() => {
            setPublishing(false);
          }}
        />
      )}
    </main>
  );
}

/** The editions of the package, the last one first, and whether there is more to publish. */
function useEditions(view: PackageView) {
  const newest = useProcedures(view.id).data?.procedures[0];
  const editions = (usePublications().data?.publications ?? [])
    .filter(({ number }) => number === view.number)
    .toSorted((a, b) => b.edition - a.edition);
  const [last] = editions;
  return {
    editions,
    inPart: newest?.state === 'part_adopted',
    corrected: view.state === 'published' && newest !== undefined && isOtherwise(last, newest),
  };
}

/** Whether a corrigendum left other words than the last edition has. */
const isOtherwise = (last: PublicationSummary | undefined, { core }: Procedure): boolean =>
  last !== undefined && last.packageHash !== core.packageHash;

function buttonOf({ corrected, published }: Standing) {
  if (corrected) return 'publication.correct';
  return published ? 'publication.amend' : 'publication.publish';
}

type Standing = { inPart: boolean; corrected: boolean; published: boolean };

function sentenceOf(t: ReturnType<typeof useT>, { inPart, corrected, published }: Standing): string | null {
  if (corrected) return t('publication.sentenceCorrected');
  if (inPart) return t(published ? 'publication.sentencePart' : 'publication.sentencePartOpen');
  return published ? t('publication.sentence') : null;
}

/** One edition: where it stands, and how it is checked. */
function Published({ edition }: { edition: PublicationSummary }): ReactNode {
  const t = useT();
  const { title, address, packageHash, fileHash, publishedAt } = edition;
  const path = new URL(address, window.location.origin);
  return (
    <section className="card stack" aria-label={t('publication.edition', { edition: edition.edition })}>
      <h2 className="serif">{title}</h2>
      {edition.edition > 1 && <p>{t('register.amendment', { number: edition.edition - 1 })}</p>}
      <dl className="facts">
        <dt>{t('publication.address')}</dt>
        <dd>
          <a className="row" href={path.pathname}>
            {path.href}
            <ExternalLink size={14} aria-hidden="true" />
          </a>
        </dd>
        <dt>{t('publication.json')}</dt>
        <dd>
          <a className="row" href={`${path.pathname}.json`} download>
            {t('publication.download')}
            <FileDown size={14} aria-hidden="true" />
          </a>
        </dd>
        <dt>{t('publication.at')}</dt>
        <dd>
          <At ms={publishedAt} />
        </dd>
        <dt>{t('publication.hash')}</dt>
        <dd>
          <HashText hash={packageHash} whole />
        </dd>
        <dt>{t('publication.fileHash')}</dt>
        <dd>
          <HashText hash={fileHash} whole />
        </dd>
      </dl>
    </section>
  );
}
