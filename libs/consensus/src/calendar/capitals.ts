import type { Feast } from './feasts.js';
import { easter, fixed, listed, makeCalendar, nth, pascha } from './host-cities.js';
import type { WorkingCalendar } from './working-calendar.js';

/** Days that many states keep, by a letter each, so that one line tells a capital. */
const SHARED: Readonly<Record<string, Feast>> = {
  N: fixed('New Year', 1, 1),
  E: fixed('Epiphany', 1, 6),
  T: easter('Maundy Thursday', -3),
  G: easter('Good Friday', -2),
  M: easter('Easter Monday', 1),
  L: fixed('Labour Day', 5, 1),
  A: easter('Ascension', 39),
  W: easter('Whit Monday', 50),
  C: easter('Corpus Christi', 60),
  V: fixed('Assumption', 8, 15),
  S: fixed('All Saints', 11, 1),
  I: fixed('Immaculate Conception', 12, 8),
  '4': fixed('Christmas Eve', 12, 24),
  '5': fixed('Christmas', 12, 25),
  '6': fixed('Second Christmas Day', 12, 26),
  '1': fixed('New Year’s Eve', 12, 31),
};

/**
 * One line a capital: code, city, zone, letters of {@link SHARED}, its own days, and those that follow a weekday or a list.
 * Own days: `10-26 Name`; `03-03> Name` moves from a weekend to the next free day, `07-04~ Name` to the nearest weekday;
 * `P-48 Name` is counted from orthodox Easter.
 */
type Line = readonly [
  code: string,
  city: string,
  zone: string,
  shared: string,
  own: string,
  more?: readonly Feast[],
];

const MIDSUMMER = listed('Midsummer Eve', '2026-06-19', '2027-06-25', '2028-06-23');

