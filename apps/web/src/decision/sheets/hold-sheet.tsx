import type { Procedure } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { SelectField } from '../../ui/field.js';
import { useAsking } from '../ask-core.js';
import { ProcedureSheet } from './procedure-sheet.js';
import { ReasonField } from './reason-field.js';
import { useNonce, useRecording } from './use-recording.js';

type SheetProps = { readonly procedure: Procedure; readonly onClose: () => void };

/** A partner asks for more time, and the clock stands (DOMAIN §1.1.3). */
export function HoldSheet({ procedure, onClose }: SheetProps): ReactNode {
  const t = useT();
  const me = useMe();
  const { items } = procedure.core.terms;
  const [item, setItem] = useState('');
  const [reason, setReason] = useState('');
  const nonce = useNonce();
  const speak = useRecording('speak');
  const asking = useAsking(procedure);
  const scope = item === '' ? [] : [item];
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t('holdSheet.title')}
      what={t('holdSheet.what', { delegation: me.delegationName })}
      next={t('holdSheet.next')}
      submit={t('holdSheet.submit')}
      reason={asking.hold(scope)}
      call={speak}
      recordedAs={nonce}
      onSubmit={() => {
        speak.mutate({
          params: { procedure: procedure.id },
          body: { type: 'hold', nonce, scope, reason: reason.trim() },
        });
      }}
      onClose={onClose}
    >
      {items.length > 0 && (
        <SelectField
          label={t('holdSheet.item')}
          value={item}
          options={[
            { value: '', label: t('holdSheet.all') },
            ...items.map(({ id, title }) => ({ value: id, label: title })),
          ]}
          onChange={setItem}
        />
      )}
      <ReasonField value={reason} optional onChange={setReason} />
    </ProcedureSheet>
  );
}

type EndProps = SheetProps & { readonly id: string };

/** Its holder lifts a hold, or turns it into an objection. */
export function EndHoldSheet({ procedure, id, onClose }: EndProps): ReactNode {
  const t = useT();
  const [how, setHow] = useState<'lift_hold' | 'convert_hold'>('lift_hold');
  const [reason, setReason] = useState('');
  const nonce = useNonce();
  const speak = useRecording('speak');
  // What it turns into is an objection, which states its reason where the rule book asks for one.
  const needed = how === 'convert_hold' && procedure.core.terms.reasonsRequired;
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t('endHold.title')}
      what={t(`endHold.what.${how}`)}
      next={t(`endHold.next.${how}`)}
      submit={t('endHold.submit')}
      reason={needed && reason.trim() === '' ? t('common.required') : null}
      call={speak}
      recordedAs={nonce}
      onSubmit={() => {
        speak.mutate({
          params: { procedure: procedure.id },
          body: { type: how, nonce, id, reason: reason.trim() },
        });
      }}
      onClose={onClose}
    >
      <SelectField
        label={t('endReserve.how')}
        value={how}
        options={(['lift_hold', 'convert_hold'] as const).map((value) => ({
          value,
          label: t(`endHold.${value}`),
        }))}
        onChange={setHow}
      />
      <ReasonField value={reason} optional={!needed} onChange={setReason} />
    </ProcedureSheet>
  );
}
