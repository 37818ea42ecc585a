import { isJointKind } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';
import type { ReactNode } from 'react';
import { useDelegationNames } from '../../api/queries.js';
import { useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { Checks, SelectField, TextField } from '../../ui/field.js';
import { othersToJoin, type DeclarationKind } from '../declaring.js';

/** An answer to nothing. */
export const NONE = '';

export type Declaring = {
  readonly kind: DeclarationKind | undefined;
  readonly text: string;
  readonly answers: string;
  /** Whom it is put before, to join. */
  readonly others: readonly DelegationCode[];
};

type FieldsProps = {
  readonly procedure: Procedure;
  readonly kinds: readonly DeclarationKind[];
  readonly value: Declaring;
  readonly onChange: (value: Declaring) => void;
};

export function DeclareFields({ procedure, kinds, value, onChange }: FieldsProps): ReactNode {
  const t = useT();
  const nameOf = useDelegationNames();
  const earlier = procedure.core.declarations;
  const others = othersToJoin(procedure.core, useMe());
  const { kind } = value;
  const set = (change: Partial<Declaring>): void => {
    onChange({ ...value, ...change });
  };
  return (
    <>
      {kind !== undefined && (
        <SelectField
          label={t('declare.kind')}
          hint={t(`declare.hint.${kind}`)}
          value={kind}
          options={kinds.map((one) => ({ value: one, label: t(`declaration.${one}`) }))}
          onChange={(chosen) => {
            set({ kind: chosen });
          }}
        />
      )}
      {earlier.length > 0 && (
        <SelectField
          label={t('declare.answers')}
          value={value.answers}
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
          onChange={(answers) => {
            set({ answers });
          }}
        />
      )}
      {kind !== undefined && isJointKind(kind) && others.length > 0 && (
        <Checks
          label={t('joint.with')}
          options={others.map((code) => ({ value: code, label: nameOf(code) }))}
          values={value.others}
          onChange={(chosen) => {
            set({ others: chosen });
          }}
        />
      )}
      <TextField
        label={t('declare.text')}
        multiline
        maxLength={20_000}
        value={value.text}
        onChange={(text) => {
          set({ text });
        }}
      />
    </>
  );
}
