import type { Person } from '@entente/contracts';
import { useState, type FormEvent, type ReactNode } from 'react';
import { keys } from '../../api/keys.js';
import { useCall, useCoalition } from '../../api/queries.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/field.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { RolesField } from './role-fields.js';

export function PersonDialog({ person, onClose }: { person: Person; onClose: () => void }): ReactNode {
  const t = useT();
  const { data } = useCoalition();
  const [name, setName] = useState(person.name);
  const [roles, setRoles] = useState(person.roles);
  const [password, setPassword] = useState('');
  const change = useCall('changePerson', [keys.people]);
  const kind = data?.delegations.find(({ code }) => code === person.delegation)?.kind ?? 'partner';
  const send = (body: Parameters<typeof change.mutate>[0]['body']): void => {
    change.mutate({ params: { person: person.id }, body }, { onSuccess: onClose });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send({ name: name.trim(), roles, ...(password === '' ? {} : { password }) });
  };
  return (
    <Dialog title={person.name} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <TextField label={t('setup.name')} value={name} onChange={setName} />
        <RolesField kind={kind} roles={roles} onChange={setRoles} />
        <TextField
          label={t('people.newPassword')}
          hint={t('people.newPasswordHint')}
          optional
          spellCheck={false}
          autoComplete="off"
          value={password}
          onChange={setPassword}
        />
        <ProblemNote error={change.error} />
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            submit
            busy={change.isPending}
            reason={roles.length === 0 || name.trim() === '' ? t('common.required') : null}
          >
            {t('common.save')}
          </Button>
        </div>
      </form>
      <div className="stack-tight card">
        <p className="small">{t('people.suspendText')}</p>
        <div>
          <Button
            busy={change.isPending}
            onClick={() => {
              send({ active: !person.active });
            }}
          >
            {t(person.active ? 'people.suspend' : 'people.restore')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
