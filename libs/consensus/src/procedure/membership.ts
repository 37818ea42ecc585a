import { err, ok, type Instant, type Result } from '@entente/kernel';
import { proxyFault } from '../count/proxy.js';
import { liveReserves } from '../reserve/reserve.js';
import type { CommandOf } from './command.js';
import { evolveAll } from './evolve.js';
import type { ProcedureEvent } from './event.js';
import { endHold } from './hold.js';
import { faultsOf } from '../rule/faults.js';
import type { TermsFault } from './faults.js';
import { ruleOf } from './live.js';
import type { Refusal } from './refusal.js';
import { electorateOf, lapsed } from './settle.js';
import type { ElectorateChange, Procedure, RecordedProxy } from './state.js';

type Decision = Result<readonly ProcedureEvent[], Refusal>;

/** Members leave, are suspended or join, at once or at an instant that is known (DOMAIN §1.3.3). */
export function changeElectorate(
  procedure: Procedure,
  command: CommandOf<'change_electorate'>,
  now: Instant,
): Decision {
  const { id, leaving, joining } = command;
  const at = command.at ?? now;
  const refusal = changeRefusal(procedure, command) ?? joinerFault(procedure, joining);
  if (refusal !== null) return err(refusal);
  if (at < now) return err({ code: 'INSTANT_UNFIT', bound: now });
  const change: ElectorateChange = { id, at, leaving, joining };
  return ok(at > now ? [{ type: 'electorate_scheduled', change, at: now }] : changed(procedure, change));
}

function changeRefusal(
  { members, terms, changes, openedAt, pending, state }: Procedure,
  { id, leaving, joining }: CommandOf<'change_electorate'>,
): Refusal | null {
  // What waits for the chair is counted on the electorate of the instant at which it was due (SPEC R247).
  if (openedAt === null || pending !== null) return { code: 'WRONG_STATE', state };
  const seats = new Set(members.map((member) => member.partner));
  const out = new Set(members.filter(({ suspended }) => suspended === true).map(({ partner }) => partner));
  // Who is suspended may still leave; to suspend it again would only stand in the record twice.
  const gone = leaving.some(
    ({ partner, how }) => !seats.has(partner) || (how === 'suspended' && out.has(partner)),
  );
  if (gone) return { code: 'NOT_A_MEMBER' };
  if (joining.length > 0 && terms.joiners === 'excluded') return { code: 'ELECTORATE_FROZEN' };
  const named = [...leaving, ...joining].map(({ partner }) => partner);
  const taken = joining.some(({ partner }) => seats.has(partner)) || new Set(named).size < named.length;
  return taken || changes.some((change) => change.id === id) ? { code: 'ID_TAKEN' } : null;
}

/** Faults that a joiner brings; whether the rule can still adopt is no reason to keep a state out of its seat. */
const JOINERS_OWN: readonly TermsFault['code'][] = [
  'weight_not_whole',
  'weights_too_large',
  'weight_missing',
];

function joinerFault(procedure: Procedure, joining: Procedure['members']): Refusal | null {
  const { members, terms } = procedure;
  const electorate = { members: [...members, ...joining], quorum: terms.quorum };
  const fault = faultsOf(ruleOf(procedure), electorate).find(({ code }) => JOINERS_OWN.includes(code));
  return fault === undefined || joining.length === 0 ? null : { code: 'RULE_INPUT', fault };
}

/** The change itself: with a member go its holds and reserves, and its act counts no longer (SPEC R84, R85). */
export function changed(procedure: Procedure, change: ElectorateChange): readonly ProcedureEvent[] {
  const { at, leaving } = change;
  const gone = leaving.map((removal) => removal.partner);
  let current = procedure;
  const events: ProcedureEvent[] = [];
  const add = (more: readonly ProcedureEvent[]): void => {
    events.push(...more);
    current = evolveAll(current, more) ?? current;
  };
  add([{ type: 'electorate_changed', change, at }]);
  for (const hold of procedure.holds) {
    if (hold.end === null && gone.includes(hold.partner)) add(endHold(current, hold, { mode: 'lapsed', at }));
  }
  for (const { giver, holder, revokedAt } of procedure.proxies) {
    const lapses = revokedAt === null && (gone.includes(giver) || gone.includes(holder));
    if (lapses) add([{ type: 'proxy_revoked', giver, at }]);
  }
  for (const reserve of liveReserves(procedure.reserves)) {
    if (gone.includes(reserve.partner)) add([lapsed(reserve.id, at)]);
  }
  return events;
}

export function giveProxy(
  procedure: Procedure,
  { partner, to, says }: CommandOf<'give_proxy'>,
  now: Instant,
): Decision {
  const live = procedure.proxies.filter((proxy) => proxy.revokedAt === null);
  const proposed = { giver: partner, holder: to };
  const fault = proxyFault(electorateOf(procedure), live, proposed, procedure.terms.proxiesPerHolder);
  switch (fault?.code) {
    case 'PROXY_NOT_A_MEMBER':
      return err({ code: 'NOT_A_MEMBER' });
    case 'PROXY_TO_SELF':
      return err({ code: 'ACT_NOT_ALLOWED' });
    case 'PROXY_GIVEN_ALREADY':
    case 'PROXY_LIMIT':
      return err({ code: 'PROXY_LIMIT' });
    case undefined: {
      const proxy: RecordedProxy = { ...proposed, says, at: now, revokedAt: null };
      return ok([{ type: 'proxy_given', proxy, at: now }]);
    }
  }
}

export function revokeProxy(
  { proxies }: Procedure,
  { partner }: CommandOf<'revoke_proxy'>,
  now: Instant,
): Decision {
  const live = proxies.some((proxy) => proxy.giver === partner && proxy.revokedAt === null);
  return live ? ok([{ type: 'proxy_revoked', giver: partner, at: now }]) : err({ code: 'NOTHING_THERE' });
}
