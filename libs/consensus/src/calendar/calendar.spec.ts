import fc from 'fast-check';
import { err, instant, type Instant } from '@entente/kernel';
import { testSeed } from '@entente/testing';
import { capitals } from './capitals.js';
import { atWallClock, endOfDay, inZone, isCivilDate, isZone, plusDays } from './civil.js';
import { holidaysOf, orthodoxEaster, westernEaster } from './feasts.js';
import { hostCities } from './host-cities.js';
import { calendarFaults, isWorkingDay, type WorkingCalendar } from './working-calendar.js';
import { addWorkingTime, deadlineAfter, remainingWorkingTime } from './working-time.js';

const CAPITALS = capitals();
const HOST_CITIES = hostCities();
const at = (iso: string): Instant => instant(Date.parse(iso));
const iso = (result: ReturnType<typeof deadlineAfter>): string =>
  result.ok ? new Date(result.value).toISOString() : result.error.code;
function calendar(id: string): WorkingCalendar {
  const found = [...HOST_CITIES, ...CAPITALS].find((one) => one.id === id);
  if (found === undefined) throw new Error(`no calendar ${id}`);
  return found;
}
const newYork = calendar('new-york-un');
const brussels = calendar('brussels-eu');
const seed = testSeed();
const HOUR = 3_600_000;

describe('working days', () => {
  it.each([
    ['a Tuesday', newYork, '2026-06-02', true],
    ['a Saturday', newYork, '2026-06-06', false],
    ['Memorial Day', newYork, '2026-05-25', false],
    ['Independence Day kept on the Friday before', newYork, '2026-07-03', false],
    ['Ascension', brussels, '2026-05-14', false],
    ['the day after it', brussels, '2026-05-15', false],
    ['a day before the list begins', brussels, '2025-12-30', null],
  ])('[R120] %s', (_what, city, date, works) => {
    expect(isWorkingDay(city, date)).toBe(works);
  });
});

describe('computed deadlines', () => {
  it('[R121] S8: ten working days of New York from Tue 2 June 2026, 15:00 there', () => {
    expect(iso(deadlineAfter(newYork, at('2026-06-02T19:00:00.000Z'), 10))).toBe('2026-06-16T21:00:00.000Z');
  });

  it('[R121] S8: five working days', () => {
    expect(iso(deadlineAfter(newYork, at('2026-06-02T19:00:00.000Z'), 5))).toBe('2026-06-09T21:00:00.000Z');
  });

  it('[R121] the day of circulation is day 0 from its first minute to its last', () => {
    const first = deadlineAfter(newYork, at('2026-06-02T04:00:00.000Z'), 1);
    const last = deadlineAfter(newYork, at('2026-06-03T03:59:59.999Z'), 1);
    expect([iso(first), iso(last)]).toEqual(['2026-06-03T21:00:00.000Z', '2026-06-03T21:00:00.000Z']);
  });

  it('[R121] days off do not count: circulated on Maundy Thursday, two days end on the Wednesday after Easter', () => {
    expect(iso(deadlineAfter(brussels, at('2026-04-02T08:00:00.000Z'), 2))).toBe('2026-04-08T15:00:00.000Z');
  });

  it('[R121] zero, half or fewer days are refused', () => {
    const from = at('2026-06-02T19:00:00.000Z');
    expect([0, -1, 1.5, Number.NaN].map((days) => deadlineAfter(newYork, from, days))).toEqual(
      Array.from({ length: 4 }, () => err({ code: 'not_a_whole_number' })),
    );
  });

  it('[R121] seed: a deadline falls on a working day, at close of business, after circulation, and more days never end sooner', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...HOST_CITIES, ...CAPITALS),
        fc.integer({ min: Date.parse('2026-01-01T12:00:00Z'), max: Date.parse('2028-06-01T00:00:00Z') }),
        fc.integer({ min: 1, max: 60 }),
        (city, ms, days) => {
          const one = deadlineAfter(city, instant(ms), days);
          const more = deadlineAfter(city, instant(ms), days + 1);
          if (!one.ok || !more.ok) throw new Error('within the calendar');
          const there = inZone(one.value, city.zone);
          expect(isWorkingDay(city, there.date)).toBe(true);
          expect(there.time).toBe(city.closes);
          expect(one.value).toBeGreaterThan(ms);
          expect(more.value).toBeGreaterThan(one.value);
        },
      ),
      { seed, numRuns: 150 },
    );
  });

  it('[R121] seed: circulated later never ends sooner', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...HOST_CITIES),
        fc.integer({ min: Date.parse('2026-01-01T12:00:00Z'), max: Date.parse('2028-06-01T00:00:00Z') }),
        fc.integer({ min: 0, max: 20 * 24 * HOUR }),
        (city, ms, later) => {
          const first = deadlineAfter(city, instant(ms), 5);
          const second = deadlineAfter(city, instant(ms + later), 5);
          if (!first.ok || !second.ok) throw new Error('within the calendar');
          expect(second.value).toBeGreaterThanOrEqual(first.value);
        },
      ),
      { seed, numRuns: 100 },
    );
  });
});

