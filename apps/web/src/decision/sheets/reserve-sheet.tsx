import { RESERVES } from '@entente/consensus';
import type { Procedure, ReserveKind } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { SelectField, TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { isRunning } from '../running.js';
import { ProcedureSheet } from './procedure-sheet.js';
import { ReasonField } from './reason-field.js';
import { useNonce, useRecording } from './use-recording.js';

type SheetProps = { readonly procedure: Procedure; readonly onClose: () => void };

/** `hold` is an act of its own, and `ad_referendum` a way of acting. */
const KINDS = RESERVES.filter((kind) => kind !== 'hold' && kind !== 'ad_referendum');

/** A partner reserves without breaking. What the reserve does at the deadline stands on the sheet. */
export function ReserveSheet({ procedure, onClose }: SheetProps): ReactNode {
  const t = useT();
  const me = useMe();
  const [kind, setKind] = useState<ReserveKind>('scrutiny');
  const [reason, setReason] = useState('');
  const [detail, setDetail] = useState('');
  const nonce = useNonce();
  const speak = useRecording('speak');
  const policy = procedure.core.terms.reservePolicy[kind];
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t('reserveSheet.title')}
      what={t('reserveSheet.what', { delegation: me.delegationName, kind: t(`reserve.${kind}`) })}
      next={t(`reserveSheet.next.${policy}`)}
      submit={t('reserveSheet.submit')}
      reason={reason.trim() === '' ? t('common.required') : null}
      call={speak}
      recordedAs={nonce}
      onSubmit={() => {
        speak.mutate({
          params: { procedure: procedure.id },
          body: {
            type: 'enter_reserve',
            nonce,
            kind,
            scope: [],
            reason: reason.trim(),
            language: kind === 'linguistic' && detail.trim() !== '' ? detail.trim() : null,
            waitsFor: kind === 'waiting' ? detail.trim() : '',
            reopens: null,
          },
        });
      }}
      onClose={onClose}
    >
      <SelectField
        label={t('rail.reserve')}
        value={kind}
        options={KINDS.map((value) => ({ value, label: t(`reserve.${value}`) }))}
        onChange={setKind}
      />
      {kind !== 'linguistic' && <Notice>{t('reserveSheet.leave')}</Notice>}
      {(kind === 'linguistic' || kind === 'waiting') && (
        <TextField label={t(`reserveSheet.detail.${kind}`)} value={detail} onChange={setDetail} />
      )}
      <ReasonField value={reason} onChange={setReason} />
    </ProcedureSheet>
  );
}

type EndProps = SheetProps & { readonly id: string; readonly kind: ReserveKind };
type Ending = 'lifted' | 'objection' | 'statement' | 'overridden';

const ENDINGS: readonly Ending[] = ['lifted', 'statement', 'objection', 'overridden'];

/**
 * The owner ends a reserve: lifted, turned into an objection or a statement, or overridden with special reasons. Once the procedure has
 * ended it can only be lifted (SPEC R193).
 */
export function EndReserveSheet({ procedure, id, kind, onClose }: EndProps): ReactNode {
  const t = useT();
  const [ending, setEnding] = useState<Ending>('lifted');
  const [reason, setReason] = useState('');
  const [evidence, setEvidence] = useState('');
  const nonce = useNonce();
  const speak = useRecording('speak');
  const converted = ending === 'objection' || ending === 'statement';
  const late = !isRunning(procedure);
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t('endReserve.title', { kind: t(`reserve.${kind}`) })}
      what={t(`endReserve.what.${ending}`, { kind: t(`reserve.${kind}`) })}
      next={t(late ? 'endReserve.next.late' : `endReserve.next.${ending}`)}
      submit={t('endReserve.submit')}
      reason={reason.trim() === '' ? t('common.required') : null}
      call={speak}
      recordedAs={nonce}
      onSubmit={() => {
        speak.mutate({
          params: { procedure: procedure.id },
          body: {
            type: 'end_reserve',
            nonce,
            id,
            mode: converted ? 'converted' : ending,
            to: converted ? ending : null,
            reason: reason.trim(),
            evidence: evidence.trim(),
          },
        });
      }}
      onClose={onClose}
    >
      {!late && (
        <SelectField
          label={t('endReserve.how')}
          value={ending}
          options={ENDINGS.map((value) => ({ value, label: t(`endReserve.${value}`) }))}
          onChange={setEnding}
        />
      )}
      <ReasonField value={reason} onChange={setReason} />
      <TextField label={t('endReserve.evidence')} optional value={evidence} onChange={setEvidence} />
    </ProcedureSheet>
  );
}
