import {
  blocksOf,
  wordsOf,
  type CanonicalNode,
  type Labels,
  type SectionKind,
  type SectionTree,
} from '@entente/document';
import type { DocumentId, ProvisionId } from '@entente/kernel';

/** A provision that delegations take positions on. */
export type Provision = {
  readonly id: ProvisionId;
  readonly document: DocumentId;
  /** 0 directly under its section. */
  readonly depth: number;
  readonly marker: string;
  readonly citation: string;
  /** Its first words, for lists. */
  readonly excerpt: string;
};

export type OutlineSection = {
  readonly document: DocumentId;
  readonly kind: SectionKind;
  /** `Article 4`, or empty. */
  readonly marker: string;
  /** Words of its heading, or of the act's title. */
  readonly heading: string;
  readonly provisions: readonly Provision[];
};

const EXCERPT = 90;
/** Headings and citations carry no norm; positions are taken on what the table negotiates. */
const NEGOTIATED: readonly string[] = ['recital', 'paragraph', 'point', 'p'];

/** The contents of a text, section by section; sections, and the whole, are those of `before` where they are equal. */
export function outlineOf(
  sections: readonly SectionTree[],
  labels: Labels,
  before: readonly OutlineSection[] = [],
): readonly OutlineSection[] {
  const known = new Map(before.map((section) => [section.document, section]));
  const now = sections.map((section) => {
    const made = sectionOf(section, labels);
    const was = known.get(section.document);
    return was !== undefined && sameSection(was, made) ? was : made;
  });
  return now.length === before.length && now.every((section, at) => section === before[at]) ? before : now;
}

function sectionOf({ document, kind, tree }: SectionTree, labels: Labels): OutlineSection {
  const provisions: Provision[] = [];
  for (const block of blocksOf(tree)) collect(block, { document, depth: 0, labels, provisions });
  return {
    document,
    kind,
    marker: labels.get(document)?.marker ?? '',
    heading: headingOf(tree),
    provisions,
  };
}

function sameSection(a: OutlineSection, b: OutlineSection): boolean {
  return (
    a.kind === b.kind &&
    a.marker === b.marker &&
    a.heading === b.heading &&
    a.provisions.length === b.provisions.length &&
    a.provisions.every((one, at) => sameProvision(one, b.provisions[at]))
  );
}

function sameProvision(a: Provision, b: Provision | undefined): boolean {
  return (
    a.id === b?.id &&
    a.depth === b.depth &&
    a.marker === b.marker &&
    a.citation === b.citation &&
    a.excerpt === b.excerpt
  );
}

type Gathering = { document: DocumentId; depth: number; labels: Labels; provisions: Provision[] };

function collect(node: CanonicalNode, { document, depth, labels, provisions }: Gathering): void {
  const id = node[1]['id'];
  if (id !== undefined && NEGOTIATED.includes(node[0])) {
    const label = labels.get(id);
    provisions.push({
      id: id as ProvisionId,
      document,
      depth,
      marker: label?.marker ?? '',
      citation: label?.citation ?? id,
      excerpt: excerptOf(node),
    });
  }
  for (const child of blocksOf(node)) {
    // Subparagraphs belong to their paragraph; only points stand for themselves.
    if (child[0] === 'point') collect(child, { document, depth: depth + 1, labels, provisions });
  }
}

function headingOf(section: CanonicalNode): string {
  const heading = blocksOf(section).find(([name]) => name === 'heading' || name === 'actTitle');
  return heading === undefined ? '' : wordsOf(heading).trim();
}

/** All words of a node and of what is in it, blocks apart by a space. */
export function allWords(node: CanonicalNode): string {
  const own = wordsOf(node);
  return [own, ...blocksOf(node).map(allWords)].filter((words) => words !== '').join(' ');
}

const excerpts = new WeakMap<CanonicalNode, string>();

/** A node is never changed: its words are read once. */
function excerptOf(node: CanonicalNode): string {
  const known = excerpts.get(node);
  if (known !== undefined) return known;
  const excerpt = shortened(allWords(node));
  excerpts.set(node, excerpt);
  return excerpt;
}

function shortened(words: string): string {
  const line = words.replaceAll(/\s+/g, ' ').trim();
  return line.length <= EXCERPT ? line : `${line.slice(0, EXCERPT).replace(/\s+\S*$/, '')}…`;
}

/** Fragment of an address: `Article 4(2)(a)` is `art-4-2-a`, `Recital (3)` is `rec-3`. */
export function anchorOf(citation: string): string {
  const short = citation
    .toLowerCase()
    .replace(/^article/, 'art')
    .replace(/^recital/, 'rec');
  return short.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
}

/** All provisions of a text in its order. */
export function allProvisions(outline: readonly OutlineSection[]): Provision[] {
  return outline.flatMap(({ provisions }) => provisions);
}
