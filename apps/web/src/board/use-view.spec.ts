import { searchAfter, viewOf } from './use-view.js';

describe('the view in the address', () => {
  it('is the usual one where nothing, or nonsense, stands there', () => {
    const usual = { columns: 'provisions', sort: 'order', book: null };
    expect(viewOf(new URLSearchParams(''))).toEqual(usual);
    expect(viewOf(new URLSearchParams('columns=towers&sort=shoe-size'))).toEqual(usual);
  });

  it('comes back from the address that it made', () => {
    const view = { columns: 'versions', sort: 'weight', book: 'eu-cfsp' } as const;
    expect(viewOf(searchAfter(new URLSearchParams(), view))).toEqual(view);
  });

  it('leaves out what is usual, and what is not its own alone', () => {
    const search = new URLSearchParams('columns=stages&sort=status&from=mail');
    expect(searchAfter(search, { columns: 'provisions' }).toString()).toBe('sort=status&from=mail');
  });
});
