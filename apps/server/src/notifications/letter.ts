import type { NotificationFacts, NotificationKind } from '@entente/contracts';
import { instant, type Instant, type ProcedureId } from '@entente/kernel';
import { calendarFile } from './calendar-file.js';
import type { Letter } from './letter-transport.js';
import { consequenceOf, subjectOf } from './letter-words.js';
import type { CalendarMark } from './notification.table.js';
import { timesIn } from './zoned-time.js';

/** What a letter is written from. */
export interface LetterMatter {
  /** Id of the notification: the letter's own too. */
  readonly id: string;
  readonly kind: NotificationKind;
  readonly procedure: ProcedureId | null;
  readonly facts: NotificationFacts;
  readonly calendar: CalendarMark | null;
  /** When the reader’s calendar shall ring, in minutes before the deadline. */
  readonly alarms: readonly number[];
  readonly at: Date;
  readonly email: string;
  /** The reader's own zone; null: the seat's. */
  readonly zone: string | null;
  readonly seatZone: string;
  /** Origin of the web application. */
  readonly origin: string;
}

/** One notification as a letter in plain text. Its link opens the act's page, which asks for the sign-in; opening it does nothing. */
export function letterOf(matter: LetterMatter): Letter {
  const { id, email, facts, kind } = matter;
  const subject = `${facts.number} REV ${String(facts.revision)}: ${subjectOf(kind, facts)}`;
  return { id, to: email, subject, text: textOf(matter, subject), calendar: calendarOf(matter, subject) };
}

/** The page of the decision of a package, `https://…/p/jsp-7-26/decision`. */
export function decisionPage(origin: string, number: string): string {
  return `${origin}/p/${number.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}/decision`;
}

function textOf(matter: LetterMatter, subject: string): string {
  const { facts, kind } = matter;
  const times = (at: Instant): string => timesIn(at, { reader: matter.zone, seat: matter.seatZone });
  const lines = [
    `${subject}.`,
    '',
    ...(facts.deadlineAt === undefined ? [] : [`Deadline: ${times(facts.deadlineAt)}`]),
    ...(facts.at === undefined ? [] : [`At: ${times(facts.at)}`]),
    ...(facts.items === undefined || facts.items.length === 0 ? [] : [`On: ${facts.items.join(', ')}`]),
    ...(facts.reason === undefined || facts.reason === '' ? [] : ['', facts.reason]),
    ...paragraph(consequenceOf(kind, facts)),
    '',
    `${decisionPage(matter.origin, facts.number)}`,
    'The link opens the page and does nothing else: sign in there to read and to act.',
    ...(facts.packageHash === undefined ? [] : ['', `On the package with the hash ${facts.packageHash}.`]),
  ];
  return `${lines.join('\n')}\n`;
}

const paragraph = (text: string): string[] => (text === '' ? [] : ['', text]);

function calendarOf(matter: LetterMatter, summary: string): Letter['calendar'] {
  const { calendar, facts, procedure, at, origin } = matter;
  if (calendar === null || procedure === null || facts.deadlineAt === undefined) return null;
  const content = calendarFile({
    ...calendar,
    procedure,
    deadlineAt: facts.deadlineAt,
    stampedAt: instant(at.getTime()),
    summary: calendar.status === 'cancelled' ? summary : deadlineSummary(facts),
    description: consequenceOf('deadline_near', facts),
    url: decisionPage(origin, facts.number),
    alarms: matter.alarms,
  });
  return { method: calendar.status === 'cancelled' ? 'CANCEL' : 'PUBLISH', content };
}

/** How a deadline is called in a calendar. */
export function deadlineSummary(facts: Pick<NotificationFacts, 'number' | 'revision'>): string {
  return `${facts.number} REV ${String(facts.revision)}: deadline`;
}
