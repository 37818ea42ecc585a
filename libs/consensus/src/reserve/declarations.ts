import { err, ok, type DelegationCode, type Instant, type PersonId, type Result } from '@entente/kernel';
import type { Joined } from './joint.js';

/** Declarations that travel with a decision without blocking it (DOMAIN §1.2). */
export const DECLARATIONS = [
  'statement_in_minutes',
  'interpretative_declaration',
  'explanation_of_vote',
  'constructive_abstention',
  'dissociation',
  'non_participation',
  'alignment',
] as const;
export type DeclarationKind = (typeof DECLARATIONS)[number];

export interface Declaration {
  readonly id: string;
  readonly kind: DeclarationKind;
  /** Several for a joint statement; none for one of the chair or the secretariat. */
  readonly partners: readonly DelegationCode[];
  readonly person: PersonId;
  readonly text: string;
  /** The declaration that this one answers (a counter-declaration). */
  readonly answers: string | null;
  /** Of one that several joined, how each did; absent where one partner declared. */
  readonly joined?: readonly Joined[] | undefined;
  readonly at: Instant;
}
export type NewDeclaration = Omit<Declaration, 'at'>;

/** Where the decision is when somebody declares. */
export type Stage = 'before_opening' | 'open' | 'adopted' | 'ended_otherwise';

/** Who may make a declaration, until when, and where it ends up (SPEC R108). */
export interface DeclarationForm {
  readonly stages: readonly Stage[];
  /** `third`: a state outside the membership. */
  readonly owner: 'member' | 'anybody' | 'third';
  readonly travels: 'minutes' | 'attached' | 'record' | 'published_after';
}

const UNTIL_DECIDED = ['before_opening', 'open'] as const;
const ALWAYS = ['before_opening', 'open', 'adopted', 'ended_otherwise'] as const;

export const DECLARATION_FORMS: Readonly<Record<DeclarationKind, DeclarationForm>> = {
  statement_in_minutes: { stages: ALWAYS, owner: 'anybody', travels: 'minutes' },
  interpretative_declaration: { stages: UNTIL_DECIDED, owner: 'member', travels: 'attached' },
  explanation_of_vote: { stages: ALWAYS, owner: 'member', travels: 'record' },
  constructive_abstention: { stages: ['open'], owner: 'member', travels: 'record' },
  dissociation: { stages: ['before_opening', 'open', 'adopted'], owner: 'member', travels: 'record' },
  non_participation: { stages: ['before_opening'], owner: 'member', travels: 'record' },
  alignment: { stages: ['adopted'], owner: 'third', travels: 'published_after' },
};

/** Why a declaration is not taken. Given in the order of this list. */
export type DeclarationRefusal =
  | { readonly code: 'NOT_A_MEMBER' }
  | { readonly code: 'TOO_LATE_OR_EARLY'; readonly stage: Stage }
  | { readonly code: 'ID_TAKEN' }
  | { readonly code: 'NOTHING_THERE' }
  | { readonly code: 'TEXT_REQUIRED' };

/** What a declaration looks at beside itself. */
export interface DeclarationContext {
  readonly stage: Stage;
  readonly members: readonly DelegationCode[];
  readonly earlier: readonly Declaration[];
  readonly now: Instant;
}

/** The declaration as it enters the record. */
export function decideDeclaration(
  declaration: NewDeclaration,
  { stage, members, earlier, now }: DeclarationContext,
): Result<Declaration, DeclarationRefusal> {
  const form = DECLARATION_FORMS[declaration.kind];
  const { partners, id, answers, text } = declaration;
  if (!fits(form.owner, partners, members)) return err({ code: 'NOT_A_MEMBER' });
  if (!form.stages.includes(stage)) return err({ code: 'TOO_LATE_OR_EARLY', stage });
  if (earlier.some((other) => other.id === id)) return err({ code: 'ID_TAKEN' });
  if (answers !== null && !earlier.some((other) => other.id === answers)) {
    return err({ code: 'NOTHING_THERE' });
  }
  if (text.trim() === '') return err({ code: 'TEXT_REQUIRED' });
  return ok({ ...declaration, at: now });
}

function fits(
  owner: DeclarationForm['owner'],
  partners: readonly DelegationCode[],
  members: readonly DelegationCode[],
): boolean {
  switch (owner) {
    case 'anybody':
      return partners.every((partner) => members.includes(partner));
    case 'member':
      return partners.length > 0 && partners.every((partner) => members.includes(partner));
    case 'third':
      return partners.length > 0 && !partners.some((partner) => members.includes(partner));
  }
}
