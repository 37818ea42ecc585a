import type { DocumentId } from '@entente/kernel';
import { useState, type ReactNode } from 'react';
import { keys } from '../../api/keys.js';
import { useCall, useHistoryComparison } from '../../api/queries.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { ComparedText } from '../../text/compared-text.js';
import { ActSheet } from '../../ui/act-sheet.js';
import { Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';

type RestoreProps = {
  document: DocumentId;
  section: string;
  seq: number;
  head: number;
  onClose: () => void;
};

/** Brings a section back to a past row: first what it would change, then an edit like any other. */
export function RestoreSheet({ document, section, seq, head, onClose }: RestoreProps): ReactNode {
  const t = useT();
  const { view } = useRoom();
  // The row that is seen here, whatever arrives while one reads; and one edit however often one presses.
  const [seen] = useState(head);
  const [nonce] = useState(() => crypto.randomUUID());
  const restore = useCall('restore', [keys.history(view.id)]);
  const preview = useHistoryComparison(view.id, { document, from: seen, to: seq });
  return (
    <ActSheet
      title={t('history.restore')}
      what={t('history.restoreWhat', { section, seq })}
      hash={null}
      rule={t('history.restoreRule', { seq, head: seen })}
      next={t('history.restoreNext')}
      sees={t('history.restoreSees')}
      word={t('history.restoreWord')}
      submit={t('history.restore')}
      pending={restore.isPending}
      error={restore.error}
      onSubmit={() => {
        restore.mutate({ params: { package: view.id }, body: { document, seq, head: seen, nonce } });
      }}
      onClose={onClose}
      receipt={
        restore.isSuccess ? (
          <div className="receipt" role="status">
            <p className="receipt-number">
              {restore.data.changed
                ? t('history.restoreDone', { seq: restore.data.seq })
                : t('history.restoreNothing')}
            </p>
          </div>
        ) : null
      }
    >
      <h3>{t('history.restorePreview')}</h3>
      <ProblemNote error={preview.error} onRetry={() => void preview.refetch()} />
      {preview.data === undefined ? <Skeleton lines={4} /> : <ComparedText comparison={preview.data} />}
    </ActSheet>
  );
}
