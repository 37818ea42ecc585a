import type { Refusal as CoreRefusal } from '@entente/consensus';
import type { ProblemCode } from '@entente/contracts';
import { Refusal, type RefusalFacts } from '@entente/nest-platform';

/** What the core refused, as the API says it. */
export function refusalOfProcedure(refusal: CoreRefusal): Refusal {
  return new Refusal(CODES[refusal.code], factsOf(refusal));
}

const CODES: Readonly<Record<CoreRefusal['code'], ProblemCode>> = {
  ALREADY_OPEN: 'ALREADY_OPEN',
  NOT_OPEN: 'NOT_FOUND',
  NONCE_REUSED: 'INPUT_INVALID',
  ALREADY_CLOSED: 'ALREADY_CLOSED',
  WRONG_STATE: 'ACT_NOT_ALLOWED',
  NOT_A_MEMBER: 'NOT_A_MEMBER',
  NO_MANDATE: 'NO_MANDATE',
  WRONG_OFFICE: 'WRONG_OFFICE',
  NOT_FROZEN: 'WRONG_STATE',
  HASH_MISMATCH: 'HASH_MISMATCH',
  NOT_OWNER: 'NOT_OWNER',
  LEVEL_TOO_LOW: 'LEVEL_TOO_LOW',
  SHORTENING_REQUIRES_ALL: 'SHORTENING_REQUIRES_ALL',
  EXTENSION_LIMIT: 'EXTENSION_LIMIT',
  PROXY_LIMIT: 'PROXY_LIMIT',
  HOLD_LIMIT: 'HOLD_LIMIT',
  NOT_ALL_ENDORSED: 'NOT_ALL_ENDORSED',
  RESERVE_LIVE: 'RESERVE_LIVE',
  REASON_REQUIRED: 'REASON_REQUIRED',
  OVERRIDE_REASON_REQUIRED: 'OVERRIDE_REASON_REQUIRED',
  ACT_NOT_ALLOWED: 'ACT_NOT_ALLOWED',
  OBLIGATORY_ABSTENTION: 'OBLIGATORY_ABSTENTION',
  OBJECTION_FINAL: 'OBJECTION_FINAL',
  NOTHING_THERE: 'NOT_FOUND',
  ID_TAKEN: 'ALREADY_EXISTS',
  INSTANT_UNFIT: 'INSTANT_UNFIT',
  ELECTORATE_FROZEN: 'ELECTORATE_FROZEN',
  RESERVE_UNKNOWN: 'NOT_FOUND',
  RESERVE_ENDED: 'RESERVE_ENDED',
  RESERVE_EXISTS: 'ALREADY_EXISTS',
  LEAVE_REQUIRED: 'LEAVE_REQUIRED',
  LANGUAGE_REQUIRED: 'INPUT_INVALID',
  TOO_LATE_OR_EARLY: 'ACT_NOT_ALLOWED',
  TEXT_REQUIRED: 'INPUT_INVALID',
  RULE_INPUT: 'RULE_INPUT',
};

const words = (name: string): string => name.replaceAll('_', ' ');
const when = (ms: number): string => new Date(ms).toISOString();

type FactsOf = {
  readonly [Code in CoreRefusal['code']]?: (refusal: Extract<CoreRefusal, { code: Code }>) => RefusalFacts;
};

/** What a client cannot know from the code alone. */
function factsOf(refusal: CoreRefusal): RefusalFacts {
  // Each entry of the table takes the refusal of its own key; TypeScript cannot follow that through the lookup.
  const facts = FACTS[refusal.code] as ((refusal: CoreRefusal) => RefusalFacts) | undefined;
  return facts?.(refusal) ?? {};
}

const reserves = (refusal: { readonly reserves: readonly string[] }): RefusalFacts => ({
  faults: refusal.reserves.map((id) => ({ at: 'reserve', message: id })),
});
const field = (at: string, message: string) => (): RefusalFacts => ({ faults: [{ at, message }] });

const FACTS: FactsOf = {
  ALREADY_CLOSED: ({ state, closedAt }) => ({ detail: `It ended ${words(state)} at ${when(closedAt)}.` }),
  WRONG_STATE: ({ state }) => ({ detail: `The procedure is ${words(state)}.` }),
  HASH_MISMATCH: ({ packageHash }) => ({ detail: `The procedure is on ${packageHash}.` }),
  INSTANT_UNFIT: ({ bound }) => ({ detail: `The bound is ${when(bound)}.` }),
  NO_MANDATE: ({ proxyOf }): RefusalFacts =>
    proxyOf === undefined ? {} : { detail: `Your delegation holds no proxy of ${proxyOf}.` },
  WRONG_OFFICE: ({ office }) => ({ detail: `That is for the ${office}.` }),
  RULE_INPUT: ({ fault }): RefusalFacts => {
    const whom = 'partners' in fault && fault.partners.length > 0 ? ` (${fault.partners.join(', ')})` : '';
    return { detail: `The terms are faulty: ${words(fault.code)}${whom}.` };
  },
  RESERVE_LIVE: reserves,
  OVERRIDE_REASON_REQUIRED: reserves,
  TOO_LATE_OR_EARLY: ({ stage }) => ({ detail: `The decision is ${words(stage)}.` }),
  NONCE_REUSED: field('body.nonce', 'stands for another act already'),
  LANGUAGE_REQUIRED: field('body.language', 'names the version that is wrong'),
  TEXT_REQUIRED: field('body.text', 'says nothing'),
};
