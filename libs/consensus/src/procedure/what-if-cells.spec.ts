import { at, code, Run, seats, silence, speaker } from './procedure.kit.js';
import type { ProcedureCommand } from './command.js';
import type { Cell } from './state.js';
import { whatIfCells, type SupposedCell } from './what-if-cells.js';

const OPENED = '2026-06-08T08:00:00.000Z';

describe('what if in a matrix', () => {
  const cell = (partner: string, target: string, said: Cell): ProcedureCommand => ({
    ...speaker(partner),
    type: 'set_cell',
    target,
    cell: said,
    nonce: `${partner} ${target}`,
  });
  const supposed = (partner: string, target: string, said: Cell): SupposedCell => ({
    partner: code(partner),
    target,
    cell: said,
  });
  const matrix = new Run(
    silence({
      kind: 'matrix',
      rule: { id: 'MATRIX', minPartners: 2, minTargets: 1 },
      members: seats(['AU', 'CA', 'NO']),
      items: [
        { id: 'T1', title: 'Unit 4127' },
        { id: 'T2', title: 'Its commander' },
      ],
      deadlineAt: at('2026-06-11T10:00:00.000Z'),
    }),
    OPENED,
  )
    .send(cell('AU', 'T1', 'in'), OPENED)
    .send(cell('CA', 'T1', 'in_later'), OPENED).now;
  const launched = (...cells: readonly SupposedCell[]) => {
    const would = whatIfCells(matrix, cells);
    return would === null
      ? null
      : {
          ...would,
          targets: would.targets.map(({ now, would: other }) => [
            other.target,
            now.launched,
            other.launched,
            other.short,
          ]),
        };
  };

  it('[R239] counts a copy in which cells are said: which targets would be launched, and whether it turns', () => {
    expect(launched()).toEqual({
      targets: [
        ['T1', false, false, 1],
        ['T2', false, false, 2],
      ],
      outcome: 'not_adopted',
      flips: false,
    });
    expect(launched(supposed('NO', 'T1', 'in'))).toEqual({
      targets: [
        ['T1', false, true, 0],
        ['T2', false, false, 2],
      ],
      outcome: 'adopted',
      flips: true,
    });
    expect(matrix.cells).toHaveLength(2);
  });

  it('[R239] of one partner and target the last supposition stands, and only *in* is in', () => {
    for (const out of ['in_later', 'statement_only', 'not_in'] as const) {
      expect(launched(supposed('NO', 'T1', 'in'), supposed('NO', 'T1', out))?.flips).toBe(false);
    }
    expect(launched(supposed('CA', 'T1', 'in'), supposed('AU', 'T1', 'not_in'))?.outcome).toBe('not_adopted');
  });

  it('[R239] who is not asked, or a target that is not there, changes nothing; under another rule there is none', () => {
    expect(launched(supposed('ZZ', 'T1', 'in'), supposed('NO', 'T9', 'in'))).toEqual(launched());
    expect(whatIfCells(new Run(silence(), OPENED).now, [])).toBeNull();
  });
});
