import type { SealedPublicationFile } from '@entente/contracts';
import { markup, type Html } from './html.js';
import { time } from './publication-words.js';

type Decision = SealedPublicationFile['decision'];
type Said = NonNullable<Decision['cells']>[number];

const CELLS: Readonly<Record<Said['cell'], string>> = {
  in: 'In',
  in_later: 'In later',
  statement_only: 'Statement only',
  not_in: 'Not in',
};

/** Who is in on which target: a row a target that was launched, a column a partner that said something of one. */
export function cellsTable({ cells = [], entries }: Decision, caption: Html): Html {
  const partners = [...new Map(cells.map(({ partner, name }) => [partner, name]))];
  const numbers = [...new Set(cells.map(({ entry }) => entry))];
  const rows = numbers.map((number) => {
    const entry = entries[number - 1];
    const title = entry?.state === 'adopted' ? entry.title : String(number);
    const said = partners.map(([partner]) =>
      cellHtml(cells.find((one) => one.entry === number && one.partner === partner)),
    );
    return markup`<tr><th scope="row">${title}</th>${said}</tr> `;
  });
  return markup`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">Target</th>
        ${partners.map(([partner, name]) => markup`<th scope="col">${name} (${partner})</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function cellHtml(said: Said | undefined): Html {
  return said === undefined
    ? markup`<td>Said nothing</td>`
    : markup`<td>${CELLS[said.cell]}, ${time(said.at)}</td>`;
}
