import type { ReactNode } from 'react';
import { useT } from '../messages/use-t.js';
import { SelectField } from '../ui/field.js';
import { SORTS } from './rows.js';
import type { useMeasure } from './use-measure.js';
import { COLUMNS, type View } from './use-view.js';

type ControlsProps = {
  view: View;
  measured: ReturnType<typeof useMeasure>;
  hasProcedure: boolean;
  onView: (change: Partial<View>) => void;
  actions: ReactNode;
};

/** What the columns are, how the rows are ordered, and by which rule it is measured. All of it stands in the address. */
export function BoardControls({ view, measured, hasProcedure, onView, actions }: ControlsProps): ReactNode {
  const t = useT();
  return (
    <div className="board-controls no-print">
      <div className="board-toggle" role="group" aria-label={t('board.columns')}>
        {COLUMNS.map((columns) => {
          // Stages are those of a procedure.
          const missing = columns === 'stages' && !hasProcedure;
          return (
            <button
              key={columns}
              type="button"
              className="board-choice"
              aria-pressed={view.columns === columns}
              disabled={missing}
              title={missing ? t('procedure.none') : undefined}
              onClick={() => {
                onView({ columns });
              }}
            >
              {t(`board.columns.${columns}`)}
            </button>
          );
        })}
      </div>
      <SelectField
        label={t('board.sort')}
        value={view.sort}
        options={SORTS.map((value) => ({ value, label: t(`board.sort.${value}`) }))}
        onChange={(sort) => {
          onView({ sort });
        }}
      />
      <SelectField
        label={t('board.by')}
        value={measured.value}
        options={measured.options}
        onChange={(value) => {
          onView({ book: value === 'last' ? null : value });
        }}
      />
      <div className="row board-actions">{actions}</div>
    </div>
  );
}
