import { RULE_IDS, type Rule } from '@entente/consensus';
import type { ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';
import { SelectField, TextField } from '../../ui/field.js';
import { ruleWords } from './value-words.js';

/** What each rule begins with when it is chosen. */
const BEGIN: Readonly<Record<Rule['id'], Rule>> = {
  UNANIMITY_STRICT: { id: 'UNANIMITY_STRICT' },
  UNANIMITY_ABST: { id: 'UNANIMITY_ABST' },
  CONSENSUS: { id: 'CONSENSUS' },
  CONSENSUS_MINUS_K: { id: 'CONSENSUS_MINUS_K', k: 1, excluded: [] },
  QMV_55_65: { id: 'QMV_55_65' },
  QMV_72_65: { id: 'QMV_72_65' },
  UNSC_SUBSTANTIVE: { id: 'UNSC_SUBSTANTIVE' },
  UNSC_PROCEDURAL: { id: 'UNSC_PROCEDURAL' },
  TWO_THIRDS_MEMBERS: { id: 'TWO_THIRDS_MEMBERS' },
  TWO_THIRDS_CAST: { id: 'TWO_THIRDS_CAST' },
  SIMPLE_MAJORITY_MEMBERS: { id: 'SIMPLE_MAJORITY_MEMBERS' },
  SIMPLE_MAJORITY_CAST: { id: 'SIMPLE_MAJORITY_CAST' },
  WEIGHTED: { id: 'WEIGHTED', num: 2, den: 3 },
  MATRIX: { id: 'MATRIX', minPartners: 3, minTargets: 1 },
  REVERSE_CONSENSUS: { id: 'REVERSE_CONSENSUS', days: 60 },
  COMPOSITE: {
    id: 'COMPOSITE',
    parts: [
      { name: 'decision', rule: { id: 'UNANIMITY_ABST' } },
      { name: 'regulation', rule: { id: 'QMV_55_65' } },
    ],
  },
};

interface RuleProps {
  readonly label: string;
  readonly value: Rule | null;
  readonly optional: boolean;
  readonly error: string | undefined;
  readonly onChange: (value: unknown) => void;
}

/** A rule by its name, with its numbers; under it what it says. */
export function RuleInput({ label, value, optional, error, onChange }: RuleProps): ReactNode {
  const t = useT();
  const ids = RULE_IDS.map((id) => ({ value: id as string, label: t(`book.ruleName.${id}`) }));
  return (
    <div className="field wide stack-tight">
      <SelectField
        label={label}
        error={error}
        value={value?.id ?? ''}
        options={optional ? [{ value: '', label: t('book.none') }, ...ids] : ids}
        onChange={(id) => {
          const chosen = RULE_IDS.find((one) => one === id);
          onChange(chosen === undefined ? null : BEGIN[chosen]);
        }}
      />
      {value !== null && <span className="field-hint">{ruleWords(t, value)}</span>}
      {value !== null && <Numbers rule={value} onChange={onChange} />}
    </div>
  );
}

function Numbers({ rule, onChange }: { rule: Rule; onChange: (value: unknown) => void }): ReactNode {
  const t = useT();
  const numbers = Object.entries(rule).filter(([, value]) => typeof value === 'number');
  if (numbers.length === 0) return null;
  return (
    <div className="form-grid">
      {numbers.map(([name, value]) => (
        <TextField
          key={name}
          label={t(`book.number.${name}` as 'book.number.k')}
          inputMode="numeric"
          value={String(value)}
          onChange={(text) => {
            onChange({ ...rule, [name]: /^\d{1,9}$/.test(text) ? Number(text) : text });
          }}
        />
      ))}
    </div>
  );
}
