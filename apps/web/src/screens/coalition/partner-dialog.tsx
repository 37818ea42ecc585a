import { newPartner, type Delegation } from '@entente/contracts';
import type { FormEvent, ReactNode } from 'react';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Check, SelectField, TextField } from '../../ui/field.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { useForm, type Form } from '../../ui/use-form.js';
import { COUNTRIES } from '../setup/countries.js';

type PartnerValues = { code: string; name: string; order: number; weight: number; active: boolean };
type PartnerForm = Form<PartnerValues, { code: Delegation['code'] }>;

/** A partner to be added takes the next place and the weight of one. */
function valuesOf(partner: Delegation | null, nextOrder: number): PartnerValues {
  return partner ?? { code: '', name: '', order: nextOrder, weight: 1, active: true };
}

type DialogProps = { partner: Delegation | null; nextOrder: number; onClose: () => void };

/** Adds a partner, or changes one; `partner` null: a new one. */
export function PartnerDialog({ partner, nextOrder, onClose }: DialogProps): ReactNode {
  const t = useT();
  const form = useForm(valuesOf(partner, nextOrder), {
    safeParse: (value: unknown) => {
      const { code, name, order, weight } = value as PartnerValues;
      return newPartner.safeParse({ code, name, order, weight });
    },
  });
  const add = useCall('addPartner', [keys.coalition]);
  const change = useCall('changePartner', [keys.coalition]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const checked = form.check();
    if (checked === null) return;
    const { code, ...others } = checked;
    const done = { onSuccess: onClose, onError: form.refuse };
    if (partner === null) add.mutate({ body: checked }, done);
    else change.mutate({ params: { code }, body: { ...others, active: form.values.active } }, done);
  };
  return (
    <Dialog title={partner === null ? t('partners.add') : partner.name} onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        {partner === null && <CountryField form={form} />}
        <PartnerFields form={form} />
        {partner !== null && (
          <div className="stack-tight">
            <Check
              label={t('partners.active')}
              checked={form.values.active}
              onChange={(active) => {
                form.set('active', active);
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

function CountryField({ form }: { form: PartnerForm }): ReactNode {
  const t = useT();
  return (
    <SelectField
      label={t('setup.partner')}
      value={form.values.code}
      error={form.errors.get('code')}
      options={[
        { value: '', label: t('common.choose') },
        ...COUNTRIES.map(([code, name]) => ({ value: code, label: `${name} (${code})` })),
      ]}
      onChange={(code) => {
        form.set('code', code);
        form.set('name', COUNTRIES.find(([one]) => one === code)?.[1] ?? '');
      }}
    />
  );
}

const wholeOf = (text: string): number => Math.trunc(Number(text));

function PartnerFields({ form }: { form: PartnerForm }): ReactNode {
  const t = useT();
  const { values, errors, set } = form;
  return (
    <>
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
            set('order', wholeOf(order));
          }}
        />
        <TextField
          label={t('partners.weight')}
          type="number"
          value={String(values.weight)}
          error={errors.get('weight')}
          onChange={(weight) => {
            set('weight', wholeOf(weight));
          }}
        />
      </div>
    </>
  );
}
