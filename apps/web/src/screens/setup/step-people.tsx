import { setup } from '@entente/contracts';
import { Plus, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { SelectField, TextField } from '../../ui/field.js';
import { FirstPasswordField } from '../../ui/password-field.js';
import { errorsOf, type FieldErrors } from '../../ui/use-form.js';
import { PowersField, RolesField } from '../coalition/role-fields.js';
import { kindOfSeat, usualPowers, type DraftPerson } from './draft.js';
import type { StepProps } from './wizard.js';

const NOBODY: DraftPerson = { name: '', email: '', password: '', delegation: 'PRES', roles: [], powers: [] };

export function PeopleStep({ draft, change }: StepProps): ReactNode {
  const t = useT();
  const [person, setPerson] = useState(NOBODY);
  const [errors, setErrors] = useState<FieldErrors>(new Map());
  const add = (): void => {
    const checked = setup.shape.people.element.safeParse(person);
    setErrors(checked.success ? new Map() : errorsOf(checked.error.issues, t));
    if (!checked.success) return;
    change({ people: [...draft.people, person] });
    setPerson({ ...NOBODY, delegation: person.delegation });
  };
  const seats = [
    { value: 'PRES', label: t('setup.chair') },
    { value: 'SEC', label: t('setup.secretariat') },
    ...draft.partners.map(({ code, name }) => ({ value: code, label: `${name} (${code})` })),
  ];
  return (
    <div className="stack">
      <fieldset className="card form-grid">
        <legend className="visually-hidden">{t('setup.addPerson')}</legend>
        <PersonFields person={person} errors={errors} seats={seats} set={setPerson} />
        <div className="form-wide">
          <Button icon={Plus} onClick={add}>
            {t('setup.addPerson')}
          </Button>
        </div>
      </fieldset>
      <PeopleList
        people={draft.people}
        remove={(email) => {
          change({ people: draft.people.filter((one) => one.email !== email) });
        }}
      />
    </div>
  );
}

function PersonFields({
  person,
  errors,
  seats,
  set,
}: {
  person: DraftPerson;
  errors: FieldErrors;
  seats: readonly { value: string; label: string }[];
  set: (person: DraftPerson) => void;
}): ReactNode {
  const t = useT();
  const kind = kindOfSeat(person.delegation);
  return (
    <>
      <SelectField
        label={t('setup.delegation')}
        value={person.delegation}
        options={seats}
        onChange={(delegation) => {
          const same = kindOfSeat(delegation) === kind;
          set(same ? { ...person, delegation } : { ...person, delegation, roles: [], powers: [] });
        }}
      />
      <TextField
        label={t('setup.name')}
        value={person.name}
        error={errors.get('name')}
        onChange={(name) => {
          set({ ...person, name });
        }}
      />
      <TextField
        label={t('setup.email')}
        type="email"
        value={person.email}
        error={errors.get('email')}
        onChange={(email) => {
          set({ ...person, email });
        }}
      />
      <FirstPasswordField
        value={person.password}
        error={errors.get('password')}
        onChange={(password) => {
          set({ ...person, password });
        }}
      />
      <RolesField
        kind={kind}
        roles={person.roles}
        error={errors.get('roles')}
        onChange={(roles) => {
          set({ ...person, roles, powers: usualPowers(roles) });
        }}
      />
      <PowersField
        powers={person.powers}
        onChange={(powers) => {
          set({ ...person, powers });
        }}
      />
    </>
  );
}

function PeopleList({
  people,
  remove,
}: {
  people: readonly DraftPerson[];
  remove: (email: string) => void;
}): ReactNode {
  const t = useT();
  if (people.length === 0) return <p className="quiet">{t('setup.noPeople')}</p>;
  return (
    <div className="table-wrap">
      <table className="table">
        <caption className="visually-hidden">{t('setup.people')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('setup.delegation')}</th>
            <th scope="col">{t('setup.name')}</th>
            <th scope="col">{t('setup.roles')}</th>
            <th scope="col">{t('setup.powers')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('setup.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map(({ name, email, delegation, roles, powers }) => (
            <tr key={email}>
              <td>{delegation}</td>
              <th scope="row">{name}</th>
              <td>{roles.map((role) => t(`role.${role}`)).join(', ')}</td>
              <td>{powers.map((power) => t(`power.${power}`)).join(', ')}</td>
              <td>
                <Button
                  look="quiet"
                  small
                  iconOnly
                  icon={Trash2}
                  aria-label={t('setup.removePerson', { name })}
                  onClick={() => {
                    remove(email);
                  }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
