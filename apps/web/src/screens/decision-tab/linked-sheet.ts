import type { Procedure } from '@entente/contracts';
import { isRunning } from '../../decision/running.js';
import type { LinkedAct } from '../../frame/use-linked-act.js';
import type { OpenedSheet } from './opened-sheet.js';

/** Sheets of the chair that a link may lead to. */
const LINKED = ['extend', 'suspend', 'resume', 'close_early', 'leave', 'withdraw'] as const;

/** The sheet that a link leads to; null: there is no such sheet, or nothing that it could be about. */
export function linkedSheet(
  { act, procedure: wanted }: LinkedAct,
  procedures: readonly Procedure[],
): OpenedSheet | null {
  const running = procedures.find(isRunning);
  if (act === 'open') return running === undefined ? { sheet: 'open' } : null;
  if (running === undefined || running.id !== wanted) return null;
  if (act === 'confirm_result') return { sheet: 'order', order: 'confirm_result', procedure: running };
  const sheet = LINKED.find((one) => one === act);
  return sheet === undefined ? null : { sheet, procedure: running };
}
