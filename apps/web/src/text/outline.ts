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

/** The contents of a text, section by section. */
export function outlineOf(sections: readonly SectionTree[], labels: Labels): OutlineSection[] {
  return sections.map(({ document, kind, tree }) => {
    const provisions: Provision[] = [];
    for (const block of blocksOf(tree)) collect(block, { document, depth: 0, labels, provisions });
    return {
      document,
      kind,
      marker: labels.get(document)?.marker ?? '',
      heading: headingOf(tree),
      provisions,
    };
  });
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
      excerpt: shortened(allWords(node)),
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