describe('working time', () => {
  it('[R122] counts only the hours of working days: a whole day, and what is left of two', () => {
    const from = at('2026-06-05T19:30:00.000Z'); // Friday 15:30 in New York
    const until = at('2026-06-09T14:15:00.000Z'); // Tuesday 10:15
    expect(remainingWorkingTime(newYork, from, until)).toEqual({
      ok: true,
      value: { ms: 10.75 * HOUR, wholeDays: 1, restMs: 2.75 * HOUR },
    });
  });

  it('[R122] none where the end is not later, and none on a weekend', () => {
    const none = { ok: true, value: { ms: 0, wholeDays: 0, restMs: 0 } };
    const saturday = at('2026-06-06T12:00:00.000Z');
    expect(remainingWorkingTime(newYork, saturday, saturday)).toEqual(none);
    expect(remainingWorkingTime(newYork, saturday, at('2026-06-05T12:00:00.000Z'))).toEqual(none);
    expect(remainingWorkingTime(newYork, saturday, at('2026-06-07T22:00:00.000Z'))).toEqual(none);
  });

  it('[R122] eight hours added on Friday at 15:30 end on Monday at 15:30', () => {
    expect(iso(addWorkingTime(newYork, at('2026-06-05T19:30:00.000Z'), 8 * HOUR))).toBe(
      '2026-06-08T19:30:00.000Z',
    );
  });

  it('[R122] no time added is no move, not even to the next opening', () => {
    const night = at('2026-06-06T03:00:00.000Z');
    expect(addWorkingTime(newYork, night, 0)).toEqual({ ok: true, value: night });
  });

  it('[R122] seed: what was added is what remains, and it ends within the hours of a working day', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...HOST_CITIES),
        fc.integer({ min: Date.parse('2026-01-01T12:00:00Z'), max: Date.parse('2028-06-01T00:00:00Z') }),
        fc.integer({ min: 1, max: 100 * HOUR }),
        (city, ms, added) => {
          const end = addWorkingTime(city, instant(ms), added);
          if (!end.ok) throw new Error('within the calendar');
          const back = remainingWorkingTime(city, instant(ms), end.value);
          expect(back.ok && back.value.ms).toBe(added);
          const there = inZone(end.value, city.zone);
          expect(isWorkingDay(city, there.date)).toBe(true);
          expect(there.time >= city.opens && there.time <= city.closes).toBe(true);
        },
      ),
      { seed, numRuns: 100 },
    );
  });
});

describe('wall clocks', () => {
  it('[R123] a deadline across the change to winter time still ends at 17:00 on the wall', () => {
    // Clocks of Brussels go back on Sunday 25 October 2026.
    expect(iso(deadlineAfter(brussels, at('2026-10-22T12:00:00.000Z'), 1))).toBe('2026-10-23T15:00:00.000Z');
    expect(iso(deadlineAfter(brussels, at('2026-10-22T12:00:00.000Z'), 2))).toBe('2026-10-26T16:00:00.000Z');
  });

  it('[R123] a time that summer time leaves out is taken as much later; one that comes twice, the first time', () => {
    expect(new Date(atWallClock('Europe/Brussels', '2026-03-29', '02:30')).toISOString()).toBe(
      '2026-03-29T01:30:00.000Z',
    );
    expect(new Date(atWallClock('Europe/Brussels', '2026-10-25', '02:30')).toISOString()).toBe(
      '2026-10-25T00:30:00.000Z',
    );
  });

  it('[R123] a day ends where the next begins: S9 in Brussels, S8 in New York', () => {
    expect(new Date(endOfDay('Europe/Brussels', '2027-05-18')).toISOString()).toBe(
      '2027-05-18T22:00:00.000Z',
    );
    expect(new Date(endOfDay('America/New_York', '2026-12-31')).toISOString()).toBe(
      '2027-01-01T05:00:00.000Z',
    );
  });

  it('[R123] a zone is a name of the IANA list, never an offset', () => {
    expect(['Europe/Brussels', 'UTC', '+02:00', 'Mars/Olympus', ''].map(isZone)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('[R123] seed: what the wall shows leads back to the minute', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Europe/Brussels', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'),
        fc.integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2029-01-01T00:00:00Z') }),
        (zone, ms) => {
          const minute = ms - (ms % 60_000);
          const { date, time } = inZone(instant(ms), zone);
          const back = atWallClock(zone, date, time);
          // In the hour that comes twice the first one is meant.
          expect([0, HOUR, HOUR / 2]).toContain(minute - back);
        },
      ),
      { seed, numRuns: 150 },
    );
  });
});

