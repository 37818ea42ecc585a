import type { Hold } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { formatInstant } from '../../format/instant.js';
import { instantOfWallTime } from '../../format/wall-time.js';
import { useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { useAsking } from '../ask-core.js';
import { InstantField } from './instant-field.js';
import { ProcedureSheet } from './procedure-sheet.js';
import { ReasonField } from './reason-field.js';
import { useNonce, useRecording } from './use-recording.js';

type OnHold = { readonly procedure: Procedure; readonly hold: Hold; readonly onClose: () => void };

/** The holder asks for more time than its hold gives (SPEC R200). */
export function AskHoldExtensionSheet({ procedure, hold, onClose }: OnHold): ReactNode {
  const t = useT();
  const me = useMe();
  const [written, setWritten] = useState('');
  const [reason, setReason] = useState('');
  const until = instantOfWallTime(written);
  const nonce = useNonce();
  const speak = useRecording('speak');
  const asking = useAsking(procedure);
  const word =
    until === null
      ? null
      : ({ type: 'ask_hold_extension', id: hold.id, until, reason: reason.trim() } as const);
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t('askHold.title')}
      what={t('askHold.what', {
        delegation: me.delegationName,
        at: until === null ? '…' : formatInstant(until),
      })}
      next={t('askHold.next', { at: formatInstant(hold.expiresAt) })}
      submit={t('askHold.submit')}
      reason={word === null ? t('common.required') : asking.word(word)}
      call={speak}
      recordedAs={nonce}
      onSubmit={() => {
        if (word !== null) speak.mutate({ params: { procedure: procedure.id }, body: { ...word, nonce } });
      }}
      onClose={onClose}
    >
      <InstantField
        label={t('askHold.until')}
        value={written}
        seatZone={procedure.core.terms.zone}
        onChange={setWritten}
      />
      <ReasonField value={reason} onChange={setReason} />
    </ProcedureSheet>
  );
}

/** The chair grants exactly what the holder asked for (SPEC R201). */
export function ExtendHoldSheet({ procedure, hold, onClose }: OnHold): ReactNode {
  const t = useT();
  const extend = useRecording('chairProcedure');
  const asking = useAsking(procedure);
  const to = hold.asked?.until ?? hold.expiresAt;
  const facts = { partner: hold.partner, from: formatInstant(hold.expiresAt), to: formatInstant(to) };
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t('extendHold.title')}
      what={t('extendHold.what', facts)}
      next={t('extendHold.next')}
      submit={t('extendHold.submit')}
      reason={asking.chair({ type: 'extend_hold', by: 'chair', id: hold.id })}
      call={extend}
      recordedAs="hold_extended"
      onSubmit={() => {
        extend.mutate({ params: { procedure: procedure.id }, body: { type: 'extend_hold', id: hold.id } });
      }}
      onClose={onClose}
    />
  );
}
