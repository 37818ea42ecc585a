import type { Instruction } from '@entente/contracts';
import type { Hash, ProvisionId } from '@entente/kernel';
import { Lock } from 'lucide-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { stanceOf } from '../../board/stance.js';
import { useDenial, useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { Button } from '../../ui/button.js';
import { At } from '../../ui/chips.js';
import { Notice } from '../../ui/notice.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { StanceMark } from '../../ui/stance-mark.js';
import { draftOf, givenOf, StanceFields } from './stance-fields.js';

type CardProps = { provision: ProvisionId; hash: Hash; instruction: Instruction | null };

/** What one's own capital says of a provision: on a ground of its own, with a lock, for the delegation alone (UI §1). */
export function InstructionCard({ provision, hash, instruction }: CardProps): ReactNode {
  const t = useT();
  const me = useMe();
  const denied = useDenial()('instruction.give');
  const [open, setOpen] = useState(false);
  return (
    <section className="instruction stack-tight" aria-label={t('instruction.title')}>
      <h3 className="row">
        <Lock size={14} aria-hidden="true" />
        {t('instruction.title')}
      </h3>
      <p className="quiet small">{t('instruction.private', { delegation: me.delegationName })}</p>
      {instruction === null ? <p>{t('instruction.none')}</p> : <Given instruction={instruction} />}
      {denied === null &&
        (open ? (
          <GiveForm
            provision={provision}
            hash={hash}
            instruction={instruction}
            onDone={() => {
              setOpen(false);
            }}
          />
        ) : (
          <div>
            <Button
              small
              onClick={() => {
                setOpen(true);
              }}
            >
              {t(instruction === null ? 'instruction.give' : 'instruction.change')}
            </Button>
          </div>
        ))}
    </section>
  );
}

function Given({ instruction }: { instruction: Instruction }): ReactNode {
  const t = useT();
  const { position, reserve, note, name, at, current } = instruction;
  return (
    <div className="stack-tight">
      <p className="row">
        <StanceMark stance={stanceOf(instruction)} stale={!current} label={null} />
        <strong>
          {position === 'reserve' && reserve !== null ? t(`reserve.${reserve}`) : t(`position.${position}`)}
        </strong>
        {!current && <span className="chip chip-stale">{t('position.stale')}</span>}
      </p>
      {note !== '' && <p className="position-note">{note}</p>}
      <span className="quiet small">
        {name}, <At ms={at} />
      </span>
    </div>
  );
}

function GiveForm({ provision, hash, instruction, onDone }: CardProps & { onDone: () => void }): ReactNode {
  const t = useT();
  const { view, store } = useRoom();
  const [draft, setDraft] = useState(() => draftOf(instruction));
  const give = useCall('giveInstruction', [keys.instructions(view.id)]);
  const given = givenOf(draft);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (given === null) return;
    const now = store.live.now()?.hashes.get(provision) ?? hash;
    give.mutate(
      { params: { package: view.id }, body: { provision, hash: now, ...given } },
      { onSuccess: onDone },
    );
  };
  return (
    <form className="stack-tight" onSubmit={submit}>
      <StanceFields
        draft={draft}
        onChange={setDraft}
        noteLabel={t('instruction.note')}
        noteHint={t('instruction.noteHint')}
      />
      <ProblemNote error={give.error} />
      {instruction !== null && !instruction.current && (
        <Notice tone="info">{t('instruction.otherWords')}</Notice>
      )}
      <div className="row">
        <Button
          look="primary"
          submit
          busy={give.isPending}
          reason={given === null ? t('common.required') : null}
        >
          {t('instruction.send')}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
