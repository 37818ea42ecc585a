import { readPlace, writePlace, type ComparePlace } from './place.js';

const read = (search: string, revisions = [1, 2, 3]): ComparePlace =>
  readPlace(new URLSearchParams(search), revisions);

describe('the address of a comparison', () => {
  it('is the newest version beside the draft where it says nothing', () => {
    expect(read('')).toEqual({ from: 3, to: null, view: 'side', changed: false });
  });

  it('gives again what was written', () => {
    const place = { from: 1, to: 2, view: 'four', changed: true } as const;
    expect(writePlace(place).toString()).toBe('from=REV1&to=REV2&view=four&changed=1');
    expect(read(writePlace(place).toString())).toEqual(place);
    const draft = { from: 2, to: null, view: 'marked', changed: false } as const;
    expect(read(writePlace(draft).toString())).toEqual(draft);
  });

  it('asks for no version that is not there, and for no view that is none', () => {
    expect(read('from=REV9&to=REV0&view=pie')).toEqual({ from: 3, to: null, view: 'side', changed: false });
    expect(read('from=2&to=-1')).toMatchObject({ from: 3, to: null });
    expect(read('', [])).toMatchObject({ from: 0, to: null });
  });
});
