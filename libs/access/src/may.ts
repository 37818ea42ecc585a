import { assertNever, err, ok, type Instant, type Result } from '@entente/kernel';
import type { Action } from './action.js';
import { mandateFor, type Actor, type Role } from './actor.js';
import { ROLES_OF_KIND, RULES, type Rule } from './rules.js';
import type { Denial, DenialReason, Subject } from './subject.js';

/**
 * The one question behind every route and message. Deny by default (SPEC A1): the action's line in the matrix must name a
 * role of the actor that fits their seat, the kind of seat, and a mandate in force at `now` where it asks for one.
 * A subject whose existence the actor may not know answers `NOT_FOUND`, whatever else would be wrong (SPEC A3).
 */
export function may(actor: Actor, action: Action, subject: Subject, now: Instant): Result<void, Denial> {
  const rule: Rule = RULES[action];
  if (rule.subject !== subject.kind || !mayKnow(actor, subject)) return err({ code: 'NOT_FOUND' });
  const reason = reasonAgainst(actor, rule, subject, now);
  return reason === null ? ok(undefined) : err({ code: 'FORBIDDEN', reason });
}

/**
 * What can be said without knowing the subject: whether the actor could do it to some subject. For a guard that stands before
 * the subject is loaded, and for greying a button. Answers alike for every subject, so it tells nothing of any.
 */
export function mayEver(actor: Actor, action: Action, now: Instant): Result<void, Denial> {
  const reason = reasonAgainst(actor, RULES[action], null, now);
  return reason === null ? ok(undefined) : err({ code: 'FORBIDDEN', reason });
}

/** Roles that count: those that fit the kind of the actor's seat (SPEC A4). */
export function effectiveRoles(actor: Actor): readonly Role[] {
  const fitting = ROLES_OF_KIND[actor.delegationKind];
  return actor.roles.filter((role) => fitting.includes(role));
}

function reasonAgainst(actor: Actor, rule: Rule, subject: Subject | null, now: Instant): DenialReason | null {
  if (!rule.kinds.includes(actor.delegationKind)) return 'delegation';
  if (!hasRole(actor, rule.roles)) return 'role';
  if (subject !== null && rule.ownerOnly === true && !isOwner(actor, subject)) return 'owner';
  if (rule.power !== null && mandateFor(actor, rule.power, now) === null) return 'mandate';
  return null;
}

function mayKnow(actor: Actor, subject: Subject): boolean {
  switch (subject.kind) {
    case 'coalition':
      return true;
    case 'package':
      // An auditor checks every package; an administrator, as such, none (DOMAIN §0).
      if (!hasRole(actor, RULES['package.read'].roles)) return false;
      return subject.parties.includes(actor.delegation) || hasRole(actor, ['auditor']);
    case 'annex':
      if (!hasRole(actor, RULES['annex.read'].roles)) return false;
      return isOwner(actor, subject) || subject.releasedTo.includes(actor.delegation);
    default:
      return assertNever(subject);
  }
}

function isOwner(actor: Actor, subject: Subject): boolean {
  return subject.kind === 'annex' && subject.owner === actor.delegation;
}

function hasRole(actor: Actor, roles: readonly Role[]): boolean {
  return effectiveRoles(actor).some((role) => roles.includes(role));
}
