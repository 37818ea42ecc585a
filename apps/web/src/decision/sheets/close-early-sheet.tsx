import type { Procedure } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';
import { ProcedureSheet } from './procedure-sheet.js';
import { useRecording } from './use-recording.js';

/** The chair closes before the deadline, once every partner has endorsed: adopted at the last endorsement. */
export function CloseEarlySheet({
  procedure,
  onClose,
}: {
  procedure: Procedure;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const close = useRecording('chairProcedure');
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t('closeEarly.title')}
      what={t('closeEarly.what', { revision: procedure.revision })}
      next={t('closeEarly.next')}
      submit={t('closeEarly.submit')}
      reason={null}
      call={close}
      recordedAs="closed"
      onSubmit={() => {
        close.mutate({ params: { procedure: procedure.id }, body: { type: 'close_early' } });
      }}
      onClose={onClose}
    />
  );
}
