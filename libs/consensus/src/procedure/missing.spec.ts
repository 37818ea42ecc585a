import { act, Run, says, seats, silence } from './procedure.kit.js';
import { missing } from './outcome.js';
import type { Terms } from './terms.js';

const T0 = '2026-06-08T08:00:00.000Z';
const open = (change: Partial<Terms>): Run =>
  new Run(
    silence({
      kind: 'vote',
      deadlineAt: null,
      reasonsRequired: false,
      members: seats(['AU', 'CA', 'GB']),
      ...change,
    }),
    T0,
  );
const items = ['e1', 'e2'].map((id) => ({ id, title: `Entry ${id}` }));
const pair: Terms['rule'] = {
  id: 'COMPOSITE',
  parts: [
    { name: 'decision', rule: { id: 'UNANIMITY_ABST' } },
    { name: 'regulation', rule: { id: 'SIMPLE_MAJORITY_MEMBERS' } },
  ],
};

describe('what comes of it if all awaited agree', () => {
  it('[R13] to what they have not answered: an objection to one part of a rule stays', () => {
    const run = open({ rule: pair }).send(act('GB', 'object', { scope: ['decision'] }), T0);
    expect(missing(run.now)).toMatchObject({ awaited: ['AU', 'CA', 'GB'], ifAllAgree: 'not_adopted' });
    run.send(act('AU', 'agree'), T0).send(act('CA', 'agree'), T0);
    expect(missing(run.now)).toMatchObject({ awaited: ['GB'], ifAllAgree: 'not_adopted' });
    const other = open({ rule: pair }).send(act('GB', 'object', { scope: ['regulation'] }), T0);
    expect(missing(other.now).ifAllAgree).toBe('adopted');
  });

  it('[R13] whoever has not answered on each entry is awaited, and what it said of one stays', () => {
    const written = { kind: 'written', rule: { id: 'UNANIMITY_ABST' }, severable: true, items } as const;
    const deadlineAt = silence().deadlineAt;
    const run = open({ ...written, deadlineAt }).send(act('GB', 'object', { scope: ['e1'] }), T0);
    expect(missing(run.now)).toMatchObject({ awaited: ['AU', 'CA', 'GB'], ifAllAgree: 'adopted' });
    run.send(act('GB', 'object', { scope: ['e2'] }), T0);
    expect(missing(run.now)).toMatchObject({ awaited: ['AU', 'CA'], ifAllAgree: 'not_adopted' });
  });

  it('[R13] agreeing to the framework, which bears on everything, goes over nothing that was said', () => {
    const framed = [{ id: 'fw', title: 'Framework', framework: true }, ...items];
    const written = {
      kind: 'written',
      rule: { id: 'UNANIMITY_ABST' },
      severable: true,
      items: framed,
    } as const;
    const run = open({ ...written, deadlineAt: silence().deadlineAt });
    for (const scope of [['e1'], ['e2']]) run.send(act('GB', 'abstain', { scope }), T0);
    for (const partner of ['AU', 'CA']) {
      for (const scope of [['e1'], ['e2']]) run.send(act(partner, 'abstain', { scope }), T0);
    }
    // Only the framework gets a vote in favour: the entries, on which all abstain, do not pass.
    expect(missing(run.now)).toMatchObject({ awaited: ['AU', 'CA', 'GB'], ifAllAgree: 'adopted' });
    const framework = run.send(act('AU', 'object', { scope: ['fw'] }), T0);
    expect(missing(framework.now).ifAllAgree).toBe('not_adopted');
  });

  it('[R13] [R99] in a matrix they are in on each target of which they have said nothing', () => {
    const rule = { id: 'MATRIX', minPartners: 2, minTargets: 1 } as const;
    const matrix = (): Run => open({ kind: 'matrix', rule, items });
    expect(missing(matrix().now).ifAllAgree).toBe('adopted');
    const run = matrix();
    for (const partner of ['AU', 'CA']) {
      for (const target of ['e1', 'e2']) run.send(says(partner, 'set_cell', { target, cell: 'not_in' }), T0);
    }
    expect(missing(run.now)).toMatchObject({ awaited: ['GB'], ifAllAgree: 'not_adopted' });
  });
});
