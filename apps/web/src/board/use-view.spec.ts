import { openedOf, searchAfter, toggled, viewOf } from './use-view.js';

const FREEZE = '0191f7a2-6c1d-7e3a-9f10-000000000001';
const TRAVEL = '4b1d0c3e-6c1d-7e3a-9f10-000000000002';

describe('the view in the address', () => {
  it('is the usual one where nothing, or nonsense, stands there', () => {
    const usual = { columns: 'provisions', sort: 'order', book: null, open: [] };
    expect(viewOf(new URLSearchParams(''))).toEqual(usual);
    expect(viewOf(new URLSearchParams('columns=towers&sort=shoe-size&open=.'))).toEqual(usual);
  });

  it('comes back from the address that it made', () => {
    const view = { columns: 'versions', sort: 'weight', book: 'eu-cfsp', open: ['0191f7a2'] } as const;
    expect(viewOf(searchAfter(new URLSearchParams(), view))).toEqual(view);
  });

  it('leaves out what is usual, and what is not its own alone', () => {
    const search = new URLSearchParams('columns=stages&sort=status&open=0191f7a2&from=mail');
    expect(searchAfter(search, { columns: 'provisions', open: [] }).toString()).toBe('sort=status&from=mail');
  });

  it('opens and closes sections one by one, each named by the beginning of its id', () => {
    const one = toggled({ open: [] }, FREEZE);
    const both = toggled({ open: one }, TRAVEL);
    expect(searchAfter(new URLSearchParams(), { open: both }).toString()).toBe('open=0191f7a2.4b1d0c3e');
    expect(openedOf([FREEZE, TRAVEL], { open: both })).toEqual(new Set([FREEZE, TRAVEL]));
    expect(toggled({ open: both }, FREEZE)).toEqual(['4b1d0c3e']);
  });

  it('of a section that is gone opens nothing', () => {
    expect(openedOf([TRAVEL], { open: ['0191f7a2'] })).toEqual(new Set());
  });
});
