import type { DelegationCode } from '@entente/kernel';
import type { Ballot, Stance, Stances } from '../count/ballot.js';
import { isCounted, type Member } from '../count/electorate.js';
import { withProxies } from '../count/proxy.js';
import { liveReserves, type Reserve } from '../reserve/reserve.js';
import type { Rule } from '../rule/rule.js';
import { rankOf, type Act, type ActKind } from './act.js';
import { isUndecided } from './evolve.js';
import { WHOLE, type Cell, type Procedure } from './state.js';
import type { ProcedureKind, Terms } from './terms.js';

/** The rule it is counted by now: the fallback, once somebody has objected. */
export const ruleOf = ({ terms, escalatedAt }: Pick<Procedure, 'terms' | 'escalatedAt'>): Rule =>
  escalatedAt === null ? terms.rule : (terms.fallback ?? terms.rule);

/** How consent is given now: once escalated, by acts. */
export const kindOf = ({ terms, escalatedAt }: Pick<Procedure, 'terms' | 'escalatedAt'>): ProcedureKind =>
  escalatedAt === null ? terms.kind : 'vote';

export const isBySilence = (procedure: Pick<Procedure, 'terms' | 'escalatedAt'>): boolean =>
  kindOf(procedure) === 'silence' || kindOf(procedure) === 'no_objection';

/** Whether one objection ends it, whoever else is in favour. */
export const endsAtObjection = ({ id }: Rule): boolean =>
  id === 'UNANIMITY_STRICT' || id === 'UNANIMITY_ABST' || id === 'CONSENSUS' || id === 'CONSENSUS_MINUS_K';

/** Whom the procedure asks: counted members but those that a consensus minus K leaves out (DOMAIN §1.3.2). */
export function asked(procedure: Pick<Procedure, 'members' | 'terms' | 'escalatedAt'>): readonly Member[] {
  const rule = ruleOf(procedure);
  const left = rule.id === 'CONSENSUS_MINUS_K' ? rule.excluded.map((one) => one.partner) : [];
  return procedure.members.filter((member) => isCounted(member) && !left.includes(member.partner));
}

export const isAsked = (procedure: Procedure, partner: DelegationCode): boolean =>
  asked(procedure).some((member) => member.partner === partner);

/** What acts can be about, each for itself: severable items, or the parts of a composite rule. */
export function subjectsOf(terms: Pick<Terms, 'items' | 'severable' | 'kind' | 'rule'>): readonly string[] {
  if (terms.severable || terms.kind === 'matrix') return terms.items.map((item) => item.id);
  return terms.rule.id === 'COMPOSITE' ? terms.rule.parts.map((part) => part.name) : [];
}

/** What is still asked, each for itself: the parts of a composite rule, else the matters that are not decided. */
export function askedOf(procedure: Pick<Procedure, 'terms' | 'escalatedAt' | 'matters'>): readonly string[] {
  const rule = ruleOf(procedure);
  if (rule.id === 'COMPOSITE') return rule.parts.map((part) => part.name);
  return procedure.matters.filter(isUndecided).map((matter) => matter.id);
}

/**
 * Whether what has a scope bears on a subject. A scope that names anything but subjects concerns the whole: nothing else can be
 * severed. So does one that names the framework text, without which no entry stands.
 */
export function bearsOn(terms: Terms, scope: readonly string[], subject: string): boolean {
  const subjects = subjectsOf(terms);
  const severed = scope.length > 0 && scope.every((each) => subjects.includes(each));
  const framework = terms.items.some((item) => item.framework === true && scope.includes(item.id));
  return !severed || framework || subject === WHOLE || scope.includes(subject);
}

type Spoken = Pick<Procedure, 'acts'> & Partial<Pick<Procedure, 'lapsed' | 'withdrawn' | 'terms'>>;

/**
 * The live act of each partner that has acted: the last one at the highest level at which somebody spoke (SPEC R6, R74), its own before
 * any that a proxy's holder gave for it (R36). After an objection taken back it has not answered: what it said before does not come
 * back (R251). `subject`: only acts that bear on it.
 */
