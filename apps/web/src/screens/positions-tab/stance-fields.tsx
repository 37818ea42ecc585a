import { RESERVES } from '@entente/consensus';
import type { PositionKind, ReserveKind } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';
import { Radios, SelectField, TextField } from '../../ui/field.js';

const CHOICES: readonly PositionKind[] = ['support', 'can_accept', 'reserve', 'oppose', 'no_instructions'];

/** What is being chosen; `position` null: nothing yet. */
export type StanceDraft = {
  readonly position: PositionKind | null;
  readonly reserve: ReserveKind;
  readonly note: string;
};

type Given = { readonly position: PositionKind; readonly reserve: ReserveKind | null; readonly note: string };

/** Starts from what stands. */
export const draftOf = (given: Given | null): StanceDraft =>
  given === null
    ? { position: null, reserve: 'scrutiny', note: '' }
    : { position: given.position, reserve: given.reserve ?? 'scrutiny', note: given.note };

/** As it is sent; null where nothing is chosen. */
export const givenOf = ({ position, reserve, note }: StanceDraft): Given | null =>
  position === null
    ? null
    : { position, reserve: position === 'reserve' ? reserve : null, note: note.trim() };

type FieldsProps = {
  draft: StanceDraft;
  onChange: (draft: StanceDraft) => void;
  noteLabel: string;
  noteHint: string;
};

/** Position, kind of reserve and note: for a position at the table and for an instruction to it. */
export function StanceFields({ draft, onChange, noteLabel, noteHint }: FieldsProps): ReactNode {
  const t = useT();
  return (
    <>
      <Radios
        label={t('rail.position')}
        options={CHOICES.map((value) => ({ value, label: t(`position.${value}`) }))}
        value={draft.position}
        onChange={(position) => {
          onChange({ ...draft, position });
        }}
      />
      {draft.position === 'reserve' && (
        <SelectField
          label={t('rail.reserve')}
          value={draft.reserve}
          options={RESERVES.map((value) => ({ value, label: t(`reserve.${value}`) }))}
          onChange={(reserve) => {
            onChange({ ...draft, reserve });
          }}
        />
      )}
      <TextField
        label={noteLabel}
        hint={noteHint}
        optional
        multiline
        maxLength={4_000}
        value={draft.note}
        onChange={(note) => {
          onChange({ ...draft, note });
        }}
      />
    </>
  );
}
