import { type RefusalCode, refusals, type Refused } from '@entente/contracts';

/** A refusal with what the client should do about it, which follows from the code alone. */
export function refused(code: RefusalCode): Refused {
  return { verdict: 'refused', code, retry: refusals[code] };
}
