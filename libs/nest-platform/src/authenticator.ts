import type { Request } from 'express';
import type { Authentication } from './route-input.js';

/**
 * Who is calling. Each application provides its own: the drafting server through passport, the annex store by its tokens.
 * Throws the `Refusal` to answer with (`SIGN_IN_REQUIRED`, `SESSION_ENDED`) where nobody is.
 */
export abstract class Authenticator {
  abstract authenticate(request: Request): Promise<Authentication>;
}
