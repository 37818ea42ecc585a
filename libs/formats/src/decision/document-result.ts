import { isCounted } from '@entente/consensus';
import type { DecisionRecord } from '@entente/contracts';
import type { Block, Fact, Writing } from './document.js';
import { groupDigits } from './figures.js';

const fact = (name: string, value: string): Fact => ({ name, value, mono: false });
const hashFact = (name: string, value: string): Fact => ({ name, value, mono: true });

/** What it came to, in one sentence. */
export function sentenceOf(writing: Writing): string {
  const { say, when, record } = writing;
  const { state, cause, closedAt } = record.result;
  const { revision } = record.package;
  if (closedAt === null || cause === null || !isEnd(state)) return say('sentence.running', { revision });
  return say(`sentence.${state}`, { revision, at: when(closedAt), how: howOf(writing, cause) });
}

type State = DecisionRecord['result']['state'];
type Running = 'prepared' | 'announced' | 'open' | 'suspended' | 'part_adopted';
const RUNNING: readonly State[] = ['prepared', 'announced', 'open', 'suspended', 'part_adopted'];
const isEnd = (state: State): state is Exclude<State, Running> => !RUNNING.includes(state);

function howOf({ say, record }: Writing, cause: Exclude<DecisionRecord['result']['cause'], null>): string {
  const closed = record.events.find(({ event }) => event.type === 'closed')?.event;
  const partners = closed?.type === 'closed' ? closed.partners.join(', ') : '';
  if (cause === 'counted' && record.result.state !== 'adopted') return say('cause.counted.not');
  return say(`cause.${cause}`, { partners: partners === '' ? 'none' : partners });
}

/** A deadline in the zone of the seat and in UTC, and which side of it the deadline itself is on. */
function deadlineWords(
  { say, when }: Writing,
  deadline: DecisionRecord['frozen']['deadline'],
): string | null {
  if (deadline === null) return null;
  const { at, utc, inclusive } = deadline;
  return say(inclusive ? 'deadline.inclusive' : 'deadline.exclusive', { local: when(at), utc });
}

export function resultOf(writing: Writing): readonly Block[] {
  const { say, when, record } = writing;
  const { state, openedAt, closedAt, deadline, packageHash, residual, comparison, publicationHeld } =
    record.result;
  const until = deadlineWords(writing, deadline);
  const rows: Fact[] = [fact(say('result.state'), say(`state.${state}`)), ...followedFacts(writing)];
  if (openedAt !== null) rows.push(fact(say('result.opened'), when(openedAt)));
  if (until !== null) rows.push(fact(say('result.deadline'), until));
  if (closedAt !== null) {
    rows.push(fact(say('result.closed'), `${when(closedAt)} = ${new Date(closedAt).toISOString()}`));
  }
  rows.push(hashFact(say('result.hash'), packageHash));
  if (residual !== null) rows.push(hashFact(say('result.residual'), residual));
  if (comparison !== null) {
    const words = {
      state: say(`state.${comparison.wouldHaveBeen}`),
      partners: comparison.without.join(', '),
    };
    rows.push(fact(say('result.removed'), say('result.removedText', words)));
  }
  if (publicationHeld) rows.push(fact(say('result.held'), say('result.heldText')));
  return [{ kind: 'facts', rows }];
}

const notAskedWords = (
  { say, name }: Writing,
  { partners, ground }: NonNullable<DecisionRecord['frozen']['terms']['without']>,
): string => say('frozen.notAskedText', { partners: partners.map(name).join(', '), ground });

/** What it followed, and how; a forum switch with whom it does not ask (SPEC R238). */
function followedFacts(writing: Writing): readonly Fact[] {
  const { say, record, name } = writing;
  const { followsAs, without } = record.frozen.terms;
  if (record.follows === null || followsAs === null) return [];
  const partners = without === undefined ? 'none' : without.partners.map(name).join(', ');
  return [
    fact(say('result.follows'), say(`result.follows.${followsAs}`, { partners })),
    hashFact(say('result.followed'), record.follows),
  ];
}

export function ruleOf({ say, record }: Writing): readonly Block[] {
  const { rulebook, ruleText } = record.frozen;
  const list: Block = { kind: 'list', items: ruleText };
  if (rulebook === null) return [list];
  const { name, version, body, basis, hash } = rulebook;
  const rows = [
    fact(say('rule.book'), say('rule.bookText', { name, version, body })),
    fact(say('rule.basis'), basis),
    hashFact(say('rule.bookHash'), hash),
  ];
  return [list, { kind: 'facts', rows }];
}

export function frozenOf(writing: Writing): readonly Block[] {
  const { say, record } = writing;
  const { frozen } = record;
  const { terms } = frozen;
  const counted = terms.members.filter(isCounted);
  const weight = counted.reduce((sum, member) => sum + member.weight, 0);
  const members = {
    counted: counted.length,
    all: terms.members.length,
    weight: weight === 0 ? 'none' : groupDigits(weight),
  };
  const until = deadlineWords(writing, frozen.deadline);
  const rows = [
    hashFact(say('frozen.text'), frozen.textHash),
    hashFact(say('frozen.package'), frozen.packageHash),
    hashFact(say('frozen.electorate'), frozen.electorateHash),
    hashFact(say('frozen.terms'), frozen.termsHash),
    fact(say('frozen.members'), say('frozen.membersText', members)),
    ...(terms.without === undefined
      ? []
      : [fact(say('frozen.notAsked'), notAskedWords(writing, terms.without))]),
    ...(terms.weightTable === null ? [] : [fact(say('frozen.weights'), terms.weightTable)]),
    ...(until === null ? [] : [fact(say('frozen.deadline'), until)]),
    ...frozen.annexes.map(({ annex, commitment }) => hashFact(say('frozen.annex', { annex }), commitment)),
    ...Object.entries(frozen.residuals).map(([item, hash]) =>
      hashFact(say('frozen.residual', { item }), hash),
    ),
  ];
  return [{ kind: 'facts', rows }];
}
