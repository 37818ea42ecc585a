import type { Period, Rule, RulebookContent } from '@entente/consensus';
import { Plus, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { Check, TextField } from '../../ui/field.js';
import { numberOf, numbersOf } from './number-of.js';
import { PeriodInput } from './period-input.js';
import { RuleInput } from './rule-input.js';

interface Props<Value> {
  readonly label: string;
  readonly value: Value;
  readonly error: string | undefined;
  readonly onChange: (value: Value) => void;
}

type Hold = RulebookContent['hold'];
const HOLD: NonNullable<Hold> = { max: { n: 30, unit: 'days' }, warnings: [{ n: 2, unit: 'working_days' }] };

/** Whether a partner may stop the clock, for how long at most, and how long before the end its holder is told. */
export function HoldInput({ label, value, error, onChange }: Props<Hold>): ReactNode {
  const t = useT();
  return (
    <fieldset className="field wide book-list">
      <legend className="field-label">{label}</legend>
      {error !== undefined && <span className="field-error">{error}</span>}
      <Check
        label={t('book.holdPossible')}
        checked={value !== null}
        onChange={(possible) => {
          onChange(possible ? HOLD : null);
        }}
      />
      {value !== null && (
        <>
          <PeriodInput
            label={t('book.holdMax')}
            value={value.max}
            onChange={(max) => {
              onChange({ ...value, max });
            }}
          />
          <Warnings
            warnings={value.warnings}
            onChange={(warnings) => {
              onChange({ ...value, warnings });
            }}
          />
          <Extension
            extension={value.extension}
            onChange={(extension) => {
              const { extension: _before, ...rest } = value;
              onChange(extension === undefined ? rest : { ...rest, extension });
            }}
          />
        </>
      )}
    </fieldset>
  );
}

type ExtensionProps = {
  extension: Period | undefined;
  onChange: (extension: Period | undefined) => void;
};

function Extension({ extension, onChange }: ExtensionProps): ReactNode {
  const t = useT();
  return (
    <>
      <Check
        label={t('book.holdExtendable')}
        checked={extension !== undefined}
        onChange={(possible) => {
          onChange(possible ? { n: 10, unit: 'days' } : undefined);
        }}
      />
      {extension !== undefined && (
        <PeriodInput label={t('book.holdExtension')} value={extension} onChange={onChange} />
      )}
    </>
  );
}

type WarningsProps = { warnings: readonly Period[]; onChange: (warnings: readonly Period[]) => void };

function Warnings({ warnings, onChange }: WarningsProps): ReactNode {
  const t = useT();
  return (
    <>
      {warnings.map((warning, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- rows have no identity but their place
        <div key={at} className="book-row">
          <PeriodInput
            label={t('book.holdWarning', { number: at + 1 })}
            value={warning}
            onChange={(next) => {
              onChange(warnings.with(at, next));
            }}
          />
          <Button
            small
            iconOnly
            icon={X}
            aria-label={t('book.holdWarningRemove', { number: at + 1 })}
            onClick={() => {
              onChange(warnings.toSpliced(at, 1));
            }}
          />
        </div>
      ))}
      <div>
        <Button
          small
          icon={Plus}
          onClick={() => {
            onChange([...warnings, { n: 1, unit: 'working_days' }]);
          }}
        >
          {t('book.holdWarningAdd')}
        </Button>
      </div>
    </>
  );
}

type Derogation = RulebookContent['derogation'];
const DEROGATION: NonNullable<Derogation> = {
  period: { n: 3, unit: 'working_days' },
  onObjection: { id: 'CONSENSUS' },
};

/** Exemptions asked for after adoption: granted by silence within a period, and what decides where somebody objects. */
export function DerogationInput({ label, value, error, onChange }: Props<Derogation>): ReactNode {
  const t = useT();
  return (
    <fieldset className="field wide book-list">
      <legend className="field-label">{label}</legend>
      {error !== undefined && <span className="field-error">{error}</span>}
      <Check
        label={t('book.derogationPossible')}
        checked={value !== null}
        onChange={(possible) => {
          onChange(possible ? DEROGATION : null);
        }}
      />
      {value !== null && (
        <>
          <PeriodInput
            label={t('book.derogationPeriod')}
            value={value.period}
            onChange={(period) => {
              onChange({ ...value, period });
            }}
          />
          <RuleInput
            label={t('book.derogationRule')}
            value={value.onObjection}
            optional={false}
            error={undefined}
            onChange={(rule) => {
              onChange({ ...value, onObjection: rule as Rule });
            }}
          />
        </>
      )}
    </fieldset>
  );
}

type Review = RulebookContent['review'];

/** When a decision is looked at again, when it ends by itself, and how many days before that it is said. */
export function ReviewInput({ label, value, error, onChange }: Props<Review>): ReactNode {
  const t = useT();
  const [days, setDays] = useState(value.warningDays.join(' '));
  const months = (text: string): number | null => (text.trim() === '' ? null : (numberOf(text) as number));
  return (
    <fieldset className="field wide book-list">
      <legend className="field-label">{label}</legend>
      {error !== undefined && <span className="field-error">{error}</span>}
      <div className="form-grid">
        <TextField
          optional
          label={t('book.reviewEvery')}
          inputMode="numeric"
          value={value.everyMonths === null ? '' : String(value.everyMonths)}
          onChange={(text) => {
            onChange({ ...value, everyMonths: months(text) });
          }}
        />
        <TextField
          optional
          label={t('book.reviewSunset')}
          inputMode="numeric"
          value={value.sunsetMonths === null ? '' : String(value.sunsetMonths)}
          onChange={(text) => {
            onChange({ ...value, sunsetMonths: months(text) });
          }}
        />
        <TextField
          optional
          label={t('book.reviewWarnings')}
          hint={t('book.reviewWarningsHint')}
          value={days}
          onChange={(text) => {
            setDays(text);
            onChange({ ...value, warningDays: numbersOf(text) as number[] });
          }}
        />
      </div>
    </fieldset>
  );
}
