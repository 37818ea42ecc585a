import type { JsonValue } from '@entente/canonical';
import type { PublicationFile } from '@entente/contracts';
import { Html, markup } from './html.js';
import { annexesPart } from './publication-annexes.js';
import { corrigendaPart } from './publication-corrigenda.js';
import { decisionPart } from './publication-decision.js';
import { entriesPart } from './publication-entries.js';
import { PUBLICATION_STYLE } from './publication-style.js';
import { outlineHtml, textHtml, type LeftOutWords } from './publication-text.js';
import { fileName, listed, time } from './publication-words.js';
import { readPart, type ReadPart } from './sealed/read-part.js';

/** An edition that came after the one that is shown. */
export interface LaterEdition {
  readonly address: string;
  readonly publishedAt: number;
}

/** The published text. A file of ours always has one: it was made of a frozen text. */
function textOf(file: PublicationFile): ReadPart {
  const text = readPart(file.text as JsonValue);
  if (text === null) throw new Error('a published text has not the shape of one');
  return text;
}

function summary({ decision }: PublicationFile): string {
  const names = (act: string): string[] => [
    ...new Set(decision.acts.filter((one) => one.act === act).map(({ name }) => name)),
  ];
  const [agreed, abstained] = [names('agree'), names('abstain')];
  const inPart = 'entries' in decision && decision.entries.some(({ state }) => state !== 'adopted');
  return [
    inPart ? 'Adopted in part.' : 'Adopted.',
    ...(agreed.length === 0 ? [] : [`Agreed by ${listed(agreed)}.`]),
    ...(abstained.length === 0 ? [] : [`${listed(abstained)} abstained.`]),
  ].join(' ');
}

function statusWords({ decision }: PublicationFile): Html {
  const at = time(decision.adoptedAt);
  const left = 'entries' in decision && decision.entries.some(({ state }) => state !== 'adopted');
  if (!left) return markup`Adopted ${at}`;
  return decision.complete
    ? markup`Adopted in part ${at}`
    : markup`Adopted in part ${at}; the rest is to be decided`;
}

/** Where the words are not as they were tabled. */
function correctedRow(file: PublicationFile): Html {
  const last = 'corrigenda' in file ? file.corrigenda?.at(-1) : undefined;
  if (last === undefined) return markup``;
  return markup`<dt>Corrected</dt>
    <dd><a href="#~corrigenda">by a corrigendum</a>, ${time(last.standsAt)}</dd>`;
}

/** The editions that this one amends. */
function amendsRows(file: PublicationFile): Html {
  if (!('amends' in file) || file.amends.length === 0) return markup``;
  const rows = file.amends.map(
    ({ address, publishedAt, fileHash }) =>
      markup`<dd><a href="${address}">${address}</a>, ${time(publishedAt)}, file <code>${fileHash}</code></dd>`,
  );
  return markup`<dt>Amends</dt>${rows}`;
}

/** Said on the page of an earlier edition, whose file stays as it was published. */
function laterPart(later: readonly LaterEdition[]): Html {
  if (later.length === 0) return markup``;
  const links = later.map(
    ({ address, publishedAt }) => markup`<li><a href="${address}">${address}</a>, ${time(publishedAt)}</li>`,
  );
  return markup`<section class="status" aria-label="Amended">
    <p>Amended since by:</p>
    <ul>
      ${links}
    </ul>
  </section>`;
}

function statusBox(file: PublicationFile): Html {
  return markup`<section class="status" aria-label="Status">
    <dl>
      <dt>Status</dt>
      <dd>${statusWords(file)}</dd>
      <dt>Published</dt>
      <dd>${time(file.publishedAt)}</dd>
      <dt>Version</dt>
      <dd>${file.number}, REV ${file.revision}</dd>
      <dt>Package hash</dt>
      <dd><code>${file.packageHash}</code></dd>
      <dt>Text hash</dt>
      <dd><code>${'textHash' in file ? file.textHash : file.sealedText}</code></dd>
      ${correctedRow(file)} ${amendsRows(file)}
    </dl>
  </section>`;
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
      each provision, what is left out of it by its commitments, and the commitments to the sealed annexes.
      The names, times and reasons of the acts, and what was decided on each entry, are stated by the
      secretariat; they are not part of that hash.
    </p>
  </section>`;
}

function textPart(file: PublicationFile): Html {
  const { sections, left } = textOf(file);
  const words = leftOutWords(file, left);
  return markup`<div class="columns">
    <nav aria-label="Contents">${outlineHtml(sections, words)}</nav>
    <section class="text" aria-label="Text">${textHtml(sections, words)}</section>
  </div>`;
}

/** What stands in each place where something was left out, by its anchor. */
function leftOutWords(file: PublicationFile, left: ReadPart['left']): LeftOutWords {
  const entries = 'entries' in file.decision ? file.decision.entries : [];
  return new Map(
    [...left.values()].map(({ id, commitment }) => {
      const entry = entries.find((one) => one.state !== 'adopted' && one.left.includes(commitment));
      const words = entry?.state === 'open' ? 'Not decided yet. Left out.' : 'Not adopted. Left out.';
      return [id, { words, commitment }];
    }),
  );
}

/**
 * The public page of a published package: complete in itself, without a script, readable in print and by assistive
 * technology (UI §5). The only style is one `<style>` element; there are no style attributes.
 */
export function publicationHtml(file: PublicationFile, later: readonly LaterEdition[] = []): string {
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
          ${laterPart(later)} ${statusBox(file)}
          <h2 id="~text">Text</h2>
          ${textPart(file)} ${corrigendaPart(file)} ${entriesPart(file)} ${decisionPart(file)} ${annexesPart(file)}
          ${verificationPart(file)}
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
