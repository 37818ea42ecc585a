import { useState, type FormEvent, type ReactNode } from 'react';
import type { Annex } from '../../api/annex-types.js';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { Button } from '../../ui/button.js';
import { HashText } from '../../ui/chips.js';
import { Dialog } from '../../ui/dialog.js';
import { Check, TextField } from '../../ui/field.js';
import { ProblemNote } from '../../ui/problem-note.js';

/** Registers an annex's commitment with the package, named in the publication only if the owner wants. */
export function BindDialog({ annex, onClose }: { annex: Annex; onClose: () => void }): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const [named, setNamed] = useState(false);
  const [name, setName] = useState('');
  const bind = useCall('registerAnnex', [keys.package(view.id)]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const body = {
      annex: annex.id,
      commitment: annex.commitment,
      publicTitle: named ? name.trim() : null,
    };
    bind.mutate({ params: { package: view.id }, body }, { onSuccess: onClose });
  };
  return (
    <Dialog title={t('bind.title')} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p>
          <strong>{annex.title}</strong>
        </p>
        <p>{t('bind.text')}</p>
        <dl className="facts">
          <dt>{t('annexes.commitment')}</dt>
          <dd>
            <HashText hash={annex.commitment} />
          </dd>
        </dl>
        <Check label={t('bind.named')} checked={named} onChange={setNamed} />
        {named && <TextField label={t('bind.publicTitle')} maxLength={300} value={name} onChange={setName} />}
        <ProblemNote error={bind.error} />
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            submit
            busy={bind.isPending}
            reason={named && name.trim() === '' ? t('common.required') : null}
          >
            {t('bind.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
