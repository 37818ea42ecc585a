import { encodeUtf8 } from '@entente/canonical';
import { decisionRecord, type DecisionRecord } from '@entente/contracts';
import type { Hash } from '@entente/kernel';
import { eventfulDecision, sampleAct, SampleDecision } from '@entente/testing';
import { createHash } from 'node:crypto';
import { recordBytes, recordHash, verifyDecision } from './verify-decision.js';

const broken = () =>
  new SampleDecision()
    .send('GB', sampleAct('GB', 'object', { reason: 'Article 4.' }), '2026-11-27T15:59:00.000Z')
    .record();

/** A copy that somebody changed. */
function forged(record: DecisionRecord, change: (copy: DecisionRecord) => void): DecisionRecord {
  const copy = structuredClone(record);
  change(copy);
  return copy;
}
const verdictOf = (record: DecisionRecord) => verifyDecision(recordBytes(record));
const differencesIn = (record: DecisionRecord) => {
  const verdict = verdictOf(record);
  return verdict.verdict === 'differs' ? verdict.differences : verdict.verdict;
};

describe('a decision record', () => {
  const record = eventfulDecision().record();

  it('[R180] holds every history, and the instant of the law', () => {
    expect(decisionRecord.parse(record)).toEqual(record);
    expect(record.result).toMatchObject({
      state: 'adopted',
      cause: 'silence',
      adoptedAt: Date.parse('2026-11-30T16:00:00.001Z'),
      deadline: { local: '2026-11-30T17:00:00.000+01:00', utc: '2026-11-30T16:00:00.000Z' },
    });
    const { history } = record;
    expect(history.reserves.map(({ partner, end }) => [partner, end?.mode])).toEqual([
      ['CA', 'lapsed'],
      ['GB', 'lifted'],
    ]);
    expect(history.holds).toMatchObject([{ partner: 'JP', end: { mode: 'lifted' } }]);
    expect(history.deadlines.map(({ how }) => how)).toEqual(['resumed', 'extended']);
    expect(history.proxies).toMatchObject([{ giver: 'NO', holder: 'AU' }]);
    expect(history.declarations).toMatchObject([{ kind: 'statement_in_minutes' }]);
    expect(history.objections).toMatchObject([{ partner: 'CA', effect: 'late' }]);
    const [AU] = history.positions;
    expect(AU?.acts.map(({ act, standing }) => [act, standing])).toEqual([
      ['agree', 'superseded'],
      ['abstain', 'counts'],
    ]);
    expect(AU?.stances).toEqual({ '*': 'abstain' });
  });

  it('[R180] has the hash of its bytes as a file', () => {
    const hash = createHash('sha256').update(recordBytes(record)).digest('hex');
    expect(recordHash(record)).toBe(`sha256:${hash}`);
  });

  it('[R183] follows from its events, adopted, broken or still open', () => {
    for (const one of [record, broken(), new SampleDecision().record()]) {
      expect(verdictOf(one)).toMatchObject({ verdict: 'follows', exactBytes: true });
    }
  });

  it('[R183] another result, another act, another figure: each is named', () => {
    const end = record.events.findIndex(({ event }) => event.type === 'closed') + 1;
    const rejected = forged(record, ({ events }) => {
      const closed = events[end - 1]?.event;
      if (closed?.type === 'closed') closed.state = 'not_adopted';
    });
    expect(differencesIn(rejected)).toEqual([
      { code: 'NOT_DECIDED', event: end },
      { code: 'NOT_FOLLOWED', at: 'result.adoptedAt' },
    ]);
    const stance = forged(record, ({ history }) => {
      const [first] = history.positions;
      if (first !== undefined) first.stances = { '*': 'in_favour' };
    });
    expect(differencesIn(stance)).toEqual([{ code: 'NOT_FOLLOWED', at: 'history.positions.0.stances.*' }]);
    const figure = forged(record, ({ result }) => {
      const test = result.matters[0]?.count?.tests[0];
      if (test !== undefined) test.have += 1;
    });
    expect(differencesIn(figure)).toEqual([
      { code: 'NOT_FOLLOWED', at: 'result.matters.0.count.tests.0.have' },
    ]);
  });

  it('[R183] an objection that was left out is a gap', () => {
    const without = forged(broken(), (copy) => {
      copy.events = copy.events.filter(({ event }) => event.type !== 'acted');
    });
    expect(differencesIn(without)).toEqual([{ code: 'EVENTS_BROKEN', event: 2 }]);
    const closedUp = forged(without, ({ events }) => {
      for (const [index, event] of events.entries()) event.sequence = index + 1;
    });
    expect(differencesIn(closedUp)).toContainEqual({ code: 'NOT_DECIDED', event: 2 });
  });

  it('[R183] other terms, another electorate, another text: their hashes tell', () => {
    const other = `sha256:${'0'.repeat(64)}` as Hash;
    const weight = forged(record, ({ frozen, events }) => {
      const opening = events[0]?.event;
      for (const terms of [frozen.terms, opening?.type === 'opened' ? opening.terms : frozen.terms]) {
        const [first] = terms.members;
        if (first !== undefined) first.weight += 1;
      }
    });
    expect(differencesIn(weight)).toMatchObject([
      { code: 'HASH', of: 'terms' },
      { code: 'HASH', of: 'electorate' },
      { code: 'NOT_FOLLOWED' },
    ]);
    const text = forged(record, ({ frozen }) => {
      frozen.textHash = other;
    });
    expect(differencesIn(text)).toMatchObject([{ code: 'HASH', of: 'package' }]);
  });

  it('[R183] a copy with something withheld is checked in part, and is never called whole', () => {
    const part = forged(record, (copy) => {
      copy.withheld = { events: 3, positions: true, objectors: false };
      copy.events = copy.events.slice(0, 1);
    });
    expect(verdictOf(part)).toMatchObject({ verdict: 'in_part' });
    expect(verdictOf(forged(part, ({ frozen }) => (frozen.terms.zone = 'UTC')))).toMatchObject({
      verdict: 'differs',
    });
  });

  it('[R183] a file written anew, cut off, with another field, or of another kind', () => {
    const bytes = recordBytes(record);
    expect(verifyDecision(encodeUtf8(JSON.stringify(record, null, 2)))).toMatchObject({
      verdict: 'follows',
      exactBytes: false,
    });
    expect(verifyDecision(bytes.slice(0, 900))).toMatchObject({ verdict: 'damaged', reason: 'TRUNCATED' });
    expect(verifyDecision(encodeUtf8(JSON.stringify({ ...record, more: 1 })))).toMatchObject({
      verdict: 'damaged',
      reason: 'FIELDS',
    });
    expect(verifyDecision(encodeUtf8('{"form":"entente-publication/1"}'))).toEqual({ verdict: 'not_ours' });
    expect(verifyDecision(encodeUtf8('Hello'))).toEqual({ verdict: 'not_ours' });
  });
});
