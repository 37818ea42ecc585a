import { err, ok, type Result } from '@entente/kernel';
import type { Terms } from '../procedure/terms.js';
import { unweighed, weightTableAt, type WeightTable } from '../rulebook/weights.js';
import { memberOf } from './procedure-command.js';
import type { ProcedureVector, VectorWeightTable } from './procedure.js';

export type WeighedSeats = Pick<Terms, 'members' | 'weightTable'>;

/** Vectors have tables of one body alone. */
const FAMILY = 'vector';

/** The electorate with the weights of the day of opening, as opening by a rule book takes them (SPEC R133, R196); else the code of the fault. */
export function seatsOf({
  electorate,
  weightTables,
  openedAt,
}: ProcedureVector['procedure']): Result<WeighedSeats, string> {
  const members = electorate.map(memberOf);
  if (weightTables === undefined) return ok({ members, weightTable: null });
  const table = weightTableAt(weightTables.map(tableOf), FAMILY, openedAt);
  if (!table.ok) return err(table.error.code);
  const { id, weights } = table.value;
  const partners = members.map(({ partner }) => partner);
  if (unweighed(table.value, partners).length > 0) return err('weight_missing');
  return ok({
    members: members.map((member) => ({ ...member, weight: weights[member.partner] ?? 0 })),
    weightTable: id,
  });
}

const tableOf = ({ id, zone, validFrom, validTo, weights }: VectorWeightTable): WeightTable => ({
  id,
  family: FAMILY,
  name: id,
  zone,
  validFrom,
  validTo: validTo ?? null,
  weights: Object.fromEntries(weights),
  checksum: 0,
  source: '',
});
