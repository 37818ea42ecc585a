import { assertNever } from '@entente/kernel';
import {
  blocksOf,
  numberSections,
  wordsOf,
  type CanonicalNode,
  type Labels,
  type SectionTree,
} from '@entente/document';
import { markup, type Html } from './html.js';

/** What is shown in each place where something was left out, by its anchor. */
export type LeftOutWords = ReadonlyMap<string, { readonly words: string; readonly commitment: string }>;

/** The legal text of a publication as HTML, with an anchor at each provision. */
interface Rendering {
  readonly labels: Labels;
  readonly left: LeftOutWords;
}

/** What is said in a place where something was left out; undefined where nothing was. */
function leftOut(id: string | undefined, { left }: Rendering): Html | undefined {
  const out = id === undefined ? undefined : left.get(id);
  if (out === undefined) return undefined;
  return markup`<p class="left-out">${out.words} Commitment <code>${out.commitment}</code></p>`;
}

/** Where a section can be linked to. `~` stands in no provision's id, so no anchor of the page meets one of the text. */
export function sectionAnchor(index: number): string {
  return `~section-${String(index + 1)}`;
}

function anchorLink(id: string, citation: string): Html {
  return markup`<a class="anchor" href="#${id}" aria-label="Link to ${citation}">§</a>`;
}

interface Marked {
  readonly id: string | null;
  readonly marker: string;
  readonly citation: string;
}

function markedOf(node: CanonicalNode, { labels }: Rendering): Marked {
  const id = node[1]['id'] ?? null;
  const label = id === null ? undefined : labels.get(id);
  return { id, marker: label?.marker ?? '', citation: label?.citation ?? '' };
}

/** A provision with its anchor, and its number hanging before it where it has one. */
function provision(tag: 'div' | 'li', node: CanonicalNode, content: Html, rendering: Rendering): Html {
  const { id, marker, citation } = markedOf(node, rendering);
  const link = id === null ? '' : anchorLink(id, citation);
  const body =
    marker === '' ? content : markup`<div class="marked"><span>${marker}</span><div>${content}</div></div>`;
  const attribute = id === null ? '' : markup` id="${id}"`;
  return tag === 'li'
    ? markup`<li class="provision"${attribute}>${link}${body}</li>`
    : markup`<div class="provision"${attribute}>${link}${body}</div>`;
}

/** Blocks in order; points that follow each other are one list. */
function flow(nodes: readonly CanonicalNode[], rendering: Rendering): Html {
  const parts: Html[] = [];
  let points: CanonicalNode[] = [];
  const endList = (): void => {
    if (points.length > 0) {
      parts.push(
        markup`<ol>${points.map((point) => provision('li', point, contentOf(point, rendering), rendering))}</ol>`,
      );
    }
    points = [];
  };
  for (const node of nodes) {
    if (node[0] === 'point') points.push(node);
    else {
      endList();
      parts.push(block(node, rendering));
    }
  }
  endList();
  return markup`${parts}`;
}

const contentOf = (node: CanonicalNode, rendering: Rendering): Html =>
  leftOut(node[1]['id'], rendering) ?? flow(blocksOf(node), rendering);

function block(node: CanonicalNode, rendering: Rendering): Html {
  const [name] = node;
  if (name === 'paragraph') return provision('div', node, contentOf(node, rendering), rendering);
  const out = leftOut(node[1]['id'], rendering);
  if (out !== undefined) return provision('div', node, out, rendering);
  const words = wordsOf(node);
  if (name === 'heading') {
    const { id, citation } = markedOf(node, rendering);
    if (id === null) return markup`<h4>${words}</h4>`;
    return markup`<h4 class="provision" id="${id}">${anchorLink(id, citation)}${words}</h4>`;
  }
  const paragraph = markup`<p>${words}</p>`;
  return node[1]['id'] === undefined ? paragraph : provision('div', node, paragraph, rendering);
}

