import { EntitySchema } from 'typeorm';

/** The coalition that stands here: one row, or none before the first run. */
export interface CoalitionRow {
  readonly only: true;
  readonly name: string;
  readonly slug: string;
  readonly seat: string;
  readonly timeZone: string;
  readonly setUpAt: Date;
}

export const CoalitionTable = new EntitySchema<CoalitionRow>({
  name: 'coalition',
  tableName: 'coalition',
  columns: {
    only: { type: 'boolean', primary: true, primaryKeyConstraintName: 'coalition_pk' },
    name: { type: 'text' },
    slug: { type: 'text' },
    seat: { type: 'text' },
    timeZone: { type: 'text', name: 'time_zone' },
    setUpAt: { type: 'timestamp with time zone', precision: 3, name: 'set_up_at' },
  },
  checks: [{ name: 'coalition_only', expression: '"only"' }],
});
