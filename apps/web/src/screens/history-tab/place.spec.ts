import type { History } from '@entente/contracts';
import type { DelegationCode, DocumentId, Instant } from '@entente/kernel';
import { openSteps, readPlace, stepBefore, stepsOfText, writePlace } from './place.js';

const document = '00000000-0000-4000-8000-000000000001' as DocumentId;
const at = (ms: number): Instant => ms as Instant;
const history = {
  sections: [],
  sittings: [{ to: at(300) }, { to: at(100) }],
  more: false,
  versions: [{ revision: 1, at: at(200), heads: [{ document, seq: 7 }] }],
  points: [{ at: at(150), name: 'Before lunch' }],
  restores: [],
  mayReadRemoved: true,
  people: [],
} as unknown as History;

describe('the address of a moment', () => {
  it('says what is shown, and is read back as it was written', () => {
    const place = {
      document,
      seq: 12,
      at: null,
      against: 3,
      removed: true,
      delegation: 'AU' as DelegationCode,
      before: null,
    };
    expect(writePlace(place).toString()).toBe(
      `document=${document}&seq=12&against=3&removed=1&delegation=AU`,
    );
    expect(readPlace(writePlace(place))).toEqual(place);
  });

  it('takes nothing for a moment that is none', () => {
    const read = readPlace(new URLSearchParams('seq=12&at=-5&against=x&removed=true'));
    expect(read).toMatchObject({ document: null, seq: null, at: null, against: null, removed: false });
  });
});

describe('the moments a slider stops at', () => {
  it('are the ends of sittings, versions and named moments, then now', () => {
    expect(stepsOfText(history).map(({ point }) => point)).toEqual([100, 150, 200, 300, null]);
  });

  it('are versions and now for who may see no more', () => {
    const less = { ...history, mayReadRemoved: false };
    expect(stepsOfText(less).map(({ point }) => point)).toEqual([200, null]);
    expect(openSteps(less, document).map(({ point }) => point)).toEqual([7, null]);
  });

  it('a moment between two of them is shown at the earlier one', () => {
    const steps = stepsOfText(history);
    expect([90, 100, 199, 300, 999, null].map((point) => stepBefore(steps, point))).toEqual([
      0, 0, 1, 3, 3, 4,
    ]);
  });
});
