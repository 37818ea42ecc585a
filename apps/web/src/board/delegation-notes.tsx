import { Lock } from 'lucide-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { keys } from '../api/keys.js';
import { useCall, useDelegationNotes } from '../api/queries.js';
import { useDenial, useMe } from '../frame/actor.js';
import { useT } from '../messages/use-t.js';
import { useRoom } from '../room/room-context.js';
import { Button } from '../ui/button.js';
import { At } from '../ui/chips.js';
import { TextField } from '../ui/field.js';
import { ProblemNote } from '../ui/problem-note.js';

/** What the people of one's own partner wrote for each other. On another ground, with a lock: nobody else sees it (UI §1). */
export function DelegationNotes(): ReactNode {
  const t = useT();
  const me = useMe();
  const { view } = useRoom();
  const denied = useDenial()('note.read');
  const notes = useDelegationNotes(view.id, denied === null);
  const add = useCall('addDelegationNote', [keys.delegationNotes(view.id)]);
  const [text, setText] = useState('');
  if (denied !== null) return null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate(
      { params: { package: view.id }, body: { text } },
      {
        onSuccess: () => {
          setText('');
        },
      },
    );
  };
  return (
    <section className="own-notes stack-tight section-gap" aria-labelledby="own-notes">
      <h2 id="own-notes" className="row">
        <Lock size={15} aria-hidden="true" />
        {t('notes.title', { delegation: me.delegationName })}
      </h2>
      <p className="quiet small">{t('notes.private', { delegation: me.delegationName })}</p>
      <ProblemNote error={notes.error} onRetry={() => void notes.refetch()} />
      {notes.data?.notes.length === 0 && <p className="quiet">{t('notes.none')}</p>}
      <ul className="note-list">
        {notes.data?.notes.map((note) => (
          <li key={note.sequence}>
            <p className="note-text">{note.text}</p>
            <span className="quiet small">
              {note.name}, <At ms={note.at} />
            </span>
          </li>
        ))}
      </ul>
      <form className="stack-tight" onSubmit={submit}>
        <TextField label={t('notes.new')} multiline maxLength={8_000} value={text} onChange={setText} />
        <ProblemNote error={add.error} />
        <div>
          <Button submit small busy={add.isPending} reason={text.trim() === '' ? t('notes.empty') : null}>
            {t('notes.add')}
          </Button>
        </div>
      </form>
    </section>
  );
}
