import { newPartner, type Delegation } from '@entente/contracts';
import type { FormEvent, ReactNode } from 'react';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Check, SelectField, TextField } from '../../ui/field.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { useForm } from '../../ui/use-form.js';
import { COUNTRIES } from '../setup/countries.js';

type PartnerProps = { partner: Delegation | null; nextOrder: number; onClose: () => void };

/** Adds a partner, or changes one; `partner` null: a new one. */
export function PartnerDialog({ partner, nextOrder, onClose }: PartnerProps): ReactNode {
  const t = useT();
  const initial = {
    code: partner?.code ?? '',
    name: partner?.name ?? '',
    order: partner?.order ?? nextOrder,
    weight: partner?.weight ?? 1,
    active: partner?.active ?? true,
  };
  const form = useForm(initial, {
    safeParse: (value) => newPartner.safeParse(withoutActive(value as typeof initial)),
  });
  const add = useCall('addPartner', [keys.coalition]);
  const change = useCall('changePartner', [keys.coalition]);
  const { values, errors, set } = form;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const checked = form.check();
    if (checked === null) return;
    const { code, name, order, weight } = checked;
    const done = { onSuccess: onClose, onError: form.refuse };
    if (partner === null) add.mutate({ body: checked }, done);
    else change.mutate({ params: { code }, body: { name, order, weight, active: values.active } }, done);
  };
  const numberOf = (text: string): number => Math.trunc(Number(text));
  return (
    <Dialog title={partner === null ? t('partners.add') : partner.name} onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        {partner === null && (
          <SelectField
            label={t('setup.partner')}
            value={values.code}
            error={errors.get('code')}
            options={[
              { value: '', label: t('common.choose') },
              ...COUNTRIES.map(([code, name]) => ({ value: code, label: `${name} (${code})` })),
            ]}
            onChange={(code) => {
              set('code', code);
              set('name', COUNTRIES.find(([one]) => one === code)?.[1] ?? '');
            }}
          />
        )}
        <TextField
          label={t('partners.name')}
          value={values.name}
          error={errors.get('name')}
          onChange={(name) => {
            set('name', name);
          }}
        />
        <div className="form-grid">
          <TextField
            label={t('setup.order')}
            type="number"
            value={String(values.order)}
            error={errors.get('order')}
            onChange={(order) => {
              set('order', numberOf(order));
            }}
          />
          <TextField
            label={t('partners.weight')}
            type="number"
            value={String(values.weight)}
            error={errors.get('weight')}
            onChange={(weight) => {
              set('weight', numberOf(weight));
            }}
          />
        </div>
        {partner !== null && (
          <div className="stack-tight">
            <Check
              label={t('partners.active')}
              checked={values.active}
              onChange={(active) => {
                set('active', active);
              }}
            />
            <span className="field-hint">{t('partners.activeHint')}</span>
          </div>
        )}
        <ProblemNote error={add.error ?? change.error} />
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" submit busy={add.isPending || change.isPending}>
            {t(partner === null ? 'common.add' : 'common.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function withoutActive<Values extends { active: boolean }>(values: Values): Omit<Values, 'active'> {
  const { active: _active, ...others } = values;
  return others;
}
