import { RESERVES } from '@entente/consensus';
import type { PositionKind, ReserveKind, TakePosition } from '@entente/contracts';
import type { Hash, ProvisionId } from '@entente/kernel';
import { useState, type FormEvent, type ReactNode } from 'react';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import type { Cell } from '../../board/board.js';
import { useDenial, useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { Button } from '../../ui/button.js';
import { Radios, SelectField, TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { ProblemNote } from '../../ui/problem-note.js';

const CHOICES: readonly PositionKind[] = ['support', 'can_accept', 'reserve', 'oppose', 'no_instructions'];

type FormProps = { provision: ProvisionId; hash: Hash; standing: Cell };

/** One's own delegation's position, for exactly the words on the screen. */
export function PositionForm({ provision, hash, standing }: FormProps): ReactNode {
  const t = useT();
  const me = useMe();
  const { view, store } = useRoom();
  const [{ position, reserve, note }, setDraft] = useState(() => draftOf(standing));
  const take = useCall('takePosition', [keys.positions(view.id), keys.record(view.id)]);
  const denied = useDenial()('position.take');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (position === null) return;
    const body: TakePosition = {
      provision,
      // Of the words as they stand at this moment: the editor shows them before they are read for the board.
      hash: store.live.now()?.hashes.get(provision) ?? hash,
      position,
      reserve: position === 'reserve' ? reserve : null,
      note: note.trim(),
    };
    take.mutate({ params: { package: view.id }, body });
  };
  return (
    <form className="position-form stack-tight" onSubmit={submit}>
      <h3>{t('rail.ours', { delegation: me.delegationName })}</h3>
      <Radios
        label={t('rail.position')}
        options={CHOICES.map((value) => ({ value, label: t(`position.${value}`) }))}
        value={position}
        onChange={(next) => {
          setDraft((before) => ({ ...before, position: next }));
        }}
      />
      {position === 'reserve' && (
        <SelectField
          label={t('rail.reserve')}
          value={reserve}
          options={RESERVES.map((value) => ({ value, label: t(`reserve.${value}`) }))}
          onChange={(next) => {
            setDraft((before) => ({ ...before, reserve: next }));
          }}
        />
      )}
      <TextField
        label={t('rail.note')}
        hint={t('rail.noteHint')}
        optional
        multiline
        maxLength={4_000}
        value={note}
        onChange={(next) => {
          setDraft((before) => ({ ...before, note: next }));
        }}
      />
      <ProblemNote error={take.error} />
      {take.isSuccess && (
        <Notice tone="good" live>
          {t('rail.taken')}
        </Notice>
      )}
      <div>
        <Button
          look="primary"
          submit
          busy={take.isPending}
          reason={denied ?? (position === null ? t('common.required') : null)}
        >
          {standing.stale ? t('rail.reconfirm') : t('rail.take')}
        </Button>
      </div>
    </form>
  );
}

type Draft = { position: PositionKind | null; reserve: ReserveKind; note: string };

function draftOf({ position }: Cell): Draft {
  return position === null
    ? { position: null, reserve: 'scrutiny', note: '' }
    : { position: position.position, reserve: position.reserve ?? 'scrutiny', note: position.note };
}
