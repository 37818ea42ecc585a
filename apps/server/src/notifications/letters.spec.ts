import { instant, type DelegationCode, type ProcedureId } from '@entente/kernel';
import { calendarFile } from './calendar-file.js';
import { letterOf, type LetterMatter } from './letter.js';
import { timeIn, timesIn } from './zoned-time.js';

const DEADLINE = instant(Date.parse('2026-06-11T10:00:00.000Z'));
const PROCEDURE = '00000000-0000-4000-8000-000000000001' as ProcedureId;
const matter = (change: Partial<LetterMatter>): LetterMatter => ({
  id: '00000000-0000-4000-8000-00000000000a',
  kind: 'procedure_opened',
  procedure: PROCEDURE,
  facts: { number: 'JSP 7/26', revision: 3, procedureKind: 'silence', deadlineAt: DEADLINE },
  calendar: { sequence: 0, status: 'confirmed' },
  alarms: [1_440, 120],
  at: new Date('2026-06-08T08:00:00.000Z'),
  email: 'head@hu.example',
  zone: 'Asia/Tokyo',
  seatZone: 'Europe/Brussels',
  origin: 'https://entente.example',
  ...change,
});

describe('letters', () => {
  it('[R166] gives the deadline in the reader’s zone, in the seat’s and in UTC, and names zones that agree once', () => {
    expect(timesIn(DEADLINE, { reader: 'Asia/Tokyo', seat: 'Europe/Brussels' })).toBe(
      'Thu 11 Jun 2026, 19:00 GMT+9 = Thu 11 Jun 2026, 12:00 CEST = Thu 11 Jun 2026, 10:00 UTC',
    );
    expect(timesIn(DEADLINE, { reader: null, seat: 'Europe/Brussels' })).toBe(
      'Thu 11 Jun 2026, 12:00 CEST = Thu 11 Jun 2026, 10:00 UTC',
    );
    // The same wall clock before and after the change of 25 October: two instants, and each says which.
    expect(timeIn('Europe/Brussels', instant(Date.parse('2026-10-25T00:30:00Z')))).toMatch(/02:30 CEST$/);
    expect(timeIn('Europe/Brussels', instant(Date.parse('2026-10-25T01:30:00Z')))).toMatch(/02:30 CET$/);
  });

  it('[R166] says what silence means, and links to the page of the decision, which does nothing by itself', () => {
    const { subject, text } = letterOf(matter({}));
    expect(subject).toBe('JSP 7/26 REV 3: a silence procedure is open');
    expect(text).toContain('Silence until the deadline is consent.');
    expect(text.match(/https?:\S+/g)).toEqual(['https://entente.example/p/jsp-7-26/decision']);
  });

  it('[R166] tells who objected and why, where the notice does', () => {
    const facts = { number: 'JSP 7/26', revision: 3, reason: 'Article 4 goes too far.' };
    const named = letterOf(
      matter({ kind: 'objection', facts: { ...facts, partner: 'HU' as DelegationCode }, calendar: null }),
    );
    expect(named.subject).toBe('JSP 7/26 REV 3: HU objects');
    expect(named.text).toContain('Article 4 goes too far.');
    const hidden = letterOf(matter({ kind: 'objection', facts, calendar: null }));
    expect(hidden.subject).toBe('JSP 7/26 REV 3: A delegation objects');
  });

  it('[R167] a procedure has one calendar entry: its UID stays, its SEQUENCE rises, and its end cancels it', () => {
    const entry = {
      procedure: PROCEDURE,
      deadlineAt: DEADLINE,
      stampedAt: instant(Date.parse('2026-06-08T08:00:00Z')),
      summary: 'JSP 7/26 REV 3: deadline',
      description: 'Silence until the deadline is consent.',
      url: 'https://entente.example/p/jsp-7-26/decision',
      alarms: [1_440, 120],
    };
    const first = calendarFile({ ...entry, sequence: 0, status: 'confirmed' });
    const extended = calendarFile({
      ...entry,
      deadlineAt: instant(DEADLINE + 86_400_000),
      sequence: 1,
      status: 'confirmed',
    });
    const ended = calendarFile({ ...entry, sequence: 2, status: 'cancelled' });
    const line = (file: string, name: string): string | undefined =>
      file.split('\r\n').find((one) => one.startsWith(`${name}:`));
    expect([first, extended, ended].map((file) => line(file, 'UID'))).toEqual(
      Array.from({ length: 3 }, () => `UID:procedure-${PROCEDURE}@entente`),
    );
    expect([first, extended, ended].map((file) => line(file, 'SEQUENCE'))).toEqual([
      'SEQUENCE:0',
      'SEQUENCE:1',
      'SEQUENCE:2',
    ]);
    expect([first, extended].map((file) => line(file, 'DTSTART'))).toEqual([
      'DTSTART:20260611T100000Z',
      'DTSTART:20260612T100000Z',
    ]);
    expect([line(first, 'METHOD'), line(ended, 'METHOD'), line(ended, 'STATUS')]).toEqual([
      'METHOD:PUBLISH',
      'METHOD:CANCEL',
      'STATUS:CANCELLED',
    ]);
    expect([...first.matchAll(/TRIGGER:(\S+)/g)].map(([, trigger]) => trigger)).toEqual(['-P1D', '-PT2H']);
    expect(ended).not.toContain('VALARM');
  });
});
