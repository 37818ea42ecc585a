import {
  NOTES,
  OUTCOMES,
  REASONS,
  STANCES,
  type CompositeCount,
  type Count,
  type MatrixCount,
  type SingleCount,
  type Tally,
  type Test,
} from '@entente/consensus';
import { z } from 'zod';
import { delegationCode } from './primitives.js';
import { compositeRule, matrixRule, singleRule } from './rulebook-content.js';

/** The arithmetic of a count as it crosses the wire: the core’s `Count`, strict (SPEC R38). */
const whole = z.int();
const tally = z.strictObject({
  partners: z.array(delegationCode),
  members: whole,
  weight: whole,
}) satisfies z.ZodType<Tally>;

const TESTS = [
  'electorate',
  'quorum',
  'nobody_against',
  'nobody_absent',
  'somebody_in_favour',
  'constructive_members_below_third',
  'constructive_weight_below_third',
  'all_in_favour',
  'no_objection',
  'excluded_within_k',
  'share_of_members',
  'share_of_weight',
  'no_blocking_minority',
  'nine_votes',
  'no_veto',
  'share_of_cast',
  'more_than_against',
  'not_all_against',
  'launchable_targets',
  'parts_adopted',
] as const satisfies readonly Test['test'][];

const test = z.strictObject({
  test: z.enum(TESTS),
  unit: z.enum(['members', 'weight', 'targets', 'parts']),
  sense: z.enum(['at_least', 'at_most']),
  have: whole,
  need: whole,
  margin: whole,
  holds: z.boolean(),
  excused: z.boolean(),
}) satisfies z.ZodType<Test>;

const base = {
  outcome: z.enum(OUTCOMES),
  adopted: z.boolean(),
  tests: z.array(test),
  reasons: z.array(z.enum(REASONS)),
  notes: z.array(z.enum(NOTES)),
  notBound: z.array(delegationCode),
  full: tally,
  electorate: tally,
};

export const stance = z.enum(STANCES);

const singleCount = z.strictObject({
  ...base,
  rule: singleRule,
  stances: z.record(stance, tally),
}) satisfies z.ZodType<SingleCount>;

const target = z.strictObject({ target: z.string(), launched: z.boolean(), in: tally, short: whole });
const matrixCount = z.strictObject({
  ...base,
  rule: matrixRule,
  targets: z.array(target),
}) satisfies z.ZodType<MatrixCount>;

const partCount = z.union([singleCount, matrixCount]);
const compositeCount = z.strictObject({
  ...base,
  rule: compositeRule,
  parts: z.array(z.strictObject({ name: z.string(), count: partCount })),
}) satisfies z.ZodType<CompositeCount>;

export const count = z.union([singleCount, matrixCount, compositeCount]) satisfies z.ZodType<Count>;
