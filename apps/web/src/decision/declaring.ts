import { DECLARATION_FORMS, isClosed, stageOf, type Procedure as Core } from '@entente/consensus';
import type { Me, NewDeclarationBody } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';

export type DeclarationKind = NewDeclarationBody['kind'];

const KINDS: readonly DeclarationKind[] = [
  'statement_in_minutes',
  'interpretative_declaration',
  'explanation_of_vote',
  'dissociation',
  'non_participation',
  'alignment',
];

/** Which declarations one's delegation may make now (SPEC R108). None of them moves the decision. */
export function kindsNow(
  core: Core,
  me: Pick<Me, 'delegation' | 'delegationKind'>,
): readonly DeclarationKind[] {
  const member = core.members.some(({ partner }) => partner === me.delegation);
  return KINDS.filter((kind) => {
    const { owner, stages } = DECLARATION_FORMS[kind];
    if (!stages.includes(stageOf(core))) return false;
    if (me.delegationKind !== 'partner') return owner === 'anybody';
    return owner === 'third' ? !member : member;
  });
}

/** For whom it is made: a partner for itself, chair and secretariat for nobody. */
export const partnersOf = (me: Pick<Me, 'delegation' | 'delegationKind'>): DelegationCode[] =>
  me.delegationKind === 'partner' ? [me.delegation] : [];

/** Whom one's delegation may ask to join: the other members, until the end. */
export function othersToJoin(
  core: Core,
  me: Pick<Me, 'delegation' | 'delegationKind'>,
): readonly DelegationCode[] {
  const codes = core.members.map(({ partner }) => partner);
  if (isClosed(core.state) || !codes.includes(me.delegation)) return [];
  return codes.filter((code) => code !== me.delegation);
}
