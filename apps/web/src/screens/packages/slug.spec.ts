import { revisionOf, slugOfNumber } from './slug.js';

describe('addresses of packages', () => {
  it('are made of the number', () => {
    expect(slugOfNumber('JSP 7/26')).toBe('jsp-7-26');
  });

  it('name a version, or none', () => {
    expect(['REV3', 'rev12', 'REV0', 'REV', 'draft', undefined].map(revisionOf)).toEqual([
      3,
      12,
      null,
      null,
      null,
      null,
    ]);
  });
});