const LINES: readonly Line[] = [
  ['AT', 'Vienna', 'Europe/Vienna', 'NEMLAWCVSI56', '10-26 National Day'],
  ['BE', 'Brussels', 'Europe/Brussels', 'NMLAWVS5', '07-21 National Day; 11-11 Armistice'],
  [
    'BG',
    'Sofia',
    'Europe/Sofia',
    'NL456',
    '03-03> Liberation Day; P-2 Good Friday; P+1 Easter Monday; 05-06> St George; 05-24> Education and Culture; 09-06> Unification; 09-22> Independence',
  ],
  [
    'CY',
    'Nicosia',
    'Asia/Nicosia',
    'NELV56',
    'P-48 Green Monday; 03-25 Greek Independence; 04-01 Cyprus National Day; P-2 Good Friday; P+1 Easter Monday; P+50 Whit Monday; 10-01 Independence Day; 10-28 Ohi Day',
  ],
  [
    'CZ',
    'Prague',
    'Europe/Prague',
    'NGML456',
    '05-08 Victory Day; 07-05 Cyril and Methodius; 07-06 Jan Hus; 09-28 Statehood; 10-28 Independence; 11-17 Freedom and Democracy',
  ],
  ['DE', 'Berlin', 'Europe/Berlin', 'NGMLAW56', '03-08 Women’s Day; 10-03 German Unity'],
  ['DK', 'Copenhagen', 'Europe/Copenhagen', 'NTGMAW56', '06-05 Constitution Day'],
  [
    'EE',
    'Tallinn',
    'Europe/Tallinn',
    'NGL456',
    '02-24 Independence; 06-23 Victory Day; 06-24 Midsummer; 08-20 Restoration',
  ],
  [
    'EL',
    'Athens',
    'Europe/Athens',
    'NELV56',
    'P-48 Clean Monday; 03-25 Independence; P-2 Good Friday; P+1 Easter Monday; P+50 Whit Monday; 10-28 Ohi Day',
  ],
  [
    'ES',
    'Madrid',
    'Europe/Madrid',
    'NETGLVSI5',
    '05-02 Madrid; 05-15 San Isidro; 10-12 National Day; 11-09 Almudena; 12-06 Constitution',
  ],
  ['FI', 'Helsinki', 'Europe/Helsinki', 'NEGMLA456', '12-06 Independence', [MIDSUMMER]],
  ['FR', 'Paris', 'Europe/Paris', 'NMLAWVS5', '05-08 Victory 1945; 07-14 National Day; 11-11 Armistice'],
  [
    'HR',
    'Zagreb',
    'Europe/Zagreb',
    'NEMLCVS56',
    '05-30 Statehood; 06-22 Anti-Fascist Struggle; 08-05 Victory Day; 11-18 Remembrance',
  ],
  ['HU', 'Budapest', 'Europe/Budapest', 'NGMLWS456', '03-15 1848; 08-20 St Stephen; 10-23 1956'],
  [
    'IE',
    'Dublin',
    'Europe/Dublin',
    'NM56',
    '03-17 St Patrick',
    [
      nth('St Brigid', 1, 1, 2),
      nth('May Day', 1, 1, 5),
      nth('June Holiday', 1, 1, 6),
      nth('August Holiday', 1, 1, 8),
      nth('October Holiday', -1, 1, 10),
    ],
  ],
  ['IT', 'Rome', 'Europe/Rome', 'NEMLVSI56', '04-25 Liberation; 06-02 Republic; 06-29 Peter and Paul'],
  [
    'LT',
    'Vilnius',
    'Europe/Vilnius',
    'NMLVS456',
    '02-16 State Restored; 03-11 Independence Restored; 06-24 St John; 07-06 Statehood; 11-02 All Souls',
  ],
  ['LU', 'Luxembourg', 'Europe/Luxembourg', 'NMLAWVS56', '05-09 Europe Day; 06-23 National Day'],
  [
    'LV',
    'Riga',
    'Europe/Riga',
    'NGML4561',
    '05-04> Independence Restored; 06-23 Midsummer Eve; 06-24 Midsummer; 11-18> Proclamation',
  ],
  [
    'MT',
    'Valletta',
    'Europe/Malta',
    'NGLVI5',
    '02-10 Shipwreck of St Paul; 03-19 St Joseph; 03-31 Freedom Day; 06-07 Sette Giugno; 06-29 Peter and Paul; 09-08 Victory Day; 09-21 Independence; 12-13 Republic',
  ],
  ['NL', 'The Hague', 'Europe/Amsterdam', 'NGMAW56', '04-27 King’s Day; 05-05 Liberation Day'],
  ['PL', 'Warsaw', 'Europe/Warsaw', 'NEMLCVS456', '05-03 Constitution; 11-11 Independence'],
  [
    'PT',
    'Lisbon',
    'Europe/Lisbon',
    'NGLCVSI5',
    '04-25 Freedom; 06-10 Portugal; 06-13 St Anthony; 10-05 Republic; 12-01 Independence',
  ],
  [
    'RO',
    'Bucharest',
    'Europe/Bucharest',
    'NEL56V',
    '01-02 Day after New Year; 01-07 St John; 01-24 Union; P-2 Good Friday; P+1 Easter Monday; 06-01 Children’s Day; P+50 Whit Monday; 11-30 St Andrew; 12-01 National Day',
  ],
  ['SE', 'Stockholm', 'Europe/Stockholm', 'NEGMLA4561', '06-06 National Day', [MIDSUMMER]],
  [
    'SI',
    'Ljubljana',
    'Europe/Ljubljana',
    'NMLVS56',
    '01-02 Day after New Year; 02-08 Prešeren; 04-27 Resistance; 05-02 Labour Day (second); 06-25 Statehood; 10-31 Reformation',
  ],
  [
    'SK',
    'Bratislava',
    'Europe/Bratislava',
    'NEGMLS456',
    '07-05 Cyril and Methodius; 08-29 Uprising; 09-15 Our Lady of Sorrows',
  ],
  [
    'AU',
    'Canberra',
    'Australia/Sydney',
    'GM',
    '01-01> New Year; 01-26> Australia Day; 04-25> Anzac Day; 12-25> Christmas; 12-26> Boxing Day',
    [
      nth('Canberra Day', 2, 1, 3),
      listed('Reconciliation Day', '2026-06-01', '2027-05-31', '2028-05-29'),
      nth('King’s Birthday', 2, 1, 6),
      nth('Labour Day', 1, 1, 10),
    ],
  ],
  [
    'CA',
    'Ottawa',
    'America/Toronto',
    'GM',
    '01-01> New Year; 07-01> Canada Day; 09-30> Truth and Reconciliation; 11-11> Remembrance Day; 12-25> Christmas; 12-26> Boxing Day',
    [
      listed('Victoria Day', '2026-05-18', '2027-05-24', '2028-05-22'),
      nth('Civic Holiday', 1, 1, 8),
      nth('Labour Day', 1, 1, 9),
      nth('Thanksgiving', 2, 1, 10),
    ],
  ],
  ['CH', 'Berne', 'Europe/Zurich', 'NGMAW56', '01-02 Berchtold’s Day; 08-01 National Day'],
  [
    'GB',
    'London',
    'Europe/London',
    'GM',
    '01-01> New Year; 12-25> Christmas; 12-26> Boxing Day',
    [
      nth('Early May Bank Holiday', 1, 1, 5),
      nth('Spring Bank Holiday', -1, 1, 5),
      nth('Summer Bank Holiday', -1, 1, 8),
    ],
  ],
  ['NO', 'Oslo', 'Europe/Oslo', 'NTGMLAW56', '05-17 Constitution Day'],
  [
    'US',
    'Washington',
    'America/New_York',
    '',
    '01-01~ New Year; 06-19~ Juneteenth; 07-04~ Independence Day; 11-11~ Veterans Day; 12-25~ Christmas',
    [
      nth('Martin Luther King Day', 3, 1, 1),
      nth('Washington’s Birthday', 3, 1, 2),
      nth('Memorial Day', -1, 1, 5),
      nth('Labor Day', 1, 1, 9),
      nth('Columbus Day', 2, 1, 10),
      nth('Thanksgiving', 4, 4, 11),
    ],
  ],
];

const OWN = /^(?:P([+-]\d+)|(\d\d)-(\d\d)([>~]?)) (.+)$/;

function ownDay(written: string): Feast {
  const [, fromEaster, month, day, mark, name] = OWN.exec(written) ?? [];
  if (name === undefined) throw new Error(`not a day of a capital: ${written}`);
  if (fromEaster !== undefined) return pascha(name, Number(fromEaster));
  const moves = mark === '>' ? 'next' : mark === '~' ? 'nearest' : 'none';
  return fixed(name, Number(month), Number(day), moves);
}

/** The working calendars of capitals, by `capital-xx`; they tell when an answer can be expected, never what is in time. */
export const capitals = (): readonly WorkingCalendar[] =>
  LINES.map(([code, city, zone, shared, own, more]) =>
    makeCalendar({
      id: `capital-${code.toLowerCase()}`,
      name: `${city} (${code})`,
      zone,
      feasts: [
        ...shared.split('').flatMap((letter) => SHARED[letter] ?? []),
        ...own
          .split('; ')
          .filter((day) => day !== '')
          .map(ownDay),
        ...(more ?? []),
      ],
      source: 'Public holidays by the pattern of the national law.',
    }),
  );
