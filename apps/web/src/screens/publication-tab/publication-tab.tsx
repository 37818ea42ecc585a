import { ExternalLink, FileDown, Send, ShieldCheck } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useDenial } from '../../frame/actor.js';
import { PageHead } from '../../frame/shell.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { StateSentence } from '../../room/state-sentence.js';
import { Button } from '../../ui/button.js';
import { HashText } from '../../ui/chips.js';
import { Empty } from '../../ui/placeholders.js';
import { PublishSheet } from './publish-sheet.js';

export function PublicationTab(): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const denied = useDenial()('publication.publish');
  const [publishing, setPublishing] = useState(false);
  return (
    <main id="content" className="page" tabIndex={-1}>
      <PageHead
        title={t('publication.title')}
        sentence={
          view.publication === null ? <StateSentence view={view} board={null} /> : t('publication.sentence')
        }
      >
        {view.state === 'adopted' && (
          <Button
            look="primary"
            icon={Send}
            reason={denied}
            onClick={() => {
              setPublishing(true);
            }}
          >
            {t('publication.publish')}
          </Button>
        )}
      </PageHead>
      {view.publication === null ? (
        <Empty title={t('publication.notYet')} text={t('publication.notYetText')} />
      ) : (
        <Published address={view.publication} />
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

function Published({ address }: { address: string }): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const version = view.versions.find(({ revision }) => revision === view.revision);
  const path = new URL(address, window.location.origin);
  return (
    <section className="card stack">
      <h2 className="serif">{view.title}</h2>
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
        {version !== undefined && (
          <>
            <dt>{t('publication.hash')}</dt>
            <dd>
              <HashText hash={version.packageHash} whole />
            </dd>
          </>
        )}
      </dl>
      <div>
        <Link className="button" to="/verify">
          <ShieldCheck size={16} aria-hidden="true" />
          {t('publication.verify')}
        </Link>
      </div>
    </section>
  );
}
