import { STANCES } from '../count/ballot.js';
import { OUTCOMES } from '../count/count.js';
import { QUORUM_SHARES } from '../count/electorate.js';
import { NOTES, REASONS } from '../count/reason.js';
import { RULE_FAULTS } from '../rule/fault.js';
import {
  anyNumber,
  anyOf,
  flag,
  listOf,
  mapOf,
  objectOf,
  oneOf,
  optional,
  text,
  whole,
  type ReadOf,
} from './read.js';
import { partner, readRule } from './read-rule.js';

const stance = oneOf(STANCES);
const outcome = oneOf(OUTCOMES);
const positions = mapOf(stance);
const cells = objectOf({ targets: mapOf(positions) });

const member = objectOf({
  id: partner,
  weight: anyNumber,
  permanent: optional(flag),
  obligatoryAbstention: optional(flag),
});

const proxy = objectOf({
  giver: partner,
  holder: partner,
  says: optional(oneOf([...STANCES.filter((one) => one !== 'absent'), 'as_holder'] as const)),
});

/** What a vector expects; what is absent is not checked. */
const expected = objectOf({
  outcome: optional(outcome),
  inFavour: optional(whole(0)),
  weightInFavour: optional(whole(0)),
  reasons: optional(listOf(oneOf(REASONS))),
  notes: optional(listOf(oneOf(NOTES))),
  notBound: optional(listOf(partner)),
  launched: optional(listOf(text)),
  dropped: optional(listOf(text)),
  parts: optional(mapOf(outcome)),
  /** Tests by name: the margin of each. */
  margins: optional(mapOf(anyNumber)),
  /** Of an electorate that was reduced: what it would have been. */
  withRemoved: optional(outcome),
  flips: optional(flag),
  /** Codes of all faults of the rule for this electorate. */
  faults: optional(listOf(oneOf(RULE_FAULTS))),
});

/** One vector of a file of kind `decision`; libs/consensus/vectors/README.md describes the form. */
export const decisionVector = objectOf({
  name: text,
  rule: readRule,
  members: listOf(member),
  notParticipating: optional(listOf(partner)),
  suspended: optional(listOf(partner)),
  quorum: optional(
    anyOf(`a number of members, or one of ${QUORUM_SHARES.join(', ')}`, anyNumber, oneOf(QUORUM_SHARES)),
  ),
  positions: optional(positions),
  targets: optional(mapOf(positions)),
  parts: optional(mapOf(anyOf('positions, or {targets}', cells, positions))),
  proxies: optional(listOf(proxy)),
  removed: optional(listOf(objectOf({ partner, how: oneOf(['left', 'suspended'] as const) }))),
  expected,
});

export type DecisionVector = ReadOf<typeof decisionVector>;
