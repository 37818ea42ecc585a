import { err, ok, type DelegationCode, type Instant, type Result } from '@entente/kernel';
import { inZone, isCivilDate, isZone, plusDays, type CivilDate } from '../calendar/civil.js';

/**
 * The weights of a body for a span of days. A table is never corrected: it is replaced by the next of its family, valid from a day.
 * `checksum`: the sum that the source states, so that a slip of one digit is found.
 */
export interface WeightTable {
  readonly id: string;
  /** What rule books name; of a family, the table valid on the day of opening is taken. */
  readonly family: string;
  readonly name: string;
  readonly zone: string;
  readonly validFrom: CivilDate;
  /** Last day; null: until the next. */
  readonly validTo: CivilDate | null;
  readonly weights: Readonly<Record<string, number>>;
  readonly checksum: number;
  readonly source: string;
}

export const WEIGHT_FAULTS = [
  'no_weight',
  'weight_not_whole',
  'checksum_differs',
  'weights_too_large',
  'zone_unknown',
  'valid_malformed',
  'tables_overlap',
  'tables_gap',
  'table_twice',
] as const;

/** `table`: the id of the table; `at`: the code or the day that it concerns, or ''. */
export interface WeightFault {
  readonly code: (typeof WEIGHT_FAULTS)[number];
  readonly table: string;
  readonly at: string;
}

/** What is wrong with one table by itself. */
export function weightTableFaults(table: WeightTable): readonly WeightFault[] {
  return [...numberFaults(table), ...validityFaults(table)];
}

function numberFaults({ id, weights, checksum }: WeightTable): WeightFault[] {
  const entries = Object.entries(weights);
  if (entries.length === 0) return [{ code: 'no_weight', table: id, at: '' }];
  const broken = entries.filter(([, weight]) => !Number.isSafeInteger(weight) || weight < 1);
  if (broken.length > 0) return broken.map(([code]) => ({ code: 'weight_not_whole', table: id, at: code }));
  const sum = entries.reduce((total, [, weight]) => total + BigInt(weight), 0n);
  if (sum > BigInt(Number.MAX_SAFE_INTEGER)) return [{ code: 'weights_too_large', table: id, at: '' }];
  return sum === BigInt(Number.isSafeInteger(checksum) ? checksum : -1)
    ? []
    : [{ code: 'checksum_differs', table: id, at: sum.toString() }];
}

function validityFaults({ id, zone, validFrom, validTo }: WeightTable): WeightFault[] {
  const faults: WeightFault[] = [];
  if (!isZone(zone)) faults.push({ code: 'zone_unknown', table: id, at: zone });
  const malformed =
    !isCivilDate(validFrom) || (validTo !== null && (!isCivilDate(validTo) || validTo < validFrom));
  if (malformed) faults.push({ code: 'valid_malformed', table: id, at: `${validFrom}/${validTo ?? ''}` });
  return faults;
}

/**
 * What is wrong with the tables of one family together: a day with two tables, or, between the first and the last, with none. Then no
 * table is chosen for that day (SPEC R133).
 */
export function familyFaults(tables: readonly WeightTable[]): readonly WeightFault[] {
  const ordered = [...tables].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  return ordered.flatMap((table, index): readonly WeightFault[] => {
    const next = ordered[index + 1];
    if (next === undefined) return [];
    if (next.id === table.id) return [{ code: 'table_twice', table: table.id, at: '' }];
    // Open-ended with a successor: both would be valid from its first day on.
    if (table.validTo === null || table.validTo >= next.validFrom) {
      return [{ code: 'tables_overlap', table: next.id, at: next.validFrom }];
    }
    const free = plusDays(table.validTo, 1);
    return free < next.validFrom ? [{ code: 'tables_gap', table: next.id, at: free }] : [];
  });
}

/** Why there is no table to weigh by. */
export type WeightRefusal =
  | { readonly code: 'weights_unknown'; readonly family: string }
  | { readonly code: 'weights_not_valid_then'; readonly family: string; readonly day: CivilDate }
  | { readonly code: 'weights_ambiguous'; readonly family: string; readonly day: CivilDate };

/** The table of the family that is valid on the day of `openedAt` in its zone (DOMAIN §1.3.3: by opening date). */
export function weightTableAt(
  tables: readonly WeightTable[],
  family: string,
  openedAt: Instant,
): Result<WeightTable, WeightRefusal> {
  const own = tables.filter((table) => table.family === family);
  const [first] = own;
  if (first === undefined) return err({ code: 'weights_unknown', family });
  const valid = own.filter((table) => {
    const day = inZone(openedAt, table.zone).date;
    return table.validFrom <= day && (table.validTo === null || day <= table.validTo);
  });
  const [chosen, ...others] = valid;
  const day = inZone(openedAt, first.zone).date;
  if (chosen === undefined) return err({ code: 'weights_not_valid_then', family, day });
  return others.length === 0 ? ok(chosen) : err({ code: 'weights_ambiguous', family, day });
}

/** Members that a table has no weight for. */
export const unweighed = (
  { weights }: WeightTable,
  partners: readonly DelegationCode[],
): readonly DelegationCode[] => partners.filter((partner) => weights[partner] === undefined);

/** DOMAIN §1.6: Eurostat, population on 1 January 2024, first release. */
const EU27: Readonly<Record<string, number>> = {
  BE: 11_832_049,
  BG: 6_445_481,
  CZ: 10_900_555,
  DK: 5_961_249,
  DE: 83_445_000,
  EE: 1_374_687,
  IE: 5_343_805,
  EL: 10_397_193,
  ES: 48_610_458,
  FR: 68_401_997,
  HR: 3_861_967,
  IT: 58_989_749,
  CY: 933_505,
  LV: 1_871_882,
  LT: 2_885_891,
  LU: 672_050,
  HU: 9_584_627,
  MT: 563_443,
  NL: 17_942_942,
  AT: 9_158_750,
  PL: 36_620_970,
  PT: 10_639_726,
  RO: 19_064_409,
  SI: 2_123_949,
  SK: 5_424_687,
  FI: 5_603_851,
  SE: 10_551_707,
};

/** The tables that are shipped. Editable defaults: the legally applicable figures are those of Annex III for the year. */
export const shippedWeightTables = (): readonly WeightTable[] => [
  {
    id: 'EU27-EUROSTAT-2024-01-01',
    family: 'EU27-POPULATION',
    name: 'Population of the member states of the European Union on 1 January 2024',
    zone: 'Europe/Brussels',
    validFrom: '2025-01-01',
    validTo: null,
    weights: EU27,
    checksum: 449_206_579,
    source:
      'Eurostat, first release of July 2024; the total is the one that Eurostat published. The figures in law are those of Annex III to the Rules of Procedure of the Council, replaced each 1 January: copy, correct, activate.',
  },
];
