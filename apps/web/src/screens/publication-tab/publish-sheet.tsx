import { useState, type ReactNode } from 'react';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { ActSheet } from '../../ui/act-sheet.js';
import { At, HashText } from '../../ui/chips.js';

export function PublishSheet({ onClose }: { onClose: () => void }): ReactNode {
  const t = useT();
  const room = useRoom();
  const [view] = useState(room.view);
  const { revision, number } = view;
  const hash = view.versions.find((version) => version.revision === revision)?.packageHash;
  const publish = useCall('publish', [keys.package(view.id), keys.packages, keys.publications]);
  return (
    <ActSheet
      title={t('publish.title', { revision })}
      what={t('publish.what', { revision, number })}
      hash={hash ?? null}
      rule={t('publish.rule')}
      next={t('publish.next')}
      sees={t('publish.sees')}
      word={number}
      submit={t('publish.submit')}
      reason={hash === undefined ? t('procedure.notFrozen') : null}
      pending={publish.isPending}
      error={publish.error}
      onSubmit={() => {
        if (hash !== undefined) publish.mutate({ params: { package: view.id }, body: { packageHash: hash } });
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
    />
  );
}
