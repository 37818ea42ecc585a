import type { PersonId } from '@entente/kernel';
import { act, Run, says, seats, silence } from './procedure.kit.js';
import { missing } from './outcome.js';
import { seenBy } from './sight.js';
import type { Terms } from './terms.js';

const T0 = '2026-06-08T08:00:00.000Z';
const T1 = '2026-06-09T08:00:00.000Z';
const T2 = '2026-06-10T08:00:00.000Z';
const vote = (change: Partial<Terms> = {}): Run =>
  new Run(
    silence({
      kind: 'vote',
      rule: { id: 'SIMPLE_MAJORITY_MEMBERS' },
      deadlineAt: null,
      reasonsRequired: false,
      members: seats(['AU', 'CA', 'GB']),
      ...change,
    }),
    T0,
  );
const takesBack = (partner: string) => says(partner, 'withdraw_objection', {});
const minister = { person: 'minister' as PersonId, level: 'capital' } as const;

describe('an objection taken back', () => {
  it('[R251] [R68] the partner has then not answered: an agreement from before does not come back', () => {
    const run = vote().send(act('AU', 'agree'), T0).send(act('CA', 'agree'), T0);
    run.send(act('CA', 'object'), T1).send(takesBack('CA'), T1);
    expect(missing(run.now)).toMatchObject({ agreed: ['AU'], objected: [], awaited: ['CA', 'GB'] });
    run.send(act('GB', 'object'), T2);
    expect(run.now.state).toBe('open');
    expect(run.send(act('CA', 'agree'), T2).now.state).toBe('adopted');
  });

  it('[R251] what is said afterwards counts, at whatever level', () => {
    const run = vote()
      .send(act('CA', 'object', minister), T0)
      .send(takesBack('CA'), T0);
    run.send(act('CA', 'agree', { level: 'counsellor' }), T1);
    expect(missing(run.now)).toMatchObject({ agreed: ['CA'], awaited: ['AU', 'GB'] });
  });

  it('[R251] what a lower level said meanwhile comes back as little', () => {
    const run = vote()
      .send(act('CA', 'object', minister), T0)
      .send(act('CA', 'agree'), T0);
    expect(missing(run.send(takesBack('CA'), T1).now)).toMatchObject({
      agreed: [],
      awaited: ['AU', 'CA', 'GB'],
    });
    expect(missing(run.send(act('CA', 'abstain'), T1).now).abstained).toEqual(['CA']);
  });

  it('[R251] to whoever is not told of objections it changes nothing that they see', () => {
    const observer = { partner: null, office: null };
    const seen = (run: Run) => seenBy(run.now, observer);
    const agreed = vote({ nameObjectors: false }).send(act('CA', 'agree', { nonce: 'first' }), T0);
    const before = seen(agreed);
    agreed.send(act('CA', 'object'), T0).send(takesBack('CA'), T0);
    expect(seen(agreed)).toEqual(before);
  });

  it('[R251] objected twice and taken back once, it is against no more', () => {
    const twice = vote().send(act('CA', 'object'), T0).send(act('CA', 'object'), T1);
    expect(missing(twice.send(takesBack('CA'), T2).now).objected).toEqual([]);
    const levels = vote()
      .send(act('CA', 'object', minister), T0)
      .send(act('CA', 'object'), T1);
    expect(missing(levels.send(takesBack('CA'), T2).now).objected).toEqual([]);
    expect(levels.of('objection_withdrawn')).toHaveLength(2);
    expect(levels.code(takesBack('CA'), T2)).toBe('NOTHING_THERE');
  });
});

describe('an objection to one part', () => {
  const pair: Terms['rule'] = {
    id: 'COMPOSITE',
    parts: [
      { name: 'decision', rule: { id: 'UNANIMITY_ABST' } },
      { name: 'regulation', rule: { id: 'SIMPLE_MAJORITY_MEMBERS' } },
    ],
  };
  const others = (run: Run): Run => run.send(act('AU', 'agree'), T2).send(act('CA', 'agree'), T2);

  it('[R251] [R111] is taken back whatever was said of another part since, which stays', () => {
    const run = vote({ rule: pair }).send(act('GB', 'object', { scope: ['decision'] }), T0);
    run.send(act('GB', 'agree', { scope: ['regulation'] }), T0);
    expect(run.code(takesBack('GB'), T1)).toBe('done');
    others(run);
    expect(run.now.state).toBe('open');
    expect(run.send(act('GB', 'agree', { scope: ['decision'] }), T2).now.state).toBe('adopted');
  });

  it('[R251] [R111] leaves an agreement to the whole standing for the other part', () => {
    const run = vote({ rule: pair }).send(act('GB', 'agree'), T0);
    run.send(act('GB', 'object', { scope: ['decision'] }), T0).send(takesBack('GB'), T1);
    expect(others(run).now.state).toBe('open');
    expect(run.send(act('GB', 'agree', { scope: ['decision'] }), T2).now.state).toBe('adopted');
  });

  it('[R251] of entries decided one by one, is taken back where the entry is not decided', () => {
    const items = ['e1', 'e2'].map((id) => ({ id, title: `Entry ${id}` }));
    const run = vote({ severable: true, items }).send(act('GB', 'object', { scope: ['e1'] }), T0);
    run.send(act('GB', 'agree', { scope: ['e2'] }), T0);
    expect(run.code(takesBack('GB'), T1)).toBe('done');
    run.send(act('GB', 'object', { scope: ['e1'] }), T1);
    others(run);
    expect(run.code(takesBack('GB'), T2)).toBe('ALREADY_CLOSED');
  });
});
