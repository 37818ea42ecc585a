import { sampleProcedure, type Step } from '../screens/dev/sample-procedure.js';
import { targetRows } from './cells.js';

const items = ['One', 'Two'].map((title, at) => ({ id: `T${String(at + 1)}`, title }));
const cell = (partner: string, target: string, said: string): Step => ({
  type: 'set_cell',
  partner,
  target,
  cell: said,
});
const matrix = (...steps: Step[]) =>
  sampleProcedure({ kind: 'matrix', rule: { id: 'MATRIX', minPartners: 2, minTargets: 1 }, items }, steps)
    .core;

describe('the grid of a matrix', () => {
  it('has a row for each target in the order of the terms, with the last word of each partner', () => {
    const rows = targetRows(matrix(cell('AU', 'T2', 'in'), cell('AU', 'T2', 'in_later')));
    expect(rows.map(({ title }) => title)).toEqual(['One', 'Two']);
    expect(rows[1]?.cells.map(({ partner, cell: said }) => [partner, said])).toEqual([
      ['AU', 'in_later'],
      ['CA', null],
      ['JP', null],
      ['NO', null],
    ]);
  });

  it('counts only who is in, and says what is short until a target can be launched', () => {
    const [one, two] = targetRows(
      matrix(
        cell('AU', 'T1', 'in'),
        cell('CA', 'T1', 'in'),
        cell('AU', 'T2', 'in'),
        cell('CA', 'T2', 'statement_only'),
      ),
    );
    expect([one?.state, one?.inNow, one?.short]).toEqual(['launchable', 2, 0]);
    expect([two?.state, two?.inNow, two?.short]).toEqual(['short', 1, 1]);
  });

  it('closed, tells launched from dropped by what was decided', () => {
    const rows = targetRows(
      matrix(cell('AU', 'T1', 'in'), cell('CA', 'T1', 'in'), { type: 'close', by: 'chair' }),
    );
    expect(rows.map(({ state }) => state)).toEqual(['launched', 'dropped']);
  });
});
