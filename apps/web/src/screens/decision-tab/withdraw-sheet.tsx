import type { Procedure } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { ActSheet } from '../../ui/act-sheet.js';
import { TextField } from '../../ui/field.js';

export function WithdrawSheet({
  procedure,
  onClose,
}: {
  procedure: Procedure;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const [reason, setReason] = useState('');
  const withdraw = useCall('withdrawProcedure', [keys.package(view.id), keys.packages]);
  return (
    <ActSheet
      title={t('procedure.withdraw')}
      what={t('withdraw.what', { revision: procedure.revision, number: view.number })}
      hash={procedure.packageHash}
      rule={t('withdraw.rule')}
      next={t('withdraw.next')}
      sees={t('open.sees')}
      word={t('withdraw.word')}
      submit={t('procedure.withdraw')}
      reason={reason.trim() === '' ? t('common.required') : null}
      pending={withdraw.isPending}
      error={withdraw.error}
      onSubmit={() => {
        withdraw.mutate({ params: { procedure: procedure.id }, body: { reason: reason.trim() } });
      }}
      onClose={onClose}
      receipt={
        withdraw.isSuccess ? (
          <div className="receipt" role="status">
            <p className="receipt-number">{t('withdraw.done')}</p>
          </div>
        ) : null
      }
    >
      <TextField label={t('withdraw.reason')} multiline value={reason} onChange={setReason} />
    </ActSheet>
  );
}
