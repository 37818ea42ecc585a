import { assertNever } from '@entente/kernel';
import { pointMarker, roman } from './markers.js';
import type { CanonicalNode, SectionTree } from './tree.js';
import { blocksOf, idOf, wordsOf } from './walk-tree.js';

/** What the page shows before a provision, and how one cites it. Computed, never stored (SPEC D40). */
export interface Label {
  /** `Article 4`, `1.`, `(a)`, `(3)`, `Annex I`; empty where nothing is shown. */
  readonly marker: string;
  /** `Article 4(2)(a)`, `Recital (3)`, `Annex I, point (b)`. */
  readonly citation: string;
}

/** By provision id, and for a section by its document id. */
export type Labels = ReadonlyMap<string, Label>;

interface Counters {
  article: number;
  annex: number;
  recital: number;
  citation: number;
}

interface Numbering {
  readonly labels: Map<string, Label>;
  readonly counters: Counters;
  readonly annexes: number;
}

function set(labels: Map<string, Label>, node: CanonicalNode, marker: string, citation: string): void {
  const id = idOf(node);
  if (id !== null && !labels.has(id)) labels.set(id, { marker, citation });
}

interface Parent {
  readonly citation: string;
  /** Put between the parent's citation and a point's mark: nothing inside an article, `, point ` inside an annex. */
  readonly join: string;
  readonly depth: number;
}

function numberPoint(labels: Map<string, Label>, node: CanonicalNode, at: number, parent: Parent): void {
  const depth = parent.depth + 1;
  const marker = pointMarker(depth, at);
  const citation =
    depth > 2 ? `${parent.citation}, indent ${String(at)}` : `${parent.citation}${parent.join}${marker}`;
  set(labels, node, marker, citation);
  numberInside(labels, node, { citation, join: '', depth });
}

/** Points of one parent count on, also after a subparagraph between them: a citation names one point (SPEC D43). */
function numberInside(labels: Map<string, Label>, node: CanonicalNode, parent: Parent): void {
  let points = 0;
  let texts = 0;
  for (const child of blocksOf(node)) {
    if (child[0] === 'point') {
      points += 1;
      numberPoint(labels, child, points, parent);
    } else {
      texts += 1;
      set(labels, child, '', `${parent.citation}, subparagraph ${String(texts)}`);
    }
  }
}

function numberBlocks(labels: Map<string, Label>, section: CanonicalNode, name: string, join: string): void {
  const blocks = blocksOf(section);
  const only = blocks.filter((block) => block[0] === 'paragraph').length === 1;
  const count = { paragraph: 0, point: 0, p: 0, heading: 0 };
  for (const block of blocks) {
    const kind = block[0] as keyof typeof count;
    count[kind] += 1;
    const at = count[kind];
    if (kind === 'paragraph') {
      const citation = only ? name : `${name}(${String(at)})`;
      set(labels, block, only ? '' : `${String(at)}.`, citation);
      numberInside(labels, block, { citation, join: only ? join : '', depth: 0 });
    } else if (kind === 'point') numberPoint(labels, block, at, { citation: name, join, depth: 0 });
    else if (kind === 'heading') set(labels, block, '', `${name}, heading${at > 1 ? ` ${String(at)}` : ''}`);
    else set(labels, block, '', `${name}, text ${String(at)}`);
  }
}

function numberPreamble({ labels, counters }: Numbering, section: CanonicalNode): string {
  for (const block of blocksOf(section)) {
    if (block[0] === 'recital') {
      counters.recital += 1;
      const marker = `(${String(counters.recital)})`;
      set(labels, block, marker, `Recital ${marker}`);
    } else if (block[0] === 'citation') {
      counters.citation += 1;
      set(labels, block, '', `Citation ${String(counters.citation)}`);
    }
  }
  return 'Preamble';
}

/** A division carries its number in the words of its heading, which are also how one cites it. */
function numberDivision({ labels }: Numbering, section: CanonicalNode): string {
  const blocks = blocksOf(section);
  const citation = blocks.map(wordsOf).find((words) => words.trim() !== '') ?? 'Division';
  for (const block of blocks) set(labels, block, '', citation);
  return citation;
}

function numberSection(numbering: Numbering, { kind, tree }: SectionTree): Label {
  const { labels, counters } = numbering;
  switch (kind) {
    case 'title':
      return { marker: '', citation: 'Title' };
    case 'preamble':
      return { marker: '', citation: numberPreamble(numbering, tree) };
    case 'division':
      return { marker: '', citation: numberDivision(numbering, tree) };
    case 'article': {
      counters.article += 1;
      const name = `Article ${String(counters.article)}`;
      numberBlocks(labels, tree, name, '');
      return { marker: name, citation: name };
    }
    case 'annex': {
      counters.annex += 1;
      const name = numbering.annexes > 1 ? `Annex ${roman(counters.annex).toUpperCase()}` : 'Annex';
      numberBlocks(labels, tree, name, ', point ');
      return { marker: name, citation: name };
    }
    case 'conclusions':
      numberBlocks(labels, tree, 'Conclusions', '');
      return { marker: '', citation: 'Conclusions' };
    default:
      return assertNever(kind);
  }
}

/** The computed numbers of a package's sections in order (SPEC D40 to D45). Trees need not be normalised. */
export function numberSections(sections: readonly SectionTree[]): Labels {
  const numbering: Numbering = {
    labels: new Map(),
    counters: { article: 0, annex: 0, recital: 0, citation: 0 },
    annexes: sections.filter(({ kind }) => kind === 'annex').length,
  };
  for (const section of sections) {
    numbering.labels.set(section.document, numberSection(numbering, section));
  }
  return numbering.labels;
}
