import { holidaysOf, type Feast } from './feasts.js';
import type { WorkingCalendar } from './working-calendar.js';

const YEARS = [2026, 2027, 2028] as const;
const COVERED = { from: '2026-01-01', to: '2028-12-31' } as const;

/** What a shipped calendar is made from; the days are computed once and then are plain data. */
interface CalendarRecipe {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly feasts: readonly Feast[];
  readonly source: string;
}

const EDITABLE = 'An editable default: copy, correct against the official list, activate.';

export function makeCalendar({ id, name, zone, feasts, source }: CalendarRecipe): WorkingCalendar {
  const holidays = holidaysOf(feasts, YEARS).filter(({ date }) => date >= COVERED.from && date <= COVERED.to);
  return {
    id,
    name,
    zone,
    weekdays: [1, 2, 3, 4, 5],
    opens: '09:00',
    closes: '17:00',
    covers: COVERED,
    holidays,
    source: `${source} ${EDITABLE}`,
  };
}

export const fixed = (name: string, month: number, day: number, substitute?: Feast['substitute']): Feast => ({
  kind: 'fixed',
  name,
  month,
  day,
  ...(substitute === undefined ? {} : { substitute }),
});
export const easter = (name: string, days: number): Feast => ({
  kind: 'easter',
  name,
  days,
  rite: 'western',
});
export const pascha = (name: string, days: number): Feast => ({
  kind: 'easter',
  name,
  days,
  rite: 'orthodox',
});
export const nth = (name: string, n: number, weekday: number, month: number): Feast => ({
  kind: 'nth',
  name,
  n,
  weekday,
  month,
});
export const listed = (name: string, ...dates: string[]): Feast => ({ kind: 'listed', name, dates });

/** Days on which the EU institutions are closed besides the fixed feasts: the end of the year as one block. */
const YEAR_END = [24, 25, 26, 27, 28, 29, 30, 31].map((day) => fixed('End of year', 12, day));

const BRUSSELS: CalendarRecipe = {
  id: 'brussels-eu',
  name: 'Brussels (EU institutions)',
  zone: 'Europe/Brussels',
  feasts: [
    fixed('New Year', 1, 1),
    fixed('Day after New Year', 1, 2),
    easter('Maundy Thursday', -3),
    easter('Good Friday', -2),
    easter('Easter Monday', 1),
    fixed('Labour Day', 5, 1),
    fixed('Schuman Declaration', 5, 9),
    easter('Ascension', 39),
    easter('Day after Ascension', 40),
    easter('Whit Monday', 50),
    fixed('Belgian National Day', 7, 21),
    fixed('Assumption', 8, 15),
    fixed('All Saints', 11, 1),
    fixed('All Souls', 11, 2),
    ...YEAR_END,
  ],
  source:
    'The pattern of the public holidays of the institutions of the European Union, published each year in the Official Journal, series C.',
};

const ISLAMIC = {
  fitr: listed('Eid al-Fitr (expected)', '2026-03-20', '2027-03-10', '2028-02-27'),
  adha: listed('Eid al-Adha (expected)', '2026-05-27', '2027-05-17', '2028-05-05'),
  mawlid: listed('Mawlid (expected)', '2026-08-26', '2027-08-15', '2028-08-03'),
};

const NEW_YORK: CalendarRecipe = {
  id: 'new-york-un',
  name: 'New York (United Nations)',
  zone: 'America/New_York',
  feasts: [
    fixed('New Year', 1, 1, 'nearest'),
    nth('Presidents’ Day', 3, 1, 2),
    easter('Good Friday', -2),
    nth('Memorial Day', -1, 1, 5),
    fixed('Independence Day', 7, 4, 'nearest'),
    nth('Labor Day', 1, 1, 9),
    nth('Thanksgiving', 4, 4, 11),
    fixed('Christmas', 12, 25, 'nearest'),
    ISLAMIC.fitr,
    ISLAMIC.adha,
  ],
  source:
    'The pattern of the official holidays at United Nations Headquarters, set each year by the Secretariat; the days of Eid depend on the moon.',
};

