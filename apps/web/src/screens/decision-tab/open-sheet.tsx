import { useState, type ReactNode } from 'react';
import { keys } from '../../api/keys.js';
import { useCall, usePartners } from '../../api/queries.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { ActSheet } from '../../ui/act-sheet.js';
import { At, HashText } from '../../ui/chips.js';

export function OpenSheet({ onClose }: { onClose: () => void }): ReactNode {
  const t = useT();
  const room = useRoom();
  // What the chair read when the sheet opened stays on it, whatever happens meanwhile.
  const [view] = useState(room.view);
  const partners = usePartners();
  const open = useCall('openProcedure', [keys.package(view.id), keys.packages]);
  const { revision, number } = view;
  const hash = view.versions.find((version) => version.revision === revision)?.packageHash;
  return (
    <ActSheet
      title={t('procedure.openOn', { revision })}
      what={t('open.what', { revision, number })}
      hash={hash ?? null}
      rule={t('open.rule')}
      next={t('open.next', { codes: partners.map(({ code }) => code).join(', ') })}
      sees={t('open.sees')}
      word={t('versions.rev', { revision })}
      submit={t('open.submit')}
      reason={hash === undefined ? t('procedure.notFrozen') : null}
      pending={open.isPending}
      error={open.error}
      onSubmit={() => {
        if (hash === undefined) return;
        open.mutate({ params: { package: view.id }, body: { packageHash: hash, rule: 'UNANIMITY_ABST' } });
      }}
      onClose={onClose}
      receipt={
        open.data === undefined ? null : (
          <div className="receipt" role="status">
            <p className="receipt-number">{t('open.done')}</p>
            <dl className="facts">
              <dt>{t('act.receiptHash')}</dt>
              <dd>
                <HashText hash={open.data.packageHash} whole />
              </dd>
              <dt>{t('act.receiptAt')}</dt>
              <dd>{open.data.openedAt !== null && <At ms={open.data.openedAt} />}</dd>
            </dl>
          </div>
        )
      }
    />
  );
}
