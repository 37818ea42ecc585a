import { limits } from '@entente/contracts';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useCall } from '../api/queries.js';
import { useT } from '../messages/use-t.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import { ProblemNote } from '../ui/problem-note.js';

export function PasswordDialog({ onClose }: { onClose: () => void }): ReactNode {
  const t = useT();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useCall('changePassword', []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate({ body: { current, next } });
  };
  return (
    <Dialog title={t('password.title')} onClose={onClose}>
      {change.isSuccess ? (
        <Notice tone="good" live>
          {t('password.done')}
        </Notice>
      ) : (
        <form className="stack" onSubmit={submit}>
          <TextField
            label={t('password.current')}
            type="password"
            autoComplete="current-password"
            value={current}
            onChange={setCurrent}
          />
          <TextField
            label={t('password.next')}
            hint={t('password.hint')}
            type="password"
            autoComplete="new-password"
            maxLength={limits.passwordMax}
            value={next}
            onChange={setNext}
          />
          <ProblemNote error={change.error} />
          <div className="dialog-foot">
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button look="primary" submit busy={change.isPending}>
              {t('password.title')}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
