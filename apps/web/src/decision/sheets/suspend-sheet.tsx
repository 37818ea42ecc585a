import type { Procedure } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { formatInstant } from '../../format/instant.js';
import { instantOfWallTime } from '../../format/wall-time.js';
import { useNow } from '../../frame/use-now.js';
import { useT } from '../../messages/use-t.js';
import { InstantField } from './instant-field.js';
import { ProcedureSheet } from './procedure-sheet.js';
import { ReasonField } from './reason-field.js';
import { useRecording } from './use-recording.js';

type SheetProps = { readonly procedure: Procedure; readonly onClose: () => void };

/** The chair stops the clock of everything, for a stated reason, until an instant or until it lets it run again. */
export function SuspendSheet({ procedure, onClose }: SheetProps): ReactNode {
  const t = useT();
  const now = useNow();
  const [reason, setReason] = useState('');
  const [written, setWritten] = useState('');
  const suspend = useRecording('chairProcedure');
  const until = instantOfWallTime(written);
  const values = until === null ? { until: 'none', at: '' } : { until: 'set', at: formatInstant(until) };
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t('suspend.title')}
      what={t('suspend.what', values)}
      next={t('suspend.next')}
      submit={t('suspend.submit')}
      reason={reasonAgainst()}
      call={suspend}
      recordedAs="suspended"
      onSubmit={() => {
        const body = { type: 'suspend', reason: reason.trim(), until } as const;
        suspend.mutate({ params: { procedure: procedure.id }, body });
      }}
      onClose={onClose}
    >
      <ReasonField value={reason} onChange={setReason} />
      <InstantField
        label={t('suspend.until')}
        value={written}
        seatZone={procedure.core.terms.zone}
        optional
        onChange={setWritten}
      />
    </ProcedureSheet>
  );

  function reasonAgainst(): string | null {
    if (reason.trim() === '') return t('common.required');
    return until !== null && until <= now ? t('suspend.later') : null;
  }
}

/** The chair lets what it suspended run on. */
export function ResumeSheet({ procedure, onClose }: SheetProps): ReactNode {
  const t = useT();
  const resume = useRecording('chairProcedure');
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t('resume.title')}
      what={t('resume.what')}
      next={t('resume.next')}
      submit={t('resume.submit')}
      reason={null}
      call={resume}
      recordedAs="suspension_ended"
      onSubmit={() => {
        resume.mutate({ params: { procedure: procedure.id }, body: { type: 'resume' } });
      }}
      onClose={onClose}
    />
  );
}
