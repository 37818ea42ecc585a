import type { ActKind, Procedure, ReserveKind } from '@entente/contracts';
import { assertNever } from '@entente/kernel';
import type { ReactNode } from 'react';
import { CloseEarlySheet } from '../../decision/sheets/close-early-sheet.js';
import { AskTimeSheet, ExtendSheet } from '../../decision/sheets/extend-sheet.js';
import { EndHoldSheet, HoldSheet } from '../../decision/sheets/hold-sheet.js';
import { LeaveSheet } from '../../decision/sheets/leave-sheet.js';
import { EndReserveSheet, ReserveSheet } from '../../decision/sheets/reserve-sheet.js';
import { ResumeSheet, SuspendSheet } from '../../decision/sheets/suspend-sheet.js';
import { OpenSheet } from './open-sheet.js';
import { VoteSheet } from './vote-sheet.js';
import { WithdrawSheet } from './withdraw-sheet.js';

type On = { readonly procedure: Procedure };

/** Which act sheet is open, and on what. */
export type OpenedSheet =
  | { readonly sheet: 'open' }
  | ({ readonly sheet: 'withdraw' | 'leave' | 'extend' | 'close_early' | 'ask' | 'reserve' | 'hold' } & On)
  | ({ readonly sheet: 'suspend' | 'resume' } & On)
  | ({ readonly sheet: 'end_reserve'; readonly id: string; readonly kind: ReserveKind } & On)
  | ({ readonly sheet: 'end_hold'; readonly id: string } & On)
  | ({ readonly sheet: 'vote'; readonly act: ActKind } & On);

type SheetsProps = {
  opened: OpenedSheet | null;
  procedures: readonly Procedure[];
  onClose: () => void;
};

export function Sheets({ opened, procedures, onClose }: SheetsProps): ReactNode {
  if (opened === null) return null;
  if (opened.sheet === 'open') return <OpenSheet procedures={procedures} onClose={onClose} />;
  if (opened.sheet === 'vote') {
    return <VoteSheet procedure={opened.procedure} act={opened.act} onClose={onClose} />;
  }
  return <RunningSheet opened={opened} onClose={onClose} />;
}

type Running = Exclude<OpenedSheet, { sheet: 'open' } | { sheet: 'vote' }>;

function RunningSheet({ opened, onClose }: { opened: Running; onClose: () => void }): ReactNode {
  const { procedure } = opened;
  switch (opened.sheet) {
    case 'withdraw':
      return <WithdrawSheet procedure={procedure} onClose={onClose} />;
    case 'leave':
      return <LeaveSheet procedure={procedure} onClose={onClose} />;
    case 'extend':
      return <ExtendSheet procedure={procedure} onClose={onClose} />;
    case 'suspend':
      return <SuspendSheet procedure={procedure} onClose={onClose} />;
    case 'resume':
      return <ResumeSheet procedure={procedure} onClose={onClose} />;
    case 'close_early':
      return <CloseEarlySheet procedure={procedure} onClose={onClose} />;
    case 'ask':
      return <AskTimeSheet procedure={procedure} onClose={onClose} />;
    case 'reserve':
      return <ReserveSheet procedure={procedure} onClose={onClose} />;
    case 'hold':
      return <HoldSheet procedure={procedure} onClose={onClose} />;
    case 'end_reserve':
      return <EndReserveSheet procedure={procedure} id={opened.id} kind={opened.kind} onClose={onClose} />;
    case 'end_hold':
      return <EndHoldSheet procedure={procedure} id={opened.id} onClose={onClose} />;
    default:
      return assertNever(opened);
  }
}
