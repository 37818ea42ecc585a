import { PERIOD_UNITS, type Period } from '@entente/consensus';
import type { ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';
import { SelectField, TextField } from '../../ui/field.js';
import { numberOf } from './number-of.js';

interface PeriodProps {
  readonly label: string;
  readonly value: Period;
  readonly error?: string | undefined;
  readonly onChange: (value: Period) => void;
}

/** How many, and of what. */
export function PeriodInput({ label, value, error, onChange }: PeriodProps): ReactNode {
  const t = useT();
  return (
    <fieldset className="field book-period">
      <legend className="field-label">{label}</legend>
      <TextField
        label={t('book.howMany')}
        inputMode="numeric"
        value={String(value.n)}
        error={error}
        onChange={(text) => {
          onChange({ ...value, n: numberOf(text) as number });
        }}
      />
      <SelectField
        label={t('book.unitOf')}
        value={value.unit}
        options={PERIOD_UNITS.map((unit) => ({ value: unit, label: t(`book.units.${unit}`) }))}
        onChange={(unit) => {
          onChange({ ...value, unit });
        }}
      />
    </fieldset>
  );
}