const VIENNA: CalendarRecipe = {
  id: 'vienna-osce',
  name: 'Vienna (OSCE)',
  zone: 'Europe/Vienna',
  feasts: [
    fixed('New Year', 1, 1),
    fixed('Epiphany', 1, 6),
    easter('Good Friday', -2),
    easter('Easter Monday', 1),
    fixed('Labour Day', 5, 1),
    easter('Ascension', 39),
    easter('Whit Monday', 50),
    easter('Corpus Christi', 60),
    fixed('Assumption', 8, 15),
    fixed('Austrian National Day', 10, 26),
    fixed('All Saints', 11, 1),
    fixed('Immaculate Conception', 12, 8),
    fixed('Christmas', 12, 25),
    fixed('St Stephen', 12, 26),
  ],
  source: 'Austrian public holidays, with Good Friday as the Vienna-based organisations keep it.',
};

const ADDIS_ABABA: CalendarRecipe = {
  id: 'addis-ababa-au',
  name: 'Addis Ababa (African Union)',
  zone: 'Africa/Addis_Ababa',
  feasts: [
    fixed('New Year', 1, 1),
    fixed('Genna', 1, 7),
    listed('Timket', '2026-01-19', '2027-01-19', '2028-01-20'),
    fixed('Victory of Adwa', 3, 2),
    pascha('Orthodox Good Friday', -2),
    fixed('Labour Day', 5, 1),
    fixed('Patriots’ Victory Day', 5, 5),
    fixed('Africa Day', 5, 25),
    fixed('Downfall of the Derg', 5, 28),
    fixed('African Union Day', 9, 9),
    listed('Enkutatash', '2026-09-11', '2027-09-12', '2028-09-11'),
    listed('Meskel', '2026-09-27', '2027-09-28', '2028-09-27'),
    fixed('Christmas', 12, 25),
    ISLAMIC.fitr,
    ISLAMIC.adha,
    ISLAMIC.mawlid,
  ],
  source:
    'Ethiopian public holidays with Africa Day and African Union Day; the days of the Muslim feasts depend on the moon.',
};

const THE_HAGUE: CalendarRecipe = {
  id: 'the-hague',
  name: 'The Hague',
  zone: 'Europe/Amsterdam',
  feasts: [
    fixed('New Year', 1, 1),
    easter('Good Friday', -2),
    easter('Easter Monday', 1),
    fixed('King’s Day', 4, 27),
    fixed('Liberation Day', 5, 5),
    easter('Ascension', 39),
    easter('Whit Monday', 50),
    fixed('Christmas', 12, 25),
    fixed('Second Christmas Day', 12, 26),
  ],
  source: 'Dutch public holidays as the central government keeps them.',
};

const GENEVA: CalendarRecipe = {
  id: 'geneva-un',
  name: 'Geneva (United Nations Office)',
  zone: 'Europe/Zurich',
  feasts: [
    fixed('New Year', 1, 1),
    easter('Good Friday', -2),
    easter('Easter Monday', 1),
    easter('Ascension', 39),
    easter('Whit Monday', 50),
    fixed('Swiss National Day', 8, 1),
    // The Thursday after the first Sunday of September.
    { kind: 'nth', name: 'Jeûne genevois', n: 1, weekday: 7, month: 9, plus: 4 },
    fixed('Christmas', 12, 25),
    fixed('Restoration of the Republic', 12, 31),
    ISLAMIC.fitr,
    ISLAMIC.adha,
  ],
  source:
    'Public holidays of the canton of Geneva with the two days of Eid that the United Nations Office keeps; those depend on the moon.',
};

/** The seats whose clocks the shipped rule books run by. Their days are computed at each call; a list once made is plain data. */
export const hostCities = (): readonly WorkingCalendar[] =>
  [BRUSSELS, NEW_YORK, VIENNA, ADDIS_ABABA, THE_HAGUE, GENEVA].map(makeCalendar);
