import type { Hold } from '@entente/consensus';
import type { Act, ActKind, JointDeclarationView, Procedure, ReserveKind } from '@entente/contracts';
import { assertNever, type Instant } from '@entente/kernel';
import type { ReactNode } from 'react';
import { AnswerSheet } from '../../decision/sheets/answer-sheet.js';
import { CellsSheet } from '../../decision/sheets/cells-sheet.js';
import { CloseEarlySheet } from '../../decision/sheets/close-early-sheet.js';
import { CorrigendumSheet } from '../../decision/sheets/corrigendum-sheet.js';
import { DeclareSheet } from '../../decision/sheets/declare-sheet.js';
import { ElectorateSheet } from '../../decision/sheets/electorate-sheet.js';
import { AskTimeSheet, ExtendSheet } from '../../decision/sheets/extend-sheet.js';
import { AskHoldExtensionSheet, ExtendHoldSheet } from '../../decision/sheets/hold-extension-sheet.js';
import { EndHoldSheet, HoldSheet } from '../../decision/sheets/hold-sheet.js';
import { JointSheet } from '../../decision/sheets/joint-sheet.js';
import { LeaveSheet } from '../../decision/sheets/leave-sheet.js';
import { OrderSheet, type Order } from '../../decision/sheets/order-sheet.js';
import { ProxySheet } from '../../decision/sheets/proxy-sheet.js';
import { EndReserveSheet, ReserveSheet } from '../../decision/sheets/reserve-sheet.js';
import { AgreeShorteningSheet, ShortenSheet } from '../../decision/sheets/shorten-sheet.js';
import { ResumeSheet, SuspendSheet } from '../../decision/sheets/suspend-sheet.js';
import { WordSheet, type Saying } from '../../decision/sheets/word-sheet.js';
import { OpenSheet } from './open-sheet.js';
import { VoteSheet } from './vote-sheet.js';
import { WithdrawSheet } from './withdraw-sheet.js';

type On = { readonly procedure: Procedure };

/** Sheets that need nothing but the procedure. */
const PLAIN = {
  withdraw: WithdrawSheet,
  leave: LeaveSheet,
  extend: ExtendSheet,
  suspend: SuspendSheet,
  resume: ResumeSheet,
  close_early: CloseEarlySheet,
  ask: AskTimeSheet,
  reserve: ReserveSheet,
  hold: HoldSheet,
  proxy: ProxySheet,
  declare: DeclareSheet,
  cells: CellsSheet,
  electorate: ElectorateSheet,
  corrigendum: CorrigendumSheet,
};
type Plain = keyof typeof PLAIN;

type DetailedOn =
  | { readonly sheet: 'end_reserve'; readonly id: string; readonly kind: ReserveKind }
  | { readonly sheet: 'end_hold'; readonly id: string }
  | { readonly sheet: 'ask_hold_extension'; readonly hold: Hold }
  | { readonly sheet: 'extend_hold'; readonly hold: Hold }
  | { readonly sheet: 'vote'; readonly act: ActKind }
  | { readonly sheet: 'answer'; readonly act: Act; readonly confirm: boolean }
  | {
      readonly sheet: 'joint';
      readonly joint: JointDeclarationView;
      readonly does: 'join' | 'take_back';
    }
  | { readonly sheet: 'word'; readonly saying: Saying; readonly id?: string }
  | { readonly sheet: 'order'; readonly order: Order }
  | { readonly sheet: 'agree_shortening'; readonly deadlineAt: Instant | null }
  | { readonly sheet: 'shorten'; readonly deadlineAt: Instant };

type OnOne<Sheet> = Sheet extends unknown ? Sheet & On : never;
type PlainOn = OnOne<{ readonly sheet: Plain }>;
type Detailed = OnOne<DetailedOn>;

/** Which act sheet is open, and on what. */
export type OpenedSheet = { readonly sheet: 'open' } | PlainOn | Detailed;

type SheetsProps = {
  opened: OpenedSheet | null;
  procedures: readonly Procedure[];
  onClose: () => void;
};

export function Sheets({ opened, procedures, onClose }: SheetsProps): ReactNode {
  if (opened === null) return null;
  if (opened.sheet === 'open') return <OpenSheet procedures={procedures} onClose={onClose} />;
  if (isPlain(opened)) {
    const Sheet = PLAIN[opened.sheet];
    return <Sheet procedure={opened.procedure} onClose={onClose} />;
  }
  return <DetailedSheet opened={opened} onClose={onClose} />;
}

const isPlain = (opened: PlainOn | Detailed): opened is PlainOn => opened.sheet in PLAIN;

function DetailedSheet({ opened, onClose }: { opened: Detailed; onClose: () => void }): ReactNode {
  const on = { procedure: opened.procedure, onClose };
  switch (opened.sheet) {
    case 'vote':
      return <VoteSheet {...on} act={opened.act} />;
    case 'answer':
      return <AnswerSheet {...on} act={opened.act} confirm={opened.confirm} />;
    case 'end_reserve':
      return <EndReserveSheet {...on} id={opened.id} kind={opened.kind} />;
    case 'end_hold':
      return <EndHoldSheet {...on} id={opened.id} />;
    case 'ask_hold_extension':
      return <AskHoldExtensionSheet {...on} hold={opened.hold} />;
    case 'extend_hold':
      return <ExtendHoldSheet {...on} hold={opened.hold} />;
    case 'joint':
      return <JointSheet {...on} joint={opened.joint} does={opened.does} />;
    case 'word':
      return <WordSheet {...on} saying={opened.saying} id={opened.id ?? ''} />;
    case 'order':
      return <OrderSheet {...on} order={opened.order} />;
    case 'agree_shortening':
      return <AgreeShorteningSheet {...on} deadlineAt={opened.deadlineAt} />;
    case 'shorten':
      return <ShortenSheet {...on} deadlineAt={opened.deadlineAt} />;
    default:
      return assertNever(opened);
  }
}
