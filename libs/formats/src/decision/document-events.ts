import type { ProcedureEvent } from '@entente/consensus';
import type { Block, Writing } from './document.js';
import { eventWords } from './event-words.js';
import { reserveName } from './rule-text.js';
import { sayFrom } from './say.js';

const say = sayFrom(eventWords, 'en');
type Values = Readonly<Record<string, string | number>>;

/** Every event: number, receipt, the instant of the law, by whom, and what. */
export function eventsOf(writing: Writing): readonly Block[] {
  const { record, when } = writing;
  const head = (['number', 'receipt', 'when', 'by', 'what'] as const).map((id) => writing.say(`col.${id}`));
  const rows = record.events.map(({ sequence, record: entry, by, reason, event }) => {
    const what = sentenceOf(event, writing);
    return [
      String(sequence),
      String(entry),
      when(event.at),
      by === null ? say('by.time') : `${by.name} (${by.delegation})`,
      reason === null ? what : `${what} ${reason}`,
    ];
  });
  return [{ kind: 'table', caption: writing.say('caption.events'), head, rows }];
}

/** One event in one sentence. */
function sentenceOf(event: ProcedureEvent, { when }: Pick<Writing, 'when'>): string {
  return say(`event.${event.type}`, factsOf(event, when));
}

const codes = (list: readonly string[]): string => (list.length === 0 ? 'none' : list.join(', '));
const spaced = (word: string): string => word.replaceAll('_', ' ');

/** The values that the sentence of an event has places for. */
function factsOf(event: ProcedureEvent, when: Writing['when']): Values {
  const find = FACTS[event.type] as ((event: ProcedureEvent, when: Writing['when']) => Values) | undefined;
  return find?.(event, when) ?? {};
}

type Facts = {
  readonly [Type in ProcedureEvent['type']]?: (
    event: Extract<ProcedureEvent, { readonly type: Type }>,
    when: Writing['when'],
  ) => Values;
};

// Each entry takes the event of its own key; TypeScript cannot follow that through the lookup.
const FACTS: Facts = {
  opened: ({ terms }) => ({ members: terms.members.length }),
  acted: ({ partner, act, reason, adReferendum, proxyHolder, scope }) => ({
    partner,
    act,
    reason: reason === '' ? 'none' : reason,
    referendum: String(adReferendum),
    holder: proxyHolder ?? 'none',
    scope: codes(scope),
  }),
  received: ({ partner, command, reason }) => ({
    partner,
    command: spaced(command),
    reason: reason === '' ? 'none' : reason,
  }),
  disagreed: ({ partner }) => ({ partner }),
  hold_placed: ({ hold }) => ({ partner: hold.partner, reason: hold.reason }),
  hold_extension_asked: ({ partner, until, reason }, when) => ({ partner, to: when(until), reason }),
  hold_extended: ({ partner, from, to }, when) => ({ partner, from: when(from), to: when(to) }),
  hold_ended: ({ mode }) => ({ mode }),
  suspended: ({ reason }) => ({ reason }),
  resumed: ({ deadlineAt }, when) => ({ to: when(deadlineAt) }),
  settled: ({ matters, state, cause }) => ({ items: codes(matters), state, cause: spaced(cause) }),
  extended: ({ from, to }, when) => ({ from: when(from), to: when(to) }),
  shortening_agreed: ({ partner, deadlineAt }, when) => ({ partner, to: when(deadlineAt) }),
  shortened: ({ from, to }, when) => ({ from: when(from), to: when(to) }),
  clock_faulted: ({ offMs }) => ({ ms: offMs }),
  corrigendum_filed: ({ note, standsAt }, when) => ({ note, at: when(standsAt) }),
  corrigendum_contested: ({ partner }) => ({ partner }),
  electorate_scheduled: ({ change }, when) => ({ at: when(change.at) }),
  electorate_changed: ({ change: { leaving, joining } }) => ({
    left: codes(leaving.map(({ partner }) => partner)),
    joined: codes(joining.map(({ partner }) => partner)),
  }),
  participation_declined: ({ partner }) => ({ partner }),
  proxy_given: ({ proxy }) => ({ giver: proxy.giver, holder: proxy.holder }),
  proxy_revoked: ({ giver }) => ({ giver }),
  cell_set: ({ partner, target, cell }) => ({ partner, target, cell: spaced(cell) }),
  escalated: ({ partners }) => ({ partners: codes(partners) }),
  confirmation_due: ({ comparison }) => ({
    is: spaced(comparison.is),
    was: spaced(comparison.wouldHaveBeen),
  }),
  reserve_entered: ({ reserve }) => ({
    partner: reserve.partner,
    kind: reserveName(reserve.kind),
    scope: codes(reserve.scope),
  }),
  reserve_ended: ({ end }) => ({ mode: end.mode }),
  declared: ({ declaration }) => ({ kind: spaced(declaration.kind), partners: codes(declaration.partners) }),
  late_objection: ({ partner, reason }) => ({ partner, reason }),
  sunset_near: ({ daysBefore, sunsetAt }, when) => ({ days: daysBefore, at: when(sunsetAt) }),
  warned: ({ warning }) => ({ partner: warning.partner, what: spaced(warning.what) }),
  closed: ({ state, cause, partners }) => ({
    state: spaced(state),
    cause: spaced(cause),
    partners: codes(partners),
  }),
};
