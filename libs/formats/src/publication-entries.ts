import type { PublicationFile, SealedPublicationFile } from '@entente/contracts';
import { markup, type Html } from './html.js';
import { time } from './publication-words.js';

type Entry = SealedPublicationFile['decision']['entries'][number];

const CAUSES: ReadonlyMap<string, string> = new Map([
  ['objection', 'an objection'],
  ['reserve_not_lifted', 'a reserve that was not lifted'],
  ['counted', 'the count'],
  ['quorum_not_met', 'no quorum'],
]);

/** What was decided of each entry. Of one that is left out neither its title nor its words are here. */
export function entriesPart(file: PublicationFile): Html {
  if (file.form === 'entente-publication/1' || file.decision.entries.length === 0) return markup``;
  const { decision, adds } = file;
  const rows = decision.entries.map(
    (entry, at) =>
      markup`<tr>
        <td>${at + 1}</td>
        <th scope="row">${entry.state === 'adopted' ? entry.title : 'Left out'}</th>
        <td>${stateWords(entry)}${adds.includes(at + 1) ? ', added by this amendment' : ''}</td>
        <td>${entry.at === null ? '' : time(entry.at)}</td>
        <td>${entry.state === 'adopted' ? '' : entry.left.map((commitment) => markup`<code>${commitment}</code> `)}</td>
      </tr> `,
  );
  return markup`<section aria-labelledby="~entries">
    <h2 id="~entries">What was decided of each entry</h2>
    <table>
      <caption>
        Of an entry that is left out only its place and a commitment are published. The commitment is the hash
        of its words and of a secret salt: it lets anybody count the package hash again, and cannot be tried
        out.${decision.residual === null ? '' : markup` Hash of what is adopted: <code>${decision.residual}</code>.`}
      </caption>
      <thead>
        <tr>
          <th scope="col">No.</th>
          <th scope="col">Entry</th>
          <th scope="col">Decision</th>
          <th scope="col">Since</th>
          <th scope="col">Commitment</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}

function stateWords(entry: Entry): string {
  if (entry.state === 'adopted') return entry.framework ? 'Adopted: the text around the entries' : 'Adopted';
  if (entry.state === 'open') return 'To be decided';
  const cause = entry.cause === null ? undefined : CAUSES.get(entry.cause);
  return cause === undefined ? 'Not adopted' : `Not adopted: ${cause}`;
}
