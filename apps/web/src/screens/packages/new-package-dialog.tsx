import { useState, type FormEvent, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/field.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { slugOfNumber } from './slug.js';

export function NewPackageDialog({ onClose }: { onClose: () => void }): ReactNode {
  const t = useT();
  const navigate = useNavigate();
  const [title, setTitle] = useState('');
  const create = useCall('createPackage', [keys.packages]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const done = ({ number }: { number: string }): void => {
      void navigate(`/p/${slugOfNumber(number)}/text`);
    };
    create.mutate({ body: { title: title.trim() } }, { onSuccess: done });
  };
  return (
    <Dialog title={t('packages.new')} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <TextField
          label={t('packages.newTitle')}
          hint={t('packages.newHint')}
          multiline
          maxLength={500}
          value={title}
          onChange={(value) => {
            setTitle(value.replaceAll('\n', ' '));
          }}
        />
        <ProblemNote error={create.error} />
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            submit
            busy={create.isPending}
            reason={title.trim() === '' ? t('common.required') : null}
          >
            {t('packages.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
