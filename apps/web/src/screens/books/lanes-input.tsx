import type { Lane } from '@entente/consensus';
import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/field.js';
import { PeriodInput } from './period-input.js';

interface LanesProps {
  readonly label: string;
  readonly value: readonly Lane[];
  readonly error: string | undefined;
  readonly onChange: (value: readonly Lane[]) => void;
}

/** The periods that whoever opens may choose from; none: a procedure has no deadline of its own. */
export function LanesInput({ label, value, error, onChange }: LanesProps): ReactNode {
  const t = useT();
  const replace = (at: number, lane: Lane): void => {
    onChange(value.with(at, lane));
  };
  return (
    <fieldset className="field wide book-list">
      <legend className="field-label">{label}</legend>
      {error !== undefined && <span className="field-error">{error}</span>}
      {value.length === 0 && <p className="quiet small">{t('book.noDeadline')}</p>}
      {value.map((lane, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- rows have no identity but their place: name and short name are being typed
        <div key={at} className="book-row">
          <TextField
            label={t('book.laneTitle')}
            value={lane.title}
            onChange={(title) => {
              replace(at, { ...lane, title });
            }}
          />
          <TextField
            label={t('book.laneId')}
            value={lane.id}
            spellCheck={false}
            onChange={(id) => {
              replace(at, { ...lane, id });
            }}
          />
          <PeriodInput
            label={t('book.lanePeriod')}
            value={lane.period}
            onChange={(period) => {
              replace(at, { ...lane, period });
            }}
          />
          <Button
            small
            iconOnly
            icon={X}
            aria-label={t('book.laneRemove', { name: lane.title })}
            onClick={() => {
              onChange(value.toSpliced(at, 1));
            }}
          />
        </div>
      ))}
      <div>
        <Button
          small
          icon={Plus}
          onClick={() => {
            onChange([...value, newLane(value)]);
          }}
        >
          {t('book.laneAdd')}
        </Button>
      </div>
    </fieldset>
  );
}

/** A short name that no other row has. */
function newLane(lanes: readonly Lane[]): Lane {
  const taken = new Set(lanes.map(({ id }) => id));
  let number = lanes.length + 1;
  while (taken.has(`period-${String(number)}`)) number += 1;
  return { id: `period-${String(number)}`, title: '', period: { n: 72, unit: 'hours' } };
}
