import {
  err,
  ok,
  type DelegationCode,
  type Instant,
  type MandateId,
  type PersonId,
  type Result,
} from '@entente/kernel';
import {
  DECLARATION_FORMS,
  type DeclarationContext,
  type DeclarationKind,
  type DeclarationRefusal,
  type Declaration,
  type Stage,
} from './declarations.js';

/** By whom, with which mandate and when a partner joined a joint declaration. Who drafts it joins by that. */
export interface Joined {
  readonly partner: DelegationCode;
  readonly person: PersonId;
  readonly mandate: MandateId;
  readonly at: Instant;
}

/**
 * A declaration that one partner drafted for several and that is open for joining (SPEC R243). It is no act of anybody but of those who
 * joined it, and no part of the procedure until it is declared.
 */
export interface JointDeclaration {
  readonly id: string;
  readonly kind: DeclarationKind;
  readonly text: string;
  readonly answers: string | null;
  /** The drafter first. */
  readonly named: readonly DelegationCode[];
  /** In their order, the drafter first. */
  readonly joined: readonly Joined[];
}
export type NewJointDeclaration = Omit<JointDeclaration, 'joined'>;

/** Why nothing was drafted or joined. Given in the order of this list. */
export type JointRefusal =
  DeclarationRefusal | { readonly code: 'NOT_OWNER' } | { readonly code: 'ACT_NOT_ALLOWED' };

/** What partners of the procedure can declare together: what a member declares for itself, while it is not decided. */
export const isJointKind = (kind: DeclarationKind): boolean =>
  ['statement_in_minutes', 'interpretative_declaration', 'explanation_of_vote', 'dissociation'].includes(
    kind,
  );

/** A draft as it is put before those whom it names. */
export function draftJoint(
  draft: NewJointDeclaration,
  by: Omit<Joined, 'at'>,
  { stage, members, earlier, now }: DeclarationContext,
): Result<JointDeclaration, JointRefusal> {
  const { kind, named, id, answers, text } = draft;
  if (!named.every((partner) => members.includes(partner))) return err({ code: 'NOT_A_MEMBER' });
  if (!isJointKind(kind) || !runs(kind, stage)) return err({ code: 'TOO_LATE_OR_EARLY', stage });
  if (earlier.some((other) => other.id === id)) return err({ code: 'ID_TAKEN' });
  if (answers !== null && !earlier.some((other) => other.id === answers))
    return err({ code: 'NOTHING_THERE' });
  if (text.trim() === '') return err({ code: 'TEXT_REQUIRED' });
  const refusal = namesRefusal(named, by.partner);
  return refusal === null ? ok({ ...draft, joined: [{ ...by, at: now }] }) : err(refusal);
}

/** The drafter first, and at least one other, nobody twice. */
function namesRefusal(named: readonly DelegationCode[], drafter: DelegationCode): JointRefusal | null {
  if (named[0] !== drafter) return { code: 'NOT_OWNER' };
  return new Set(named).size === named.length && named.length > 1 ? null : { code: 'ACT_NOT_ALLOWED' };
}

/** A partner that it names joins, by its own act; once is enough. */
export function joinJoint(
  joint: JointDeclaration,
  by: Omit<Joined, 'at'>,
  { stage, members, now }: Omit<DeclarationContext, 'earlier'>,
): Result<JointDeclaration, JointRefusal> {
  const { partner } = by;
  if (!members.includes(partner)) return err({ code: 'NOT_A_MEMBER' });
  if (joint.joined.some((one) => one.partner === partner)) return ok(joint);
  if (!runs(joint.kind, stage)) return err({ code: 'TOO_LATE_OR_EARLY', stage });
  if (!joint.named.includes(partner)) return err({ code: 'NOT_OWNER' });
  return ok({ ...joint, joined: [...joint.joined, { ...by, at: now }] });
}

/** Nobody is waited for any more. */
export const isJoinedByAll = ({ named, joined }: JointDeclaration): boolean => named.length === joined.length;

/**
 * What is declared of it: by those who joined and still are members, with how each joined (SPEC R244). Null: nobody is left.
 */
export function declaredJointly(
  { id, kind, text, answers, joined }: JointDeclaration,
  members: readonly DelegationCode[],
  at: Instant,
): Declaration | null {
  const left = joined.filter(({ partner }) => members.includes(partner));
  const [first] = left;
  if (first === undefined) return null;
  const partners = left.map(({ partner }) => partner);
  return { id, kind, partners, person: first.person, text, answers, joined: left, at };
}

const runs = (kind: DeclarationKind, stage: Stage): boolean =>
  (stage === 'before_opening' || stage === 'open') && DECLARATION_FORMS[kind].stages.includes(stage);
