import type { Problem, ProblemCode } from '@entente/contracts';

/** The facts that go with a refusal; the sentence and the status come from the contracts' `problems`. */
export interface RefusalFacts {
  readonly detail?: string;
  readonly faults?: NonNullable<Problem['faults']>;
  /** Seconds to wait, for 429 and 503. */
  readonly retryAfter?: number;
}

/**
 * How a controller says no: thrown at the rim only, made from the code of a `Result`, turned into problem+json by the one
 * filter (STYLE §4.7). Inside a use case a refusal is a value.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: ProblemCode,
    readonly facts: RefusalFacts = {},
  ) {
    super(code);
  }
}
