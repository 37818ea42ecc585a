import type { Procedure as Wire } from '@entente/contracts';
import { actOf, evolveAll, termsOf, type Procedure, type ProcedureEvent } from '@entente/consensus';
import type { MandateId } from '@entente/kernel';

/**
 * A procedure of the wire as the consensus core knows one, for counting and for asking what would be refused. The wire names
 * neither mandates nor nonces of others' acts; neither enters a count.
 */
export function coreProcedure(wire: Wire): Procedure {
  const { id, rule, packageHash, electorate, acts, openedAt, closedAt } = wire;
  const members = electorate.map(({ partner, weight }) => ({ partner, weight, participates: true }));
  const terms = termsOf({ procedure: id, kind: 'vote', rule: { id: rule }, packageHash, members });
  const events: ProcedureEvent[] = [
    { type: 'opened', terms, reserves: [], residuals: {}, at: openedAt },
    ...acts.map(({ at, sequence, ...act }): ProcedureEvent => {
      const mandate = `record ${String(sequence)}` as MandateId;
      const content = { ...act, packageHash, mandate, nonce: `record ${String(sequence)}` };
      return { type: 'acted', ...actOf(content, mandate, at) };
    }),
  ];
  if (wire.state !== 'open') events.push(closedOf(wire.state, closedAt ?? openedAt));
  const procedure = evolveAll(null, events);
  if (procedure === null) throw new Error('an opened procedure is there');
  return procedure;
}

function closedOf(state: Exclude<Wire['state'], 'open'>, at: Wire['openedAt']): ProcedureEvent {
  const cause = state === 'withdrawn' ? 'withdrawn' : state === 'broken' ? 'objection' : 'counted';
  return {
    type: 'closed',
    state,
    cause,
    partners: [],
    reserves: [],
    residual: null,
    comparison: null,
    to: null,
    at,
  };
}
