import type { Procedure } from '@entente/contracts';
import type { Instant } from '@entente/kernel';
import { useState, type ReactNode } from 'react';
import { formatInstant } from '../../format/instant.js';
import { instantOfWallTime, wallTimeOf } from '../../format/wall-time.js';
import { useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { useAsking } from '../ask-core.js';
import { InstantField } from './instant-field.js';
import { ProcedureSheet } from './procedure-sheet.js';
import { useNonce, useRecording } from './use-recording.js';

type ShortenProps = {
  readonly procedure: Procedure;
  /** An instant that others agreed to already; null: one's own proposal. */
  readonly deadlineAt: Instant | null;
  readonly onClose: () => void;
};

/** A delegation agrees explicitly to one earlier deadline. It moves nothing until every partner has (DOMAIN §1.3.3). */
export function AgreeShorteningSheet({ procedure, deadlineAt, onClose }: ShortenProps): ReactNode {
  const t = useT();
  const me = useMe();
  const [written, setWritten] = useState(deadlineAt === null ? '' : wallTimeOf(deadlineAt));
  // What others agreed to may lie between two minutes; it is agreed to as it is, not as a field can show it.
  const at = deadlineAt ?? instantOfWallTime(written);
  const nonce = useNonce();
  const speak = useRecording('speak');
  const asking = useAsking(procedure);
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t('shorten.agree')}
      what={t('shorten.what', { delegation: me.delegationName, at: at === null ? '…' : formatInstant(at) })}
      next={t('shorten.next')}
      submit={t('shorten.submit')}
      reason={at === null ? t('common.required') : asking.word({ type: 'agree_shortening', deadlineAt: at })}
      call={speak}
      recordedAs={nonce}
      onSubmit={() => {
        if (at === null) return;
        const body = { type: 'agree_shortening', deadlineAt: at, nonce } as const;
        speak.mutate({ params: { procedure: procedure.id }, body });
      }}
      onClose={onClose}
    >
      {deadlineAt === null && (
        <InstantField
          label={t('shorten.deadline')}
          value={written}
          seatZone={procedure.core.terms.zone}
          onChange={setWritten}
        />
      )}
    </ProcedureSheet>
  );
}

/** The chair sets the earlier deadline that every partner agreed to. */
export function ShortenSheet({
  procedure,
  deadlineAt,
  onClose,
}: ShortenProps & { readonly deadlineAt: Instant }): ReactNode {
  const t = useT();
  const shorten = useRecording('chairProcedure');
  const asking = useAsking(procedure);
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t('shorten.set')}
      what={t('shorten.setWhat', { at: formatInstant(deadlineAt) })}
      next={t('shorten.setNext')}
      submit={t('shorten.setSubmit')}
      reason={asking.chair({ type: 'extend', by: 'chair', deadlineAt })}
      call={shorten}
      recordedAs="shortened"
      onSubmit={() => {
        shorten.mutate({ params: { procedure: procedure.id }, body: { type: 'extend', deadlineAt } });
      }}
      onClose={onClose}
    />
  );
}
