import type { Procedure } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { instantOfWallTime, wallTimeOf } from '../../format/wall-time.js';
import { formatInstant } from '../../format/instant.js';
import { useT } from '../../messages/use-t.js';
import { InstantField } from './instant-field.js';
import { ProcedureSheet } from './procedure-sheet.js';
import { ReasonField } from './reason-field.js';
import { useNonce, useRecording } from './use-recording.js';

type ExtendProps = { readonly procedure: Procedure; readonly onClose: () => void };

/** The chair moves the deadline to a later time; never to an earlier one without every partner. */
export function ExtendSheet({ procedure, onClose }: ExtendProps): ReactNode {
  const t = useT();
  const { deadlineAt, core } = procedure;
  const [written, setWritten] = useState(deadlineAt === null ? '' : wallTimeOf(deadlineAt));
  const extend = useRecording('chairProcedure');
  const at = instantOfWallTime(written);
  const left = core.terms.maxExtensions - core.extensions;
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t('extend.title')}
      what={t('extend.what', { at: at === null ? '…' : formatInstant(at), left })}
      next={t('extend.next')}
      submit={t('extend.submit')}
      reason={reasonAgainst()}
      call={extend}
      recordedAs="extended"
      onSubmit={() => {
        if (at === null) return;
        extend.mutate({ params: { procedure: procedure.id }, body: { type: 'extend', deadlineAt: at } });
      }}
      onClose={onClose}
    >
      <InstantField
        label={t('extend.deadline')}
        value={written}
        seatZone={core.terms.zone}
        onChange={setWritten}
      />
    </ProcedureSheet>
  );

  function reasonAgainst(): string | null {
    if (at === null) return t('common.required');
    return deadlineAt !== null && at <= deadlineAt ? t('extend.later') : null;
  }
}

/** A delegation asks the chair for more time. It changes no deadline. */
export function AskTimeSheet({ procedure, onClose }: ExtendProps): ReactNode {
  const t = useT();
  const [written, setWritten] = useState('');
  const [reason, setReason] = useState('');
  const nonce = useNonce();
  const ask = useRecording('askExtension');
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t('ask.title')}
      what={t('ask.what')}
      next={t('ask.next')}
      submit={t('ask.submit')}
      reason={reason.trim() === '' ? t('common.required') : null}
      call={ask}
      onSubmit={() => {
        ask.mutate({
          params: { procedure: procedure.id },
          body: { until: instantOfWallTime(written), reason: reason.trim(), nonce },
        });
      }}
      onClose={onClose}
    >
      <InstantField
        label={t('ask.until')}
        value={written}
        seatZone={procedure.core.terms.zone}
        optional
        onChange={setWritten}
      />
      <ReasonField value={reason} onChange={setReason} />
    </ProcedureSheet>
  );
}
