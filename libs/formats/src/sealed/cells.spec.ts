import type { SealedPublicationFile } from '@entente/contracts';
import { publicationHtml, verifyPublication } from '../index.js';
import { bytesOf, partFile } from './sealed.kit.js';

type Cells = NonNullable<SealedPublicationFile['decision']['cells']>;

const AT = 1_795_798_800_000;
const said = (partner: string, entry: number, cell: Cells[number]['cell']): Cells[number] =>
  ({ partner, name: `Land of ${partner}`, entry, cell, at: AT }) as Cells[number];
const CELLS = [said('AU', 1, 'in'), said('CA', 1, 'in_later'), said('AU', 2, 'statement_only')];

/** Targets 1, 2 and 4 were launched, 3 was dropped. */
const matrix = (cells: Cells = CELLS): SealedPublicationFile =>
  partFile({ E3: 'rejected' }, {}, { rule: 'MATRIX', kind: 'matrix', cells });

const differences = (file: SealedPublicationFile): readonly object[] => {
  const verdict = verifyPublication(bytesOf(file));
  return verdict.verdict === 'differs' ? verdict.differences : [];
};

describe('the publication of a matrix', () => {
  it('[F62] matches with what each partner said of the targets that were launched', () => {
    expect(verifyPublication(bytesOf(matrix())).verdict).toBe('matches');
    expect(verifyPublication(bytesOf(matrix([]))).verdict).toBe('matches');
  });

  it('[F62] contradicts itself with a word on a target that was dropped or is none, or with two on one', () => {
    const cells = { code: 'ENTRIES', detail: 'CELLS', entry: null };
    expect(differences(matrix([...CELLS, said('NO', 3, 'in')]))).toEqual([cells]);
    expect(differences(matrix([...CELLS, said('NO', 9, 'in')]))).toEqual([cells]);
    expect(differences(matrix([...CELLS, said('AU', 1, 'not_in')]))).toEqual([
      { code: 'DECISION', detail: 'TWICE', partner: 'AU' },
    ]);
  });

  it('[F62] the page has a grid of targets and partners, with who said nothing', () => {
    const page = publicationHtml(matrix());
    expect(page).toContain('Who takes part, and in what');
    expect(page).toMatch(/<th scope="row">Sable<\/th><td>In, .*<td>In later, /s);
    expect(page).toMatch(/<th scope="row">Unit<\/th><td>Statement only, .*<td>Said nothing<\/td>/s);
    expect(page).not.toContain('Reason given');
  });

  it('[F62] a file without acts or cells says that it has none, and has no empty table', () => {
    const page = publicationHtml(partFile({}));
    expect(page).toContain('No act of a partner is part of this publication.');
    expect(page).not.toContain('Reason given');
    const before = publicationHtml(partFile({}, {}, { rule: 'MATRIX', kind: 'matrix' }));
    expect(before).toContain('This file does not say where partners stood.');
  });
});
