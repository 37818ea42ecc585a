import { shortName } from './columns.js';

describe('columns of the board', () => {
  it('have names as narrow as a column', () => {
    expect(['Article 4(2)(a)', 'Recital (12)', 'Annex I', 'Annex', 'Preamble'].map(shortName)).toEqual([
      '4(2)(a)',
      'R12',
      'A I',
      'A',
      'Prea.',
    ]);
  });
});
