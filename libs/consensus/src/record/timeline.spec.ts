import { instant } from '@entente/kernel';
import { eventfulDecision, sampleAct, SampleDecision } from '@entente/testing';
import { extentOf, lanesOf, placeIn, roundsOf, storeysOf } from './timeline.js';

const at = (iso: string) => {
  const ms = Date.parse(iso);
  return instant(ms);
};
const NOW = at('2026-12-01T00:00:00.000Z');

const isNorway = ({ partner }: { readonly partner: string }): boolean => partner === 'NO';

describe('the timeline of a procedure', () => {
  const record = eventfulDecision().record();

  it('[R184] has a lane for each partner, its steps in their order', () => {
    const lanes = lanesOf(record, NOW);
    expect(lanes.map(({ partner }) => partner)).toEqual(['AU', 'CA', 'GB', 'JP', 'NO']);
    const stepsOf = (partner: string) =>
      lanes.find((lane) => lane.partner === partner)?.marks.map(({ what }) => what);
    expect(stepsOf('AU')).toEqual(['delivered', 'opened', 'acknowledged', 'agree', 'abstain']);
    expect(stepsOf('CA')).toEqual([
      'delivered',
      'opened',
      'acknowledged',
      'reserve',
      'reserve_ended',
      'late',
    ]);
    expect(stepsOf('NO')).toEqual(['delivered', 'opened']);
    expect(lanes.find((lane) => lane.partner === 'JP')?.holds).toEqual([
      { from: at('2026-11-25T09:00:00.000Z'), to: at('2026-11-25T15:00:00.000Z') },
    ]);
  });

  it('[R184] has a round for each procedure: who broke it, what was added, when the clock stood', () => {
    const broken = new SampleDecision({}, '2026-11-20T09:00:00.000Z')
      .send('GB', sampleAct('GB', 'object', { reason: 'Article 4.' }), '2026-11-21T09:00:00.000Z')
      .record();
    const [first, second] = roundsOf([record, broken], NOW);
    expect(first).toMatchObject({
      state: 'broken',
      by: ['GB'],
      to: at('2026-11-21T09:00:00.000Z'),
      extended: [],
    });
    expect(second).toMatchObject({
      state: 'adopted',
      by: [],
      to: at('2026-11-30T16:00:00.001Z'),
      extended: [{ from: at('2026-11-27T16:00:00.000Z'), to: at('2026-11-30T16:00:00.000Z') }],
      stopped: [{ from: at('2026-11-25T09:00:00.000Z'), to: at('2026-11-25T15:00:00.000Z') }],
    });
  });

  it('[R238] a round says how it came after the one before it, and whom it does not ask', () => {
    const { members } = record.frozen.terms;
    const [left, asked] = [members.filter(isNorway), members.filter((member) => !isNorway(member))];
    const without = { partners: left.map(({ partner }) => partner), ground: 'Norway does not sit there.' };
    const switched = new SampleDecision({ followsAs: 'forum_switch', members: asked, without }).record();
    expect(roundsOf([switched], NOW)).toMatchObject([{ followsAs: 'forum_switch', without: ['NO'] }]);
    expect(roundsOf([record], NOW)).toMatchObject([{ followsAs: null, without: [] }]);
  });

  it('[R184] a round that runs reaches to its deadline, and every instant has its place', () => {
    const running = new SampleDecision().record();
    const soon = at('2026-11-25T00:00:00.000Z');
    const [round] = roundsOf([running], soon);
    expect(round).toMatchObject({ state: 'open', to: at('2026-11-27T16:00:00.000Z') });
    const extent = extentOf([round ?? { from: soon, to: soon }], lanesOf(running, soon));
    expect(extent).toEqual({ from: at('2026-11-24T09:00:00.000Z'), to: at('2026-11-27T16:00:00.000Z') });
    expect(
      extent === null ? [] : [at('2026-11-24T09:00:00.000Z'), extent.to].map((one) => placeIn(extent, one)),
    ).toEqual([0, 1]);
    expect(extentOf([])).toBeNull();
  });

  it('[R184] marks that would cover each other stand one above the other', () => {
    const extent = { from: at('2026-11-24T00:00:00.000Z'), to: at('2026-11-25T00:00:00.000Z') };
    const marks = ['00:00', '00:10', '00:20', '12:00'].map((clock) => ({
      at: at(`2026-11-24T${clock}:00.000Z`),
      what: 'agree' as const,
    }));
    expect(storeysOf(marks, extent, 0.02).map(({ storey }) => storey)).toEqual([0, 1, 2, 0]);
    expect(storeysOf(marks, extent, 0).map(({ storey }) => storey)).toEqual([0, 0, 0, 0]);
  });
});
