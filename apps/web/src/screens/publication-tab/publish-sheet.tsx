import { useState, type ReactNode } from 'react';
import { keys } from '../../api/keys.js';
import { useCall, usePublicationPreview } from '../../api/queries.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { ActSheet } from '../../ui/act-sheet.js';
import { At, HashText } from '../../ui/chips.js';
import { PreviewOfPublication } from './publication-preview.js';

export function PublishSheet({ onClose }: { onClose: () => void }): ReactNode {
  const t = useT();
  const room = useRoom();
  const [view] = useState(room.view);
  const { revision, number } = view;
  const preview = usePublicationPreview(view.id);
  // Of the words as corrigenda left them: not always those that were tabled.
  const hash = preview.data?.packageHash;
  const [words, setWords] = useState<readonly string[]>([]);
  const inPart = preview.data?.whole === false;
  const publish = useCall('publish', [keys.package(view.id), keys.packages, keys.publications]);
  // What will and will not appear is read before anything is published.
  const reason = hash === undefined ? t('publish.reading') : null;
  return (
    <ActSheet
      title={t('publish.title', { revision })}
      what={t(inPart ? 'publish.whatPart' : 'publish.what', { revision, number })}
      hash={hash ?? null}
      rule={t(inPart ? 'publish.rulePart' : 'publish.rule')}
      next={t('publish.next')}
      sees={t('publish.sees')}
      word={number}
      submit={t('publish.submit')}
      reason={reason}
      pending={publish.isPending}
      error={publish.error ?? preview.error}
      onSubmit={() => {
        if (hash !== undefined)
          publish.mutate({ params: { package: view.id }, body: { packageHash: hash, words: [...words] } });
      }}
      onClose={onClose}
      receipt={
        publish.data === undefined ? null : (
          <div className="receipt" role="status">
            <p className="receipt-number">{t('publish.done')}</p>
            <dl className="facts">
              <dt>{t('publication.address')}</dt>
              <dd>
                <a href={publish.data.address}>{publish.data.address}</a>
              </dd>
              <dt>{t('act.receiptHash')}</dt>
              <dd>
                <HashText hash={publish.data.packageHash} whole />
              </dd>
              <dt>{t('act.receiptAt')}</dt>
              <dd>
                <At ms={publish.data.publishedAt} />
              </dd>
            </dl>
          </div>
        )
      }
    >
      {preview.data !== undefined && (
        <PreviewOfPublication preview={preview.data} words={words} onWords={setWords} />
      )}
    </ActSheet>
  );
}