export function liveActs(procedure: Spoken, subject: string = WHOLE): ReadonlyMap<DelegationCode, Act> {
  const { acts, lapsed, terms, withdrawn = [] } = procedure;
  const bears = (scope: readonly string[]): boolean => terms === undefined || bearsOn(terms, scope, subject);
  const gone = new Set([
    ...(lapsed ?? []),
    ...withdrawn.filter(({ scope }) => bears(scope)).flatMap(({ said }) => said),
  ]);
  const live = new Map<DelegationCode, Act>();
  for (const act of acts) {
    if (gone.has(act.nonce) || !bears(act.scope)) continue;
    const standing = live.get(act.partner);
    if (standing === undefined || prevails(act, standing)) live.set(act.partner, act);
  }
  return live;
}

/** A partner's own word before its proxy holder's, which speaks only where the partner is absent. */
const speaksFor = ({ proxyHolder }: Act): number => (proxyHolder === null ? 1 : 0);

const prevails = (act: Act, standing: Act): boolean =>
  speaksFor(act) === speaksFor(standing)
    ? rankOf(act.level) >= rankOf(standing.level)
    : speaksFor(act) > speaksFor(standing);

/** Whether an act binds: not ad referendum, or confirmed by the capital. */
export const isBinding = (procedure: Pick<Procedure, 'confirmed'>, act: Act): boolean =>
  !act.adReferendum || procedure.confirmed.some((confirmed) => confirmed.act === act.nonce);

export const STANCE_OF: Readonly<Record<ActKind, Stance>> = {
  agree: 'in_favour',
  object: 'against',
  abstain: 'abstain',
  abstain_constructive: 'abstain_constructive',
};

export const STANCE_OF_CELL: Readonly<Record<Cell, Stance>> = {
  in: 'in_favour',
  in_later: 'abstain',
  statement_only: 'abstain',
  not_in: 'against',
};

/** What each partner that has said something, or somebody for it, is counted as on one subject. */
export function spokenStances(procedure: Procedure, subject: string): Stances {
  const stances = new Map<DelegationCode, Stance>();
  for (const [partner, act] of liveActs(procedure, subject)) {
    if (isBinding(procedure, act)) stances.set(partner, STANCE_OF[act.act]);
  }
  return withProxies(
    stances,
    procedure.proxies.filter((proxy) => proxy.revokedAt === null),
  );
}

/** The same, where silence is consent. */
function stancesOn(procedure: Procedure, subject: string): Stances {
  const spoken = spokenStances(procedure, subject);
  if (!isBySilence(procedure)) return spoken;
  const silent = procedure.members.map(({ partner }) => [partner, 'in_favour' as Stance] as const);
  return new Map([...silent, ...spoken]);
}

/** What is counted on one matter, in the form that its rule takes. */
export function ballotOf(procedure: Procedure, matter: string): Ballot {
  const rule = ruleOf(procedure);
  if (rule.id === 'MATRIX') return { targets: cellStances(procedure) };
  if (rule.id !== 'COMPOSITE') return stancesOn(procedure, matter);
  return { parts: new Map(rule.parts.map(({ name }) => [name, stancesOn(procedure, name)])) };
}

/** The last cell of each partner for each target. Who has a blocking reserve on a target is not in on it (SPEC R252). */
export function cellStances(procedure: Procedure): ReadonlyMap<string, Stances> {
  const { terms, cells } = procedure;
  const targets = new Map(terms.items.map((item) => [item.id, new Map<DelegationCode, Stance>()]));
  for (const { partner, target, cell } of cells) {
    const heldBack = cell === 'in' && isHeldBack(procedure, partner, target);
    targets.get(target)?.set(partner, STANCE_OF_CELL[heldBack ? 'in_later' : cell]);
  }
  return targets;
}

/** Whether a reserve of this kind stops an adoption. One that pauses cannot be passed over either. */
export const isBlocking = ({ terms }: Pick<Procedure, 'terms'>, { kind }: Pick<Reserve, 'kind'>): boolean =>
  terms.reservePolicy[kind] === 'blocks' || terms.reservePolicy[kind] === 'pauses';

const isHeldBack = ({ terms, reserves }: Procedure, partner: DelegationCode, target: string): boolean =>
  liveReserves(reserves).some(
    (reserve) =>
      reserve.partner === partner && isBlocking({ terms }, reserve) && bearsOn(terms, reserve.scope, target),
  );
