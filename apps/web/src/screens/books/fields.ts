import {
  OPENERS,
  OPT_OUTS,
  PARTIES_TO_DISPUTE,
  POLICIES,
  PROCEDURE_KINDS,
  QUORUM_SHARES,
  RESERVES,
  USES_OF_SILENCE,
} from '@entente/consensus';
import type { BookKind } from '@entente/contracts';

/** How a field is written and read by people. `structure`: as JSON; `days`, `weights`: a line each. */
export type FieldForm =
  | 'line'
  | 'prose'
  | 'flag'
  | 'number'
  | 'period'
  | 'rule'
  | 'optionalRule'
  | 'optionalLine'
  | 'codes'
  | 'days'
  | 'weights'
  | 'weekdays'
  | 'lanes'
  | 'hold'
  | 'derogation'
  | 'review'
  | 'structure'
  | 'choice'
  | 'several';

export interface BookField {
  /** Path in the content; its name in the catalogue is `book.field.` and the path. */
  readonly path: FieldPath;
  readonly form: FieldForm;
  readonly choices?: readonly string[];
}

const RULEBOOK = [
  ['name', 'line'],
  ['body', 'line'],
  ['basis', 'prose'],
  ['kind', 'choice', PROCEDURE_KINDS],
  ['rule', 'rule'],
  ['fallback', 'optionalRule'],
  ['quorum', 'choice', QUORUM_SHARES],
  ['weights', 'optionalLine'],
  ['permanent', 'codes'],
  ['partyToDispute', 'choice', PARTIES_TO_DISPUTE],
  ['opens', 'several', OPENERS],
  ['clock.calendar', 'optionalLine'],
  ['clock.zone', 'line'],
  ['clock.lanes', 'lanes'],
  ['clock.minimum', 'period'],
  ['clock.reissueMinimum', 'period'],
  ['clock.inclusive', 'flag'],
  ['clock.maxExtensions', 'number'],
  ['useOfSilence', 'choice', USES_OF_SILENCE],
  ['onObjection', 'choice', ['terminate', 'suspend']],
  ['hold', 'hold'],
  ['reasonsRequired', 'flag'],
  ['nameObjectors', 'flag'],
  ['positionVisibility', 'choice', ['all', 'chair_and_secretariat', 'own']],
  ['severable', 'flag'],
  ['allowAbstain', 'flag'],
  ['allowConstructive', 'flag'],
  ['optOut', 'choice', OPT_OUTS],
  ['emergencyBrake', 'flag'],
  ['proxiesPerHolder', 'number'],
  ['joiners', 'choice', ['excluded', 'pending_matters']],
  ...RESERVES.map((kind) => [`reservePolicy.${kind}`, 'choice', POLICIES] as const),
  ['recallWindow', 'period'],
  ['derogation', 'derogation'],
  ['review', 'review'],
  ['vectors', 'structure'],
] as const;

const CALENDAR = [
  ['name', 'line'],
  ['zone', 'line'],
  ['weekdays', 'weekdays'],
  ['opens', 'line'],
  ['closes', 'line'],
  ['covers.from', 'line'],
  ['covers.to', 'line'],
  ['holidays', 'days'],
  ['source', 'prose'],
] as const;

const WEIGHTS = [
  ['name', 'line'],
  ['family', 'line'],
  ['zone', 'line'],
  ['validFrom', 'line'],
  ['validTo', 'optionalLine'],
  ['weights', 'weights'],
  ['checksum', 'number'],
  ['source', 'prose'],
] as const;

type Row = (typeof RULEBOOK)[number] | (typeof CALENDAR)[number] | (typeof WEIGHTS)[number];
export type FieldPath = Row[0];

/** The fields of a kind, in the order in which people read them: one table for the words, the form and the comparison. */
export function fieldsOf(kind: BookKind): readonly BookField[] {
  const rows: readonly Row[] = { rulebook: RULEBOOK, calendar: CALENDAR, weights: WEIGHTS }[kind];
  return rows.map((row) => {
    const [path, form] = row;
    const choices = row.length > 2 ? row[2] : undefined;
    return choices === undefined ? { path, form } : { path, form, choices };
  });
}

/** The value at a path of a content. */
export function valueAt(content: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, step) => (value as Readonly<Record<string, unknown>>)[step], content);
}

/** The content with another value at a path. */
export function withValue<Content extends object>(content: Content, path: string, value: unknown): Content {
  const [first = '', ...rest] = path.split('.');
  const inner =
    rest.length === 0 ? value : withValue(valueAt(content, first) as object, rest.join('.'), value);
  return { ...content, [first]: inner };
}

/** Whether a fault at `at` belongs under the field: at it, or somewhere inside. */
export const isWithin = (at: string, path: string): boolean => at === path || at.startsWith(`${path}.`);
