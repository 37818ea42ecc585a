import { instant, type Instant, type ProcedureId } from '@entente/kernel';
import type { Leads } from '../../notifications/index.js';
import type { ProcedureRow } from '../procedure.table.js';

const MINUTE = 60_000;

/** A procedure whose deadline runs, and until when its reminders have been looked at. */
export interface Watched {
  readonly id: ProcedureId;
  readonly deadlineAt: Date;
  readonly lookedUntil: Date;
}

/** States in which a deadline runs: while the clock stands, and after the end, nobody is reminded (SPEC R241). */
export const RUNNING: readonly ProcedureRow['state'][] = ['open', 'part_adopted'];

/** The deadline that people are reminded of; null: none runs. */
export const runningDeadline = ({
  state,
  deadlineAt,
}: Pick<ProcedureRow, 'state' | 'deadlineAt'>): Date | null => (RUNNING.includes(state) ? deadlineAt : null);

/** Times before the deadline of one procedure at which somebody is to be told. */
export const leadsOf = ({ general, own }: Leads, procedure: ProcedureId): readonly number[] => [
  ...new Set([...general, ...(own.get(procedure) ?? [])]),
];

/** Whether somebody's time has come since they were last looked at. */
export function isDue({ deadlineAt, lookedUntil }: Watched, leads: readonly number[], now: Instant): boolean {
  const next = nextOf(deadlineAt, leads, lookedUntil.getTime());
  return deadlineAt.getTime() > now && next !== null && next <= now;
}

/** The first instant after `after` at which somebody is to be told; null: none is left. */
export function nextOf(deadlineAt: Date, leads: readonly number[], after: number): Instant | null {
  const left = leads.map((minutes) => deadlineAt.getTime() - minutes * MINUTE).filter((at) => at > after);
  return left.length === 0 ? null : instant(Math.min(...left));
}
