import type { JsonValue } from '@entente/canonical';
import type { PublicationFile, PublishedCorrigendum } from '@entente/contracts';
import { numberSections, type Labels } from '@entente/document';
import { markup, type Html } from './html.js';
import { time } from './publication-words.js';
import { readPart } from './sealed/read-part.js';

/** What was corrected after the text was tabled: *for* some words *read* others. The text of the page has the words as corrected. */
export function corrigendaPart(file: PublicationFile): Html {
  if (!('corrigenda' in file) || file.corrigenda === undefined) return markup``;
  const labels = numberSections(readPart(file.text as JsonValue)?.sections ?? []);
  const items = file.corrigenda.map((one, index) => corrigendumPart(one, index + 1, labels));
  return markup`<section aria-labelledby="~corrigenda">
    <h2 id="~corrigenda">Corrigenda</h2>
    <p>
      The text above is consolidated: it has the words as corrected. The text as it was before each corrigendum
      is in the canonical file, with its hashes.
    </p>
    ${items}
  </section>`;
}

function corrigendumPart(
  { filedAt, standsAt, note, passages, leftOut, of }: PublishedCorrigendum,
  number: number,
  labels: Labels,
): Html {
  const rows = passages.map(
    ({ unit, before, after }) =>
      markup`<tr>
        <th scope="row">${placeOf(unit, labels)}</th>
        <td><del>${before}</del></td>
        <td>${after === '' ? 'Deleted' : markup`<ins>${after}</ins>`}</td>
      </tr> `,
  );
  const table = markup`<table>
    <thead>
      <tr>
        <th scope="col">Place</th>
        <th scope="col">For</th>
        <th scope="col">Read</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  return markup`<h3>Corrigendum ${number}</h3>
    <p>
      Filed ${time(filedAt)}; not contested by ${time(standsAt)}, and stands since.${note === null ? '' : markup` ${note}`}
    </p>
    ${passages.length === 0 ? '' : table} ${leftOut === 0 ? '' : markup`<p>${leftOutWords(leftOut)}</p>`}
    <p>Package hash before it: <code>${of.packageHash}</code>.</p>`;
}

function placeOf(unit: string, labels: Labels): Html {
  const citation = labels.get(unit)?.citation ?? '';
  return citation === '' ? markup`Text` : markup`${citation}`;
}

const leftOutWords = (many: number): string =>
  many === 1 ? 'One passage is in what is left out.' : `${String(many)} passages are in what is left out.`;