/** The section's own heading: its number, and the words of its first heading where that is the first block. */
function headed(
  section: SectionTree,
  index: number,
  rendering: Rendering,
): { heading: Html; rest: CanonicalNode[] } {
  const blocks = blocksOf(section.tree);
  const marker = rendering.labels.get(section.document)?.marker ?? '';
  const [first] = blocks;
  const anchor = sectionAnchor(index);
  if (first?.[0] !== 'heading' || rendering.left.has(first[1]['id'] ?? '')) {
    return { heading: markup`<h3 id="${anchor}">${marker}</h3>`, rest: blocks };
  }
  const { id, citation } = markedOf(first, rendering);
  const title =
    id === null
      ? markup`${wordsOf(first)}`
      : markup`<span class="provision" id="${id}">${anchorLink(id, citation)}${wordsOf(first)}</span>`;
  const number = marker === '' ? '' : markup`<span class="number">${marker}</span> `;
  return { heading: markup`<h3 id="${anchor}">${number}${title}</h3>`, rest: blocks.slice(1) };
}

/** A section in whose place only a commitment stands: its number, and what was decided. */
function sectionLeftOut(section: SectionTree, index: number, rendering: Rendering): Html | undefined {
  const out = leftOut(section.document, rendering);
  if (out === undefined) return undefined;
  const { marker = '' } = rendering.labels.get(section.document) ?? {};
  const heading = marker === '' ? '' : markup`<h3>${marker}</h3>`;
  return markup`<div id="${sectionAnchor(index)}">${heading}${out}</div>`;
}

function renderSection(section: SectionTree, index: number, rendering: Rendering): Html {
  switch (section.kind) {
    case 'title':
      // The page's own first heading is the title; here it stands as the text has it.
      return markup`<div id="${sectionAnchor(index)}">
        ${blocksOf(section.tree).map((node) => markup`<p><strong>${wordsOf(node)}</strong></p>`)}
      </div>`;
    case 'division': {
      const { heading, rest } = headed(section, index, rendering);
      return markup`<div class="division">${heading}${flow(rest, rendering)}</div>`;
    }
    case 'article':
    case 'annex': {
      const { heading, rest } = headed(section, index, rendering);
      return markup`<section aria-labelledby="${sectionAnchor(index)}">
        ${heading}${flow(rest, rendering)}
      </section>`;
    }
    case 'preamble':
    case 'conclusions':
      return markup`<div id="${sectionAnchor(index)}">${flow(blocksOf(section.tree), rendering)}</div>`;
    default:
      return assertNever(section.kind);
  }
}

/** The sections of a text, in order. */
export function textHtml(sections: readonly SectionTree[], left: LeftOutWords): Html {
  const rendering: Rendering = { labels: numberSections(sections), left };
  const render = (section: SectionTree, index: number): Html =>
    sectionLeftOut(section, index, rendering) ?? renderSection(section, index, rendering);
  return markup`${sections.map(render)}`;
}

/** What the outline calls a section: its number and heading. */
function outlineName(section: SectionTree, labels: Labels): string {
  const label = labels.get(section.document);
  const [first] = blocksOf(section.tree);
  if (section.kind !== 'article' && section.kind !== 'annex') return label?.citation ?? '';
  const heading = first?.[0] === 'heading' ? wordsOf(first) : '';
  return [label?.marker ?? '', heading].filter((part) => part !== '').join(' – ');
}

const leftOutName = (section: SectionTree, labels: Labels): string =>
  [labels.get(section.document)?.citation ?? '', 'left out'].filter((part) => part !== '').join(' – ');

/** Links to the sections of a text, in order. */
export function outlineHtml(sections: readonly SectionTree[], left: LeftOutWords): Html {
  const labels = numberSections(sections);
  const items = sections.map((section, index) => {
    const kind = section.kind === 'division' ? markup` class="division"` : '';
    return markup`<li${kind}><a href="#${sectionAnchor(index)}">${left.has(section.document) ? leftOutName(section, labels) : outlineName(section, labels)}</a></li>`;
  });
  return markup`<ol>
    ${items}
  </ol>`;
}
