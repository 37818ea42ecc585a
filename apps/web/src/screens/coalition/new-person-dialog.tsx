import type { Role } from '@entente/access';
import { newPerson, type NewPerson } from '@entente/contracts';
import type { FormEvent, ReactNode } from 'react';
import { keys } from '../../api/keys.js';
import { useCall, useCoalition } from '../../api/queries.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { SelectField, TextField } from '../../ui/field.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { FirstPasswordField } from '../../ui/password-field.js';
import { useForm } from '../../ui/use-form.js';
import { RolesField } from './role-fields.js';

type NewPersonValues = { name: string; email: string; password: string; delegation: string; roles: Role[] };

export function NewPersonDialog({ onClose }: { onClose: () => void }): ReactNode {
  const t = useT();
  const { data } = useCoalition();
  const delegations = data?.delegations ?? [];
  const empty: NewPersonValues = {
    name: '',
    email: '',
    password: '',
    delegation: delegations[0]?.code ?? '',
    roles: [],
  };
  const form = useForm(empty, newPerson);
  const add = useCall('addPerson', [keys.people]);
  const { values, errors, set } = form;
  const kind = delegations.find(({ code }) => code === values.delegation)?.kind ?? 'partner';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const body = form.check();
    if (body !== null) add.mutate({ body }, { onSuccess: onClose, onError: form.refuse });
  };
  return (
    <Dialog title={t('people.add')} onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        <SelectField
          label={t('setup.delegation')}
          value={values.delegation}
          options={delegations.map(({ code, name }) => ({
            value: code as string,
            label: `${name} (${code})`,
          }))}
          onChange={(delegation) => {
            set('delegation', delegation);
            set('roles', []);
          }}
        />
        <Who form={form} />
        <RolesField
          kind={kind}
          roles={values.roles}
          error={errors.get('roles')}
          onChange={(roles) => {
            set('roles', roles);
          }}
        />
        <ProblemNote error={add.error} />
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" submit busy={add.isPending}>
            {t('people.add')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const FIELDS = [
  { name: 'name', label: 'setup.name', type: 'text' },
  { name: 'email', label: 'setup.email', type: 'email' },
] as const;

function Who({ form }: { form: ReturnType<typeof useForm<NewPersonValues, NewPerson>> }): ReactNode {
  const t = useT();
  return (
    <>
      {FIELDS.map(({ name, label, type }) => (
        <TextField
          key={name}
          label={t(label)}
          type={type}
          value={form.values[name]}
          error={form.errors.get(name)}
          onChange={(value) => {
            form.set(name, value);
          }}
        />
      ))}
      <FirstPasswordField
        value={form.values.password}
        error={form.errors.get('password')}
        onChange={(password) => {
          form.set('password', password);
        }}
      />
    </>
  );
}
