import { SECTION_KINDS, sectionNodeName } from './section-kind.js';

/** Blocks that hold words and no blocks. */
export const LEAF_BLOCKS = ['actTitle', 'citation', 'formula', 'recital', 'heading', 'p'] as const;
/** Blocks that hold blocks. */
export const CONTAINER_BLOCKS = ['paragraph', 'point'] as const;

export type LeafBlock = (typeof LEAF_BLOCKS)[number];
export type ContainerBlock = (typeof CONTAINER_BLOCKS)[number];
export type BlockName = LeafBlock | ContainerBlock;

/**
 * Which children a node may have. One set, any number, any order: a shape of that form is closed under concurrent
 * inserting and deleting, so no merge of allowed edits can leave it (SPEC D3). The first of each set is what an
 * editor makes when nothing else is asked for.
 */
const CHILDREN: readonly (readonly [parent: string, children: readonly BlockName[]])[] = [
  ['titleSection', ['actTitle']],
  ['preambleSection', ['recital', 'citation', 'formula']],
  ['divisionSection', ['heading']],
  ['articleSection', ['paragraph', 'heading']],
  ['annexSection', ['p', 'heading', 'paragraph', 'point']],
  ['conclusionsSection', ['p']],
  ['paragraph', ['p', 'point']],
  ['point', ['p', 'point']],
];

/** Blocks within each other under a section, the deepest `p` included (SPEC D12). */
export const MAX_BLOCK_DEPTH = 20;

/** Blocks that carry the stable id of a provision. In a paragraph or point a `p` needs none: it belongs to it. */
export const PROVISION_BLOCKS = ['citation', 'recital', 'heading', 'paragraph', 'point', 'p'] as const;

/** Name of the root fragment of a section document, whose children are the section node's children. */
export const CONTENT_ROOT = 'content';
/** Name of the root fragment of the structure document. */
export const STRUCTURE_ROOT = 'structure';

/** So that an id is an HTML id, a URL fragment, an XML name, an Akoma Ntoso eId and a key of an object as it stands. */
export const PROVISION_ID = /^[A-Za-z][A-Za-z0-9_.-]{0,127}$/;
const DOCUMENT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const KIND = new RegExp(`^(?:${SECTION_KINDS.join('|')})$`);

/** Whether a string is spelled as a document id: a lowercase UUID. */
export function isDocumentId(value: string): boolean {
  return DOCUMENT_ID.test(value);
}

/** Values an attribute may have: the whole string matches. */
export type AttributeRule = RegExp;

/** The closed shape of one kind of document: what `sync` scans by and `checkShape` checks after. */
export interface DocumentShape {
  /** The one root name and the children it may have. */
  readonly root: string;
  readonly rootChildren: ReadonlySet<string>;
  /** By node name; a name that is missing is unknown. */
  readonly children: ReadonlyMap<string, ReadonlySet<string>>;
  /** Nodes that hold Y.XmlText and nothing else. */
  readonly leaves: ReadonlySet<string>;
  /** By node name, by attribute. Maps, not objects: `table['__proto__']` is truthy (SECURITY §4.6). */
  readonly attributes: ReadonlyMap<string, ReadonlyMap<string, AttributeRule>>;
  readonly maxDepth: number;
  /** Whether words may carry suggestion marks, and no others (SPEC D15). */
  readonly suggestions: boolean;
}

const ID_ONLY: ReadonlyMap<string, AttributeRule> = new Map([['id', PROVISION_ID]]);
const NO_ATTRIBUTES: ReadonlyMap<string, AttributeRule> = new Map();
const BLOCKS: readonly BlockName[] = [...LEAF_BLOCKS, ...CONTAINER_BLOCKS];

const childSets = new Map(CHILDREN.map(([parent, children]) => [parent, new Set<string>(children)]));
const blockChildren = new Map(
  BLOCKS.map((name): [string, ReadonlySet<string>] => [name, childSets.get(name) ?? new Set()]),
);
const blockAttributes = new Map(
  BLOCKS.map((name) => [
    name as string,
    (PROVISION_BLOCKS as readonly string[]).includes(name) ? ID_ONLY : NO_ATTRIBUTES,
  ]),
);

function sectionShape(nodeName: string): DocumentShape {
  return {
    root: CONTENT_ROOT,
    rootChildren: childSets.get(nodeName) ?? new Set(),
    children: blockChildren,
    leaves: new Set<string>(LEAF_BLOCKS),
    attributes: blockAttributes,
    maxDepth: MAX_BLOCK_DEPTH,
    suggestions: true,
  };
}

const structureShape: DocumentShape = {
  root: STRUCTURE_ROOT,
  rootChildren: new Set(['section']),
  children: new Map([['section', new Set<string>()]]),
  leaves: new Set(),
  attributes: new Map([
    [
      'section',
      new Map([
        ['document', DOCUMENT_ID],
        ['kind', KIND],
      ]),
    ],
  ]),
  maxDepth: 1,
  suggestions: false,
};

/** What a document is: a section of a kind, or the package's structure document. */
export type DocumentKind = (typeof SECTION_KINDS)[number] | 'structure';

/** The closed shape of each kind of document (SPEC D1 to D5). */
export const documentShape: ReadonlyMap<DocumentKind, DocumentShape> = new Map<DocumentKind, DocumentShape>([
  ...SECTION_KINDS.map((kind): [DocumentKind, DocumentShape] => [kind, sectionShape(sectionNodeName(kind))]),
  ['structure', structureShape],
]);

/** The shape of a kind. */
export function shapeOf(kind: DocumentKind): DocumentShape {
  const shape = documentShape.get(kind);
  if (shape === undefined) throw new Error(`no shape for ${kind}`);
  return shape;
}

/** ProseMirror content expression of a node that holds blocks: the same set, any number, any order. */
export function contentExpression(parent: string): string {
  const children = CHILDREN.find(([name]) => name === parent)?.[1] ?? [];
  return `(${children.join(' | ')})*`;
}
