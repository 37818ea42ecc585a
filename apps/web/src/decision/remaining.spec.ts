import { hostCities } from '@entente/consensus';
import { instant } from '@entente/kernel';
import { remainingOf, spokenAt, workingRemainingOf } from './remaining.js';

const at = (iso: string) => instant(Date.parse(iso));
const DEADLINE = at('2026-06-11T10:00:00.000Z');

describe('the time before a deadline', () => {
  it('is days and hours, then hours and minutes, then minutes and seconds', () => {
    expect(remainingOf(at('2026-06-08T08:30:00.000Z'), DEADLINE)).toEqual({
      unit: 'days',
      days: 3,
      hours: 1,
    });
    expect(remainingOf(at('2026-06-11T08:29:01.000Z'), DEADLINE)).toEqual({
      unit: 'hours',
      hours: 1,
      minutes: 30,
    });
    expect(remainingOf(at('2026-06-11T09:58:57.400Z'), DEADLINE)).toEqual({
      unit: 'seconds',
      minutes: 1,
      seconds: 2,
    });
  });

  it('is not over at the deadline itself, and is over a millisecond later', () => {
    expect(remainingOf(DEADLINE, DEADLINE)).toEqual({ unit: 'seconds', minutes: 0, seconds: 0 });
    expect(remainingOf(at('2026-06-11T10:00:00.001Z'), DEADLINE)).toEqual({ unit: 'over' });
  });

  it('counts only what the seat works', () => {
    const brussels = hostCities().find(({ zone }) => zone === 'Europe/Brussels');
    if (brussels === undefined) throw new Error('no calendar of Brussels');
    const friday = at('2026-06-05T14:00:00.000Z');
    const monday = at('2026-06-08T15:00:00.000Z');
    expect(workingRemainingOf(brussels, friday, monday)).toEqual({ days: 1, hours: 1, minutes: 0 });
  });

  it('is spoken at 24 hours, 4 hours, 1 hour and 15 minutes, and never after the end', () => {
    expect(spokenAt(at('2026-06-09T10:00:00.000Z'), DEADLINE)).toBeNull();
    expect(spokenAt(at('2026-06-10T10:00:00.000Z'), DEADLINE)).toBe('24_hours');
    expect(spokenAt(at('2026-06-11T06:00:00.000Z'), DEADLINE)).toBe('4_hours');
    expect(spokenAt(at('2026-06-11T09:30:00.000Z'), DEADLINE)).toBe('1_hour');
    expect(spokenAt(at('2026-06-11T09:59:00.000Z'), DEADLINE)).toBe('15_minutes');
    expect(spokenAt(at('2026-06-11T10:00:01.000Z'), DEADLINE)).toBeNull();
  });
});
