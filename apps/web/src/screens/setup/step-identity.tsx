import type { ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';
import { SelectField, TextField } from '../../ui/field.js';
import { slugOf } from './draft.js';
import type { StepProps } from './wizard.js';

export function AdministratorStep({ draft, errors, change }: StepProps): ReactNode {
  const t = useT();
  const { administrator } = draft;
  const set = (part: Partial<typeof administrator>): void => {
    change({ administrator: { ...administrator, ...part } });
  };
  return (
    <div className="stack">
      <TextField
        label={t('setup.name')}
        autoComplete="name"
        value={administrator.name}
        error={errors.get('name')}
        onChange={(name) => {
          set({ name });
        }}
      />
      <TextField
        label={t('setup.email')}
        type="email"
        autoComplete="username"
        value={administrator.email}
        error={errors.get('email')}
        onChange={(email) => {
          set({ email });
        }}
      />
      <TextField
        label={t('setup.password')}
        hint={t('setup.passwordHint')}
        type="password"
        autoComplete="new-password"
        value={administrator.password}
        error={errors.get('password')}
        onChange={(password) => {
          set({ password });
        }}
      />
    </div>
  );
}

export function CoalitionStep({ draft, errors, change }: StepProps): ReactNode {
  const t = useT();
  const { coalition } = draft;
  const set = (part: Partial<typeof coalition>): void => {
    change({ coalition: { ...coalition, ...part } });
  };
  const zones = [...new Set([coalition.timeZone, ...Intl.supportedValuesOf('timeZone')])];
  return (
    <div className="stack">
      <TextField
        label={t('setup.coalitionName')}
        value={coalition.name}
        error={errors.get('name')}
        onChange={(name) => {
          const followed = coalition.slug === slugOf(coalition.name);
          set({ name, slug: followed ? slugOf(name) : coalition.slug });
        }}
      />
      <TextField
        label={t('setup.slug')}
        hint={t('setup.slugHint')}
        value={coalition.slug}
        error={errors.get('slug')}
        onChange={(slug) => {
          set({ slug });
        }}
      />
      <div className="form-grid">
        <TextField
          label={t('setup.seat')}
          value={coalition.seat}
          error={errors.get('seat')}
          onChange={(seat) => {
            set({ seat });
          }}
        />
        <SelectField
          label={t('setup.timeZone')}
          value={coalition.timeZone}
          error={errors.get('timeZone')}
          options={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
          onChange={(timeZone) => {
            set({ timeZone });
          }}
        />
      </div>
    </div>
  );
}
