import type { OfficeCommand } from '@entente/consensus';
import type { ChairCommand, Procedure } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';
import { useAsking } from '../ask-core.js';
import { ProcedureSheet } from './procedure-sheet.js';
import { ReasonField } from './reason-field.js';
import { useRecording } from './use-recording.js';

/** What the chair orders without saying anything else, but a reason for a referral. */
export type Order = 'advance' | 'close' | 'refer' | 'confirm_result' | 'void';

const RECORDED_AS: Readonly<Record<Order, string>> = {
  advance: 'opened',
  close: 'closed',
  refer: 'closed',
  confirm_result: 'result_confirmed',
  void: 'closed',
};

type OrderProps = { readonly procedure: Procedure; readonly order: Order; readonly onClose: () => void };

/** An order of the chair on a procedure that stands. */
export function OrderSheet({ procedure, order, onClose }: OrderProps): ReactNode {
  const t = useT();
  const [reason, setReason] = useState('');
  const give = useRecording('chairProcedure');
  const asking = useAsking(procedure);
  const said = reason.trim();
  const missing = order === 'refer' && said === '' ? t('common.required') : null;
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t(`order.${order}`)}
      what={t(`order.what.${order}`, { revision: procedure.revision })}
      next={t(`order.next.${order}`, outcomes(procedure, t))}
      submit={t(`order.submit.${order}`)}
      reason={missing ?? asking.chair(orderOf(order, procedure))}
      call={give}
      recordedAs={RECORDED_AS[order]}
      onSubmit={() => {
        const body: ChairCommand = order === 'refer' ? { type: order, reason: said } : { type: order };
        give.mutate({ params: { procedure: procedure.id }, body });
      }}
      onClose={onClose}
    >
      {order === 'refer' && <ReasonField value={reason} onChange={setReason} />}
    </ProcedureSheet>
  );
}

/** The order as the core takes it; a frozen hash is the one that the terms were made on. */
export function orderOf(order: Order, { core }: Procedure): OfficeCommand {
  if (order === 'advance') return { type: order, by: 'chair', frozenHash: core.terms.packageHash };
  if (order === 'refer') return { type: order, by: 'chair', to: null, reason: 'asked' };
  return { type: order, by: 'chair' };
}

function outcomes({ core }: Procedure, t: ReturnType<typeof useT>): { is: string; other: string } {
  const comparison = core.pending?.comparison ?? null;
  if (comparison === null) return { is: '', other: '' };
  return {
    is: t(`procedureState.${comparison.is}`),
    other: t(`procedureState.${comparison.wouldHaveBeen}`),
  };
}
