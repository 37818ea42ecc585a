import type { Instruction } from '@entente/contracts';
import type { Hash, ProvisionId } from '@entente/kernel';
import { useState, type FormEvent, type ReactNode } from 'react';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import type { Cell } from '../../board/board.js';
import { useDenial, useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { draftOf, givenOf, StanceFields, type StanceDraft } from './stance-fields.js';

type FormProps = { provision: ProvisionId; hash: Hash; standing: Cell; instruction: Instruction | null };

/** One's own delegation's position, for exactly the words on the screen. */
export function PositionForm({ provision, hash, standing, instruction }: FormProps): ReactNode {
  const t = useT();
  const me = useMe();
  const { view, store } = useRoom();
  const [draft, setDraft] = useState(() => draftOf(standing.position));
  const take = useCall('takePosition', [keys.positions(view.id), keys.record(view.id)]);
  const denied = useDenial()('position.take');
  const given = givenOf(draft);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (given === null) return;
    // Of the words as they stand at this moment: the editor shows them before they are read for the board.
    const now = store.live.now()?.hashes.get(provision) ?? hash;
    take.mutate({ params: { package: view.id }, body: { provision, hash: now, ...given } });
  };
  return (
    <form className="position-form stack-tight" onSubmit={submit}>
      <h3>{t('rail.ours', { delegation: me.delegationName })}</h3>
      <StanceFields
        draft={draft}
        onChange={setDraft}
        noteLabel={t('rail.note')}
        noteHint={t('rail.noteHint')}
      />
      {departs(draft, instruction) && <Notice tone="warn">{t('instruction.departs')}</Notice>}
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
          reason={denied ?? (given === null ? t('common.required') : null)}
        >
          {standing.stale ? t('rail.reconfirm') : t('rail.take')}
        </Button>
      </div>
    </form>
  );
}

/** Whether what is chosen is not what the capital said. Nothing is refused: what is said at the table is the delegation's. */
function departs({ position, reserve }: StanceDraft, instruction: Instruction | null): boolean {
  if (position === null || instruction === null) return false;
  return position !== instruction.position || (position === 'reserve' && reserve !== instruction.reserve);
}
