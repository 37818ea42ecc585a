import type { Decision, ProcedureEvent } from '@entente/consensus';
import type { ActKind, Procedure } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';
import { titlesOf } from '../../decision/scope-words.js';
import type { Translate } from '../../messages/use-t.js';

type Asked = {
  readonly procedure: Procedure;
  readonly act: ActKind;
  readonly partner: DelegationCode;
  /** What the core would decide of the act here and now. */
  readonly decision: Decision;
};

/** What happens next, out of what the server's own core would make of the act: nothing on the sheet is a guess. */
export function nextWords(t: Translate, asked: Asked): string {
  const { procedure, act, partner, decision } = asked;
  const awaited = procedure.missing.filter((code) => code !== partner).join(', ');
  const others = awaited === '' ? t('sentence.nobody') : awaited;
  const ends = decision.ok ? endWords(t, procedure, decision.value) : null;
  if (ends !== null) return ends;
  const silent = procedure.kind === 'silence' || procedure.kind === 'no_objection';
  if (decision.ok && act === 'object') return t('vote.then.against', { others });
  if (silent && act === 'agree') return t('vote.then.endorsed');
  return t(`vote.next.${act}`, { others, next: procedure.revision + 1 });
}

/** What the act would end at once; null: nothing. */
function endWords(t: Translate, procedure: Procedure, events: readonly ProcedureEvent[]): string | null {
  const { revision } = procedure;
  const closed = events.find((event) => event.type === 'closed');
  if (closed?.state === 'broken') return t('vote.next.object', { next: revision + 1 });
  if (closed !== undefined) {
    return t('vote.then.closes', { revision, state: t(`procedureState.${closed.state}`) });
  }
  const settled = events.find((event) => event.type === 'settled');
  if (settled === undefined) return null;
  return t('vote.then.settled', { entries: titlesOf(procedure, settled.matters).join(', ') });
}
