import { packageHash } from '@entente/document';
import type { VersionView } from '@entente/contracts';
import { sealedPackageHash, sealText } from '@entente/formats';
import type { AnnexId, Hash, ProcedureId } from '@entente/kernel';
import { useEffect, useMemo, type ReactNode } from 'react';
import { useLocation, useParams, useSearchParams } from 'react-router';
import { useCorrectedText, useVersion } from '../../api/queries.js';
import { PageHead } from '../../frame/shell.js';
import { T, useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { FrozenText } from '../../text/frozen-text.js';
import { readFrozen, type ReadText } from '../../text/read-text.js';
import { At, HashText } from '../../ui/chips.js';
import { Notice } from '../../ui/notice.js';
import { Empty, Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { revisionOf } from '../packages/slug.js';

/** A frozen version at its own address, its hash computed again here. */
export function VersionPage(): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const { revision: segment } = useParams();
  const revision = revisionOf(segment) ?? 0;
  const known = view.versions.some((version) => version.revision === revision);
  const corrected = useCorrected();
  const version = useVersion(view.id, known && corrected === null ? revision : 0);
  const correctedText = useCorrectedText(view.id, corrected);
  const { data, error, refetch } = corrected === null ? version : correctedText;
  const text = useMemo(() => (data === undefined ? null : readFrozen(data.canonical)), [data]);
  useAnchor(text !== null);
  if (!known) {
    return (
      <main id="content" className="page">
        <Empty title={t('version.missing')} text={t('version.missingText')} />
      </main>
    );
  }
  return (
    <main id="content" className="page page-reading" tabIndex={-1}>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {data === undefined ? (
        error === null && <Skeleton lines={10} />
      ) : (
        <>
          <PageHead
            title={`${view.number} ${t('version.title', { revision })}`}
            sentence={
              <T
                id="version.sentence"
                values={{
                  name: data.tabled.name,
                  delegation: data.tabled.delegation,
                  at: () => <At key="at" ms={data.tabled.at} />,
                }}
              />
            }
          />
          <Hashes version={data} text={text} corrected={corrected !== null} />
          {text !== null && <FrozenText text={text} />}
        </>
      )}
    </main>
  );
}

/** The corrigendum whose text the address asks for; null: the version as it was tabled. */
function useCorrected(): { procedure: ProcedureId; corrigendum: string } | null {
  const [search] = useSearchParams();
  const [procedure, corrigendum] = [search.get('procedure'), search.get('corrigendum')];
  return procedure === null || corrigendum === null
    ? null
    : { procedure: procedure as ProcedureId, corrigendum };
}

/** What the server says, and what this browser computes from the words that it shows (promise P4). */
export function Hashes({
  version,
  text,
  corrected = false,
}: {
  version: VersionView;
  text: ReadText | null;
  corrected?: boolean;
}): ReactNode {
  const t = useT();
  const { revision } = version;
  const computed = text === null ? null : computedHash(version, text);
  return (
    <div className="stack-tight version-hashes">
      {corrected && <Notice>{t('version.corrected', { revision })}</Notice>}
      <dl className="facts">
        <dt>{t('version.hash')}</dt>
        <dd>
          <HashText hash={version.packageHash} whole />
        </dd>
        <dt>{t('version.textHash')}</dt>
        <dd>
          <HashText hash={version.textHash} whole />
        </dd>
      </dl>
      {computed === version.packageHash ? (
        <Notice tone="good">{t('version.same')}</Notice>
      ) : (
        <Notice tone="bad">{t('version.differs', { hash: computed ?? t('common.none') })}</Notice>
      )}
    </div>
  );
}

function computedHash({ annexes: bound, sealedText, sealSeed }: VersionView, { canonical }: ReadText): Hash {
  const annexes = bound.map(({ annex, commitment }) => ({ annex: annex as AnnexId, commitment }));
  // A version that was tabled before texts were sealed has the hash of its bare words.
  return sealedText === null
    ? packageHash({ textHash: canonical.textHash, parts: [], annexes })
    : sealedPackageHash({ sealedText: sealText(canonical.sections, sealSeed).hash, annexes });
}

/** The text arrives after the page: goes to the provision that the address names once it is here. */
function useAnchor(ready: boolean): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (ready && hash.length > 1) document.getElementById(hash.slice(1))?.scrollIntoView();
  }, [ready, hash]);
}
