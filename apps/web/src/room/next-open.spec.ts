import { nextOpen } from './next-open.js';
import { placeAfter } from '../screens/text-tab/place-after.js';

describe('the next open provision', () => {
  const all = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
  const open = (ids: string) => (id: string) => ids.includes(id);

  it('goes on round the end, in both directions', () => {
    expect(nextOpen(all, 'b', 1, open('ac'))?.id).toBe('c');
    expect(nextOpen(all, 'c', 1, open('ac'))?.id).toBe('a');
    expect(nextOpen(all, 'b', -1, open('ad'))?.id).toBe('a');
    expect(nextOpen(all, 'a', -1, open('d'))?.id).toBe('d');
  });

  it('starts at the ends where nothing is selected', () => {
    expect(nextOpen(all, null, 1, open('ad'))?.id).toBe('a');
    expect(nextOpen(all, null, -1, open('ad'))?.id).toBe('d');
  });

  it('is none where none is open', () => {
    expect(nextOpen(all, 'a', 1, open(''))).toBeNull();
  });
});

describe('moving a section by one place', () => {
  it('says after which section it stands then', () => {
    const order = ['a', 'b', 'c'];
    expect([placeAfter(order, 0, 1), placeAfter(order, 1, -1), placeAfter(order, 2, -1)]).toEqual([
      'b',
      null,
      'a',
    ]);
    expect([placeAfter(order, 2, 1), placeAfter(order, 0, -1), placeAfter(order, -1, 1)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
