import { problems, type Problem, type ProblemCode } from '@entente/contracts';

/** `OFFLINE`: no answer at all, so nothing is known of what the server did. */
export type FailureCode = ProblemCode | 'OFFLINE';

type Facts = Pick<Problem, 'detail' | 'faults' | 'reference' | 'retryAfter'> & { code: FailureCode };

/** The one error that calls throw. What it means in words stands in the catalogue, by code. */
export class ApiFailure extends Error {
  readonly facts: Facts;

  constructor(facts: Facts) {
    super(facts.code);
    this.name = 'ApiFailure';
    this.facts = facts;
  }

  get code(): FailureCode {
    return this.facts.code;
  }
}

/** Whether a body is one of our problems; it comes over the network, so it is checked. */
export function isProblem(body: unknown): body is Problem {
  if (typeof body !== 'object' || body === null || !('code' in body)) return false;
  return typeof body.code === 'string' && Object.hasOwn(problems, body.code);
}

/** Facts of whatever was thrown: a defect in this page shows as `INTERNAL`. */
export function factsOf(error: unknown): Facts {
  return error instanceof ApiFailure ? error.facts : { code: 'INTERNAL' };
}

/** Whether trying the same again can help. */
export function mayRetry(error: unknown): boolean {
  return error instanceof ApiFailure && (error.code === 'OFFLINE' || error.code === 'UNAVAILABLE');
}
