import { acts } from './en/acts.js';
import { annexes } from './en/annexes.js';
import { board } from './en/board.js';
import { bookFaults } from './en/book-faults.js';
import { books } from './en/books.js';
import { coalition } from './en/coalition.js';
import { common } from './en/common.js';
import { compare } from './en/compare.js';
import { deadline } from './en/deadline.js';
import { decisionRecord } from './en/decision-record.js';
import { timeline } from './en/timeline.js';
import { corrigenda } from './en/corrigenda.js';
import { decision } from './en/decision.js';
import { derogations } from './en/derogations.js';
import { desk } from './en/desk.js';
import { dev } from './en/dev.js';
import { forum } from './en/forum.js';
import { frame } from './en/frame.js';
import { history } from './en/history.js';
import { instructions } from './en/instructions.js';
import { notifications } from './en/notifications.js';
import { opening } from './en/opening.js';
import { packages } from './en/packages.js';
import { problemWords } from './en/problems.js';
import { procedureSheets } from './en/procedure-sheets.js';
import { publication } from './en/publication.js';
import { reminders } from './en/reminders.js';
import { room } from './en/room.js';
import { scheduler } from './en/scheduler.js';
import { settings } from './en/settings.js';
import { setup } from './en/setup.js';
import { standing } from './en/standing.js';
import { system } from './en/system.js';
import { threshold } from './en/threshold.js';
import { verify } from './en/verify.js';

/** Every string that the app shows, in English. ICU message format; apostrophes are typographic. */
export const en = {
  ...common,
  ...forum,
  ...frame,
  ...setup,
  ...packages,
  ...room,
  ...history,
  ...compare,
  ...deadline,
  ...instructions,
  ...decision,
  ...corrigenda,
  ...derogations,
  ...desk,
  ...board,
  ...decisionRecord,
  ...timeline,
  ...standing,
  ...notifications,
  ...reminders,
  ...opening,
  ...procedureSheets,
  ...acts,
  ...threshold,
  ...annexes,
  ...publication,
  ...verify,
  ...coalition,
  ...books,
  ...bookFaults,
  ...scheduler,
  ...settings,
  ...system,
  ...problemWords,
  ...dev,
} as const;

export type MessageId = keyof typeof en;
