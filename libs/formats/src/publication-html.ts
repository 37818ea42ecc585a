import { encodeJcs, type JsonValue } from '@entente/canonical';
import type { PublicationFile } from '@entente/contracts';
import { readCanonicalText, type SectionTree } from '@entente/document';
import { Html, markup } from './html.js';
import { PUBLICATION_STYLE } from './publication-style.js';
import { outlineHtml, textHtml } from './publication-text.js';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `Fri 27 Nov 2026, 17:00 UTC`: one spelling in every place the page is read. */
function time(instant: number): Html {
  const date = new Date(instant);
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = `${DAYS[date.getUTCDay()] ?? ''} ${String(date.getUTCDate())} ${MONTHS[date.getUTCMonth()] ?? ''}`;
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  return markup`<time datetime="${date.toISOString()}">${day} ${date.getUTCFullYear()}, ${clock} UTC</time>`;
}

const ACTS = {
  agree: 'Agreed',
  abstain: 'Abstained',
  abstain_constructive: 'Abstained constructively',
  object: 'Objected',
} as const;
const RULES: ReadonlyMap<string, string> = new Map([
  ['UNANIMITY_ABST', 'Unanimity; an abstention does not prevent adoption'],
]);

const KINDS: ReadonlyMap<string, string> = new Map([
  ['silence', ' By silence: who said nothing until the deadline consented.'],
  ['no_objection', ' By no objection: who said nothing until the deadline consented.'],
  ['written', ' In writing.'],
]);

/** The sections of the published text. A file of ours always has them: its bytes were computed from a frozen text. */
function sectionsOf(file: PublicationFile): readonly SectionTree[] {
  const text = readCanonicalText(encodeJcs(file.text as JsonValue));
  if (!text.ok) throw new Error(`a published text is not canonical: ${text.error.code}`);
  return text.value.sections;
}

/** `AU, CA and EU`. */
function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

function summary({ decision }: PublicationFile): string {
  const agreed = decision.acts.filter(({ act }) => act === 'agree').map(({ name }) => name);
  const abstained = decision.acts.filter(({ act }) => act === 'abstain').map(({ name }) => name);
  const adopted = `Adopted. Agreed by ${listed(agreed)}.`;
  return abstained.length === 0 ? adopted : `${adopted} ${listed(abstained)} abstained.`;
}

function statusBox(file: PublicationFile): Html {
  return markup`<section class="status" aria-label="Status">
    <dl>
      <dt>Status</dt>
      <dd>Adopted ${time(file.decision.adoptedAt)}</dd>
      <dt>Published</dt>
      <dd>${time(file.publishedAt)}</dd>
      <dt>Version</dt>
      <dd>${file.number}, REV ${file.revision}</dd>
      <dt>Package hash</dt>
      <dd><code>${file.packageHash}</code></dd>
      <dt>Text hash</dt>
      <dd><code>${file.textHash}</code></dd>
    </dl>
  </section>`;
}

function decisionPart({ decision }: PublicationFile): Html {
  const rows = decision.acts.map(
    ({ name, partner, act, at, reason }) =>
      markup`<tr>
        <th scope="row">${name} (${partner})</th>
        <td>${ACTS[act]}</td>
        <td>${time(at)}</td>
        <td class="reason">${reason}</td>
      </tr> `,
  );
  return markup`<section aria-labelledby="~decision">
    <h2 id="~decision">Who agreed, and when</h2>
    <table>
      <caption>
        ${RULES.get(decision.rule) ?? decision.rule}.${KINDS.get(decision.kind ?? 'vote') ?? ''} Opened ${time(decision.openedAt)}, adopted
        ${time(decision.adoptedAt)}. Each act names the package hash above.
      </caption>
      <thead>
        <tr>
          <th scope="col">Partner</th>
          <th scope="col">Act</th>
          <th scope="col">Received</th>
          <th scope="col">Reason given</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}

function annexesPart({ annexes }: PublicationFile): Html {
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

/** What the file is called once it is saved: the last part of its address. */
function fileName(address: string): string {
  return `${address.slice(address.lastIndexOf('/') + 1)}.json`;
}

function verificationPart(file: PublicationFile): Html {
  const name = fileName(file.address);
  return markup`<section aria-labelledby="~verify">
    <h2 id="~verify">Check this text yourself</h2>
    <p>
      The <a href="${file.address}.json" download="${name}">canonical file</a> holds this text, the hash of
      each provision, and the acts. Save it, and compute the hashes again:
    </p>
    <ul>
      <li>
        in a browser: the <a href="/verify">verification page</a>; the file does not leave your machine;
      </li>
      <li>
        offline, from a copy of the program:
        <code>npx entente verify ${name} --hash ${file.packageHash}</code>
      </li>
    </ul>
    <p>
      Both say <em>matches</em>, or where the file differs. The package hash covers the text, with the id of
      each provision, and the commitments to the sealed annexes. The names, times and reasons of the acts are
      stated by the secretariat; they are not part of that hash.
    </p>
  </section>`;
}

function textPart(file: PublicationFile): Html {
  const sections = sectionsOf(file);
  return markup`<div class="columns">
    <nav aria-label="Contents">${outlineHtml(sections)}</nav>
    <section class="text" aria-label="Text">${textHtml(sections)}</section>
  </div>`;
}

/**
 * The public page of a published package: complete in itself, without a script, readable in print and by assistive
 * technology (UI §5). The only style is one `<style>` element; there are no style attributes.
 */
export function publicationHtml(file: PublicationFile): string {
  const page = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${file.title} (${file.number})</title>
        <meta name="description" content="${summary(file)}" />
        <link rel="canonical" href="${file.address}" />
        <link rel="alternate" type="application/json" href="${file.address}.json" />
        <style>
          ${new Html(PUBLICATION_STYLE)}
        </style>
      </head>
      <body>
        <a class="skip" href="#~text">Skip to the text</a>
        <header>
          <p class="issuer">${file.coalition} · ${file.number}</p>
          <h1>${file.title}</h1>
          <p class="summary">${summary(file)}</p>
        </header>
        <main>
          ${statusBox(file)}
          <h2 id="~text">Text</h2>
          ${textPart(file)} ${decisionPart(file)} ${annexesPart(file)} ${verificationPart(file)}
        </main>
        <footer>
          <p>
            ${file.coalition}. ${file.number}, REV ${file.revision}.
            <a href="${file.address}">${file.address}</a>
          </p>
        </footer>
      </body>
    </html> `;
  return page.markup;
}
