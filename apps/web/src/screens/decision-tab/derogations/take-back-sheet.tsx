import type { Derogation } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { useMe } from '../../../frame/actor.js';
import { useT } from '../../../messages/use-t.js';
import { ActSheet } from '../../../ui/act-sheet.js';
import { entryOf, Receipt } from '../../../decision/receipt.js';
import { ReasonField } from '../../../decision/sheets/reason-field.js';
import { useRecording } from '../../../decision/sheets/use-recording.js';

/** Whoever asked takes its request back, with a reason for the record. */
export function TakeBackSheet({
  derogation,
  onClose,
}: {
  derogation: Derogation;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const me = useMe();
  const [reason, setReason] = useState('');
  const takeBack = useRecording('takeBackDerogation');
  const { procedure, subject } = derogation;
  const what = t('takeBack.what', { delegation: me.delegationName, subject });
  const after = takeBack.data?.procedure;
  const entry = after === undefined ? null : entryOf(after, 'closed');
  return (
    <ActSheet
      title={t('derogations.takeBack')}
      what={what}
      hash={procedure.packageHash}
      rule={t(`rule.${procedure.rule}`)}
      next={t('takeBack.next')}
      sees={t('askDerogation.sees')}
      word={t('versions.rev', { revision: procedure.revision })}
      submit={t('takeBack.submit')}
      reason={takeBack.isSuccess || reason.trim() !== '' ? null : t('common.required')}
      pending={takeBack.isPending}
      error={takeBack.error}
      onSubmit={() => {
        takeBack.mutate({ params: { procedure: procedure.id }, body: { reason: reason.trim() } });
      }}
      onClose={onClose}
      receipt={
        after === undefined ? null : (
          <Receipt procedure={after} entries={entry === null ? [] : [entry]} what={what} />
        )
      }
    >
      <ReasonField value={reason} onChange={setReason} />
    </ActSheet>
  );
}