describe('feasts', () => {
  it.each([
    [2024, '2024-03-31', '2024-05-05'],
    [2025, '2025-04-20', '2025-04-20'],
    [2026, '2026-04-05', '2026-04-12'],
    [2027, '2027-03-28', '2027-05-02'],
    [2028, '2028-04-16', '2028-04-16'],
    [2038, '2038-04-25', '2038-04-25'],
  ])('[R124] Easter of %i: western %s, orthodox %s', (year, west, east) => {
    expect([westernEaster(year), orthodoxEaster(year)]).toEqual([west, east]);
  });

  it('[R124] seed: Easter is a Sunday from 22 March to 25 April, and the orthodox never comes sooner', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2099 }), (year) => {
        const west = westernEaster(year);
        expect(new Date(west).getUTCDay()).toBe(0);
        expect(new Date(orthodoxEaster(year)).getUTCDay()).toBe(0);
        expect(west >= `${String(year)}-03-22` && west <= `${String(year)}-04-25`).toBe(true);
        expect(orthodoxEaster(year) >= west).toBe(true);
      }),
      { seed, numRuns: 100 },
    );
  });

  it('[R124] weekdays of a month, from its start and from its end', () => {
    const dates = holidaysOf(
      [
        { kind: 'nth', name: 'Thanksgiving', n: 4, weekday: 4, month: 11 },
        { kind: 'nth', name: 'Memorial Day', n: -1, weekday: 1, month: 5 },
        { kind: 'nth', name: 'Jeûne genevois', n: 1, weekday: 7, month: 9, plus: 4 },
      ],
      [2026],
    );
    expect(dates.map((one) => one.date)).toEqual(['2026-05-25', '2026-09-10', '2026-11-26']);
  });

  it('[R124] a feast on a weekend moves as its state says: to the nearest weekday, or to the next free one', () => {
    expect(isWorkingDay(calendar('capital-us'), '2026-07-03')).toBe(false);
    // Christmas 2027 is a Saturday and Boxing Day a Sunday: London rests on Monday and Tuesday.
    expect(
      ['2027-12-27', '2027-12-28', '2027-12-29'].map((day) => isWorkingDay(calendar('capital-gb'), day)),
    ).toEqual([false, false, true]);
  });
});

describe('calendars as data', () => {
  it('[R125] every shipped calendar is without fault, covers 2026 to 2028, closes at 17:00 and names its source', () => {
    for (const city of [...HOST_CITIES, ...CAPITALS]) {
      expect(calendarFaults(city)).toEqual([]);
      expect(city.covers).toEqual({ from: '2026-01-01', to: '2028-12-31' });
      expect(city.closes).toBe('17:00');
      expect(city.source).toContain('editable default');
    }
    expect(new Set([...HOST_CITIES, ...CAPITALS].map((one) => one.id)).size).toBe(39);
  });

  it('[R125] beyond its days a calendar gives no answer', () => {
    const refused = err({ code: 'calendar_ends', day: '2029-01-01' });
    const late = at('2028-12-29T12:00:00.000Z');
    expect(deadlineAfter(newYork, late, 1)).toEqual(refused);
    expect(addWorkingTime(newYork, late, 100 * HOUR)).toEqual(refused);
    expect(remainingWorkingTime(newYork, late, at('2029-01-05T12:00:00.000Z'))).toEqual(refused);
  });

  it.each([
    ['a zone that is none', { zone: 'Mars/Olympus' }, 'zone_unknown'],
    ['no working weekday', { weekdays: [] }, 'no_working_weekday'],
    ['an eighth weekday', { weekdays: [8] }, 'weekday_unknown'],
    ['an hour that is none', { closes: '25:00' }, 'hours_malformed'],
    ['closing before it opens', { opens: '18:00' }, 'opens_after_close'],
    ['ending before it begins', { covers: { from: '2028-01-01', to: '2026-01-01' } }, 'covers_malformed'],
    ['a day that does not exist', { holidays: [{ date: '2026-02-29', name: '' }] }, 'holiday_malformed'],
    ['a day outside its cover', { holidays: [{ date: '2030-01-01', name: '' }] }, 'holiday_outside'],
    ['a day twice', { holidays: [0, 1].map(() => ({ date: '2026-01-01', name: '' })) }, 'holiday_twice'],
  ])('[R125] refuses %s', (_what, wrong, code) => {
    expect(calendarFaults({ ...brussels, ...wrong }).map((fault) => fault.code)).toEqual([code]);
  });

  it('[R125] civil days are those that exist', () => {
    expect(
      ['2028-02-29', '2027-02-29', '2026-13-01', '2026-00-10', '2026-1-1', 'x'].map(isCivilDate),
    ).toEqual([true, false, false, false, false, false]);
    expect(plusDays('2028-02-28', 2)).toBe('2028-03-01');
  });
});
