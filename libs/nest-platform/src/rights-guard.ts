import { may, mayEver, type Actor, type Action, type Denial } from '@entente/access';
import type { Route } from '@entente/contracts';
import { instant } from '@entente/kernel';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { PinoLogger } from 'nestjs-pino';
import { Authenticator } from './authenticator.js';
import { PUBLIC, ROUTE, SUBJECT_LATER } from './implements.js';
import { parsePart } from './parse.js';
import { Refusal } from './refusal.js';
import { stateOf } from './route-input.js';
import { SubjectRegistry } from './subject-registry.js';

const SENTENCES = {
  role: 'None of your roles allows this.',
  delegation: 'A delegation of this kind does not do this.',
  mandate: 'You hold no mandate for this at this time.',
  owner: 'Only the owning delegation may do this.',
} as const;

/** The refusal for a denial of the access core: `NOT_FOUND` says nothing more, by intent (SECURITY §4.3). */
export function refusalOf(denial: Denial): Refusal {
  if (denial.code === 'NOT_FOUND') return new Refusal('NOT_FOUND');
  if (denial.reason === 'mandate') return new Refusal('NO_MANDATE', { detail: SENTENCES.mandate });
  if (denial.reason === 'owner') return new Refusal('NOT_OWNER', { detail: SENTENCES.owner });
  return new Refusal('FORBIDDEN', { detail: SENTENCES[denial.reason] });
}

/**
 * Asks access before anything else happens: who calls, whether they may ever do this, and whether they may do it to this
 * subject. Runs before a body is read. A method that declares neither a route nor `@Public` is never reached.
 */
@Injectable()
export class RightsGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    @Inject(SubjectRegistry) private readonly subjects: SubjectRegistry,
    @Inject(PinoLogger) private readonly log: PinoLogger,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, places) === true) return true;
    const route = this.reflector.get<Route | undefined>(ROUTE, context.getHandler());
    if (route === undefined) throw new Refusal('NOT_FOUND');
    const request = context.switchToHttp().getRequest<Request>();
    const state = stateOf(request);
    if (route.permission !== 'public') {
      state.authentication = await this.authenticator.authenticate(request);
      // Every line that is logged for this request says who it was for.
      const { person, delegation } = state.authentication.actor;
      this.log.assign({ person, delegation });
    }
    if (route.params !== undefined) state.params = parsePart(route.params, request.params, 'path');
    if (state.authentication === undefined || isOpen(route.permission)) return true;
    const later = this.reflector.get<boolean>(SUBJECT_LATER, context.getHandler());
    await this.#ask(state.authentication.actor, route.permission, request.params, later);
    return true;
  }

  async #ask(actor: Actor, action: Action, params: Request['params'], later: boolean): Promise<void> {
    const now = instant(Date.now());
    const subject = await this.subjects.subjectOf(params);
    if (subject === null) {
      // Unknown and not to be known answer alike, after the same question to the database.
      throw new Refusal('NOT_FOUND');
    }
    const verdict =
      subject === 'none' && later
        ? mayEver(actor, action, now)
        : may(actor, action, subject === 'none' ? { kind: 'coalition' } : subject, now);
    if (!verdict.ok) throw refusalOf(verdict.error);
  }
}

function isOpen(permission: Route['permission']): permission is 'public' | 'signed-in' {
  return permission === 'public' || permission === 'signed-in';
}
