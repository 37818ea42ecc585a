import { POWERS, ROLES_OF_KIND, type DelegationKind, type Power, type Role } from '@entente/access';
import type { ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';
import { Checks } from '../../ui/field.js';

/** Only roles that mean something in the seat (separation of duties, DOMAIN §0). */
export function RolesField(props: {
  kind: DelegationKind;
  roles: readonly Role[];
  error?: string | undefined;
  onChange: (roles: Role[]) => void;
}): ReactNode {
  const t = useT();
  const { kind, roles, error, onChange } = props;
  return (
    <Checks
      className="form-wide"
      label={t('setup.roles')}
      options={ROLES_OF_KIND[kind].map((role) => ({ value: role, label: t(`role.${role}`) }))}
      values={roles}
      error={error}
      onChange={onChange}
    />
  );
}

export function PowersField(props: {
  powers: readonly Power[];
  error?: string | undefined;
  onChange: (powers: Power[]) => void;
}): ReactNode {
  const t = useT();
  return (
    <Checks
      className="form-wide"
      label={t('setup.powers')}
      options={POWERS.map((power) => ({ value: power, label: t(`power.${power}`) }))}
      values={props.powers}
      error={props.error}
      onChange={props.onChange}
    />
  );
}
