import { REMINDER_MINUTES, REMINDERS_MAX, type Reminders } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { useMe } from '../frame/actor.js';
import { useT } from '../messages/use-t.js';
import { Button } from '../ui/button.js';
import { Check, Checks, SelectField, TextField } from '../ui/field.js';
import { furthestFirst, leadWords, tooMany, UNITS, type Unit } from './words.js';

/** Times that most people choose among; any other is added. */
const USUAL = [3 * UNITS.days, UNITS.days, 4 * UNITS.hours, 2 * UNITS.hours, UNITS.hours, 30];
const WAYS = ['screen', 'letter'] as const;
const NAMES = Object.keys(UNITS) as readonly Unit[];

type FieldsProps = {
  readonly value: Reminders;
  /** Whether this platform sends letters. */
  readonly letters: boolean;
  readonly onChange: (value: Reminders) => void;
};

/** When, how, and whether also where nothing is awaited. */
export function ReminderFields({ value, letters, onChange }: FieldsProps): ReactNode {
  const t = useT();
  const me = useMe();
  const { before, by, always } = value;
  // A time once added stays in the list when it is unticked, so that it can be ticked again.
  const [offered, setOffered] = useState(() => [...new Set([...USUAL, ...before])]);
  return (
    <div className="stack-tight">
      <Checks
        label={t('reminders.before')}
        options={furthestFirst(offered).map((minutes) => ({
          value: String(minutes),
          label: leadWords(minutes, t),
        }))}
        values={before.map(String)}
        onChange={(values) => {
          onChange({ ...value, before: furthestFirst(values.map(Number)) });
        }}
        error={tooMany(value, t) ?? undefined}
      />
      <AnotherTime
        taken={before}
        onAdd={(minutes) => {
          setOffered([...new Set([...offered, minutes])]);
          onChange({ ...value, before: furthestFirst([...new Set([...before, minutes])]) });
        }}
      />
      <Checks
        label={t('reminders.by')}
        options={WAYS.map((way) => ({ value: way, label: t(`reminders.by.${way}`) }))}
        values={by}
        onChange={(chosen) => {
          onChange({ ...value, by: WAYS.filter((way) => chosen.includes(way)) });
        }}
      />
      <p className="field-hint">{t('reminders.byHint')}</p>
      {!letters && by.includes('letter') && <p className="field-hint">{t('reminders.noLetters')}</p>}
      <Check
        label={t('reminders.always', { delegation: me.delegationName })}
        checked={always}
        onChange={(checked) => {
          onChange({ ...value, always: checked });
        }}
      />
    </div>
  );
}

/** A time of one's own, in minutes, hours or days. */
function AnotherTime({
  taken,
  onAdd,
}: {
  readonly taken: readonly number[];
  readonly onAdd: (minutes: number) => void;
}): ReactNode {
  const t = useT();
  const [amount, setAmount] = useState('');
  const [unit, setUnit] = useState<Unit>('hours');
  const minutes = Number(amount) * UNITS[unit];
  return (
    <div className="reminder-another">
      <TextField
        label={t('reminders.another')}
        inputMode="numeric"
        value={amount}
        optional
        onChange={setAmount}
        error={amount === '' || isLead(minutes) ? undefined : t('reminders.amountFault')}
      />
      <SelectField
        label={t('reminders.unit')}
        value={unit}
        options={NAMES.map((value) => ({ value, label: t(`reminders.unit.${value}`) }))}
        onChange={setUnit}
      />
      <Button
        reason={reasonAgainst()}
        onClick={() => {
          onAdd(minutes);
          setAmount('');
        }}
      >
        {t('reminders.add')}
      </Button>
    </div>
  );

  function reasonAgainst(): string | null {
    if (taken.length >= REMINDERS_MAX) return t('reminders.full', { most: REMINDERS_MAX });
    if (amount === '') return t('common.required');
    return isLead(minutes) ? null : t('reminders.amountFault');
  }
}

const isLead = (minutes: number): boolean =>
  Number.isInteger(minutes) && minutes >= REMINDER_MINUTES.least && minutes <= REMINDER_MINUTES.most;
