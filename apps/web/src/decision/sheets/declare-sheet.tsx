import { DECLARATION_FORMS } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { useDenial, useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { SelectField, TextField } from '../../ui/field.js';
import { kindsNow, partnersOf, type DeclarationKind } from '../declaring.js';
import { ProcedureSheet } from './procedure-sheet.js';
import { useNonce, useRecording } from './use-recording.js';

const NONE = '';

/** A declaration that travels with the decision and does not move it (DOMAIN §1.2). */
export function DeclareSheet({
  procedure,
  onClose,
}: {
  procedure: Procedure;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const me = useMe();
  const denied = useDenial()('procedure.declare');
  const kinds = kindsNow(procedure.core, me);
  const [kind, setKind] = useState<DeclarationKind | undefined>(kinds[0]);
  const [text, setText] = useState('');
  const [answers, setAnswers] = useState(NONE);
  const id = useNonce();
  const declare = useRecording('declare');
  const earlier = procedure.core.declarations;
  const missing = text.trim() === '' ? t('declare.textNeeded') : null;
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t('declare.title')}
      what={
        kind === undefined
          ? t('declare.tooLate')
          : t('declare.what', { name: me.delegationName, kind: t(`declaration.${kind}`) })
      }
      next={
        kind === undefined ? t('declare.tooLate') : t(`declare.travels.${DECLARATION_FORMS[kind].travels}`)
      }
      submit={t('declare.submit')}
      reason={denied ?? (kind === undefined ? t('declare.tooLate') : missing)}
      call={declare}
      recordedAs={id}
      onSubmit={() => {
        if (kind === undefined) return;
        declare.mutate({
          params: { procedure: procedure.id },
          body: {
            id,
            kind,
            partners: partnersOf(me),
            text: text.trim(),
            answers: answers === NONE ? null : answers,
          },
        });
      }}
      onClose={onClose}
    >
      {kind !== undefined && (
        <SelectField
          label={t('declare.kind')}
          hint={t(`declare.hint.${kind}`)}
          value={kind}
          options={kinds.map((value) => ({ value, label: t(`declaration.${value}`) }))}
          onChange={setKind}
        />
      )}
      {earlier.length > 0 && (
        <SelectField
          label={t('declare.answers')}
          value={answers}
          options={[
            { value: NONE, label: t('declare.answersNone') },
            ...earlier.map((one) => ({
              value: one.id,
              label: t('declare.answersOne', {
                who: one.partners.length === 0 ? t('declaration.office') : one.partners.join(', '),
                kind: t(`declaration.${one.kind}`),
              }),
            })),
          ]}
          onChange={setAnswers}
        />
      )}
      <TextField label={t('declare.text')} multiline maxLength={20_000} value={text} onChange={setText} />
    </ProcedureSheet>
  );
}
