import { err, type DelegationCode, type Result } from '@entente/kernel';
import { RULE_IDS, type Excluded, type Rule } from '../rule/rule.js';
import {
  anyNumber,
  anyOf,
  flag,
  isObject,
  listOf,
  objectOf,
  oneOf,
  optional,
  text,
  type Read,
  type VectorFault,
} from './read.js';

/** A delegation's code: any name that the file gives its members. */
export const partner: Read<DelegationCode> = (value, at) =>
  // A code is whatever the members of the same vector are called; that they are is checked with them.
  text(value, at) as Result<DelegationCode, VectorFault>;

/** A state left out, by its code alone or with the ground. */
const excluded: Read<Excluded> = anyOf(
  'a code, or {partner, ground}',
  (value, at) => {
    const found = partner(value, at);
    return found.ok ? { ok: true, value: { partner: found.value, ground: 'not given' } } : found;
  },
  objectOf({ partner, ground: (value) => ({ ok: true, value: typeof value === 'string' ? value : '' }) }),
);

const id = oneOf(RULE_IDS);
/** Inputs of the rules that take some. Numbers are read as they are: a bad one is the rule's fault, and may be what is tested. */
const INPUTS: Readonly<Partial<Record<Rule['id'], Read<unknown>>>> = {
  QMV_72_65: objectOf({ id, rescue: optional(flag) }),
  CONSENSUS_MINUS_K: objectOf({ id, k: anyNumber, excluded: listOf(excluded) }),
  WEIGHTED: objectOf({ id, num: anyNumber, den: anyNumber }),
  MATRIX: objectOf({ id, minPartners: anyNumber, minTargets: anyNumber }),
  REVERSE_CONSENSUS: objectOf({ id, days: anyNumber }),
  COMPOSITE: objectOf({
    id,
    parts: listOf(objectOf({ name: (value, at) => text(value, at), rule: readRule })),
  }),
};

/** One composite within a composite is read, as the fault that it is; deeper is nonsense, or an attack on the stack. */
const DEEPEST = 3;

/** A rule of DOMAIN §1.3.2 with exactly its inputs. */
export function readRule(value: unknown, at: string): Result<Rule, VectorFault> {
  if (!isObject(value)) return err({ at, message: 'give a rule: an object with an id' });
  if (at.split('.parts[').length > DEEPEST) {
    return err({ at, message: 'give parts that are not composite: they may not be nested' });
  }
  const known = id(value['id'], `${at}.id`);
  if (!known.ok) return known;
  const read = INPUTS[known.value] ?? objectOf({ id });
  // Each entry of the table reads the inputs of the rule with that id.
  return read(value, at) as Result<Rule, VectorFault>;
}
