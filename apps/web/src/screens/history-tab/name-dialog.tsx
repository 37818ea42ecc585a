import { useState, type FormEvent, type ReactNode } from 'react';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { formatInstant } from '../../format/instant.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/field.js';
import { ProblemNote } from '../../ui/problem-note.js';
import type { HistoryPlace } from './place.js';

/** Gives the moment that is shown a name; `at` null is now. */
export function NameDialog({ at, onClose }: { at: HistoryPlace['at']; onClose: () => void }): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const [name, setName] = useState('');
  // One for each time that the dialog is opened: pressed twice, it is one moment.
  const [nonce] = useState(() => crypto.randomUUID());
  const give = useCall('namePoint', [keys.history(view.id)]);
  const press = (event: FormEvent): void => {
    event.preventDefault();
    const body = { name: name.trim(), at, nonce };
    give.mutate({ params: { package: view.id }, body }, { onSuccess: onClose });
  };
  return (
    <Dialog title={t('history.nameTitle')} onClose={onClose}>
      <form className="stack" onSubmit={press}>
        <p>{at === null ? t('history.nameNow') : t('history.nameAt', { at: formatInstant(at) })}</p>
        <p className="quiet">{t('history.nameText')}</p>
        <TextField label={t('history.nameLabel')} value={name} maxLength={120} onChange={setName} />
        <ProblemNote error={give.error} />
        <div className="row">
          <Button
            look="primary"
            submit
            busy={give.isPending}
            reason={name.trim() === '' ? t('common.required') : null}
          >
            {t('history.nameSave')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
