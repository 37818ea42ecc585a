import type { Procedure } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';
import { useState, type ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';
import { SelectField } from '../../ui/field.js';
import { ProcedureSheet } from './procedure-sheet.js';
import { useNonce, useRecording } from './use-recording.js';

/** The chair lets one partner enter one reserve on the frozen text (DOMAIN §1.2). */
export function LeaveSheet({ procedure, onClose }: { procedure: Procedure; onClose: () => void }): ReactNode {
  const t = useT();
  const [first] = procedure.electorate;
  const [partner, setPartner] = useState<DelegationCode | undefined>(first?.partner);
  const nonce = useNonce();
  const give = useRecording('chairProcedure');
  const name = procedure.electorate.find((one) => one.partner === partner)?.name ?? '';
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t('leave.title')}
      what={t('leave.what', { name })}
      next={t('leave.next')}
      submit={t('leave.submit')}
      reason={partner === undefined ? t('common.required') : null}
      call={give}
      onSubmit={() => {
        if (partner === undefined) return;
        give.mutate({ params: { procedure: procedure.id }, body: { type: 'give_leave', partner, nonce } });
      }}
      onClose={onClose}
    >
      <SelectField
        label={t('leave.partner')}
        value={partner ?? ''}
        options={procedure.electorate.map((one) => ({ value: one.partner as string, label: one.name }))}
        onChange={(code) => {
          setPartner(procedure.electorate.find((one) => one.partner === code)?.partner);
        }}
      />
    </ProcedureSheet>
  );
}
