import type { PublicationFile } from '@entente/contracts';
import { markup, type Html } from './html.js';

/** The sealed annexes that the package hash binds. */
export function annexesPart({ annexes }: PublicationFile): Html {
  if (annexes.length === 0) return markup``;
  const rows = annexes.map(
    ({ title, owner, commitment }) =>
      markup`<tr>
        <td>${title ?? 'Not public'}</td>
        <td>${owner ?? 'Not public'}</td>
        <td><code>${commitment}</code></td>
      </tr> `,
  );
  return markup`<section aria-labelledby="~annexes">
    <h2 id="~annexes">Sealed annexes</h2>
    <table>
      <caption>
        The package hash binds each annex by a commitment to its exact content. Its name and owner are shown
        only where the owner allows it.
      </caption>
      <thead>
        <tr>
          <th scope="col">Annex</th>
          <th scope="col">Owner</th>
          <th scope="col">Commitment</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}
