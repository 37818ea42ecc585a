import {
  Schema,
  type DOMOutputSpec,
  type MarkSpec,
  type NodeSpec,
  type TagParseRule,
} from 'prosemirror-model';
import type { DelegationCode } from '@entente/kernel';
import { SECTION_KINDS, sectionNodeName, type SectionKind, type SectionNodeName } from './section-kind.js';
import {
  contentExpression,
  LEAF_BLOCKS,
  PROVISION_BLOCKS,
  PROVISION_ID,
  type BlockName,
  type ContainerBlock,
  type LeafBlock,
} from './shape.js';
import {
  readSuggestionKey,
  suggestionKey,
  SUGGESTION_KINDS,
  type SuggestionKind,
} from './suggestion-mark.js';

/** What a parse rule reads of an element; the DOM's own types are not known to a core. */
interface ReadableElement {
  getAttribute(name: string): string | null;
}

const HTML_TAG: Readonly<Record<BlockName, string>> = {
  actTitle: 'h1',
  citation: 'p',
  formula: 'p',
  recital: 'p',
  heading: 'h2',
  p: 'p',
  paragraph: 'div',
  point: 'div',
};

/** What foreign HTML becomes when it is pasted; ours is recognised by `data-node`. */
const FOREIGN_TAGS: Readonly<Partial<Record<BlockName, readonly string[]>>> = {
  heading: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
  point: ['li'],
  p: ['p'],
};

function idOf(element: unknown): { id: string | null } {
  const id = (element as ReadableElement).getAttribute('data-id');
  return { id: id !== null && PROVISION_ID.test(id) ? id : null };
}

function parseRules(name: BlockName, hasId: boolean): TagParseRule[] {
  const own: TagParseRule = {
    tag: `[data-node="${name}"]`,
    priority: 60,
    ...(hasId ? { getAttrs: idOf } : {}),
  };
  return [own, ...(FOREIGN_TAGS[name] ?? []).map((tag) => ({ tag }))];
}

function blockSpec(name: BlockName, content: string): NodeSpec {
  const hasId = (PROVISION_BLOCKS as readonly string[]).includes(name);
  return {
    content,
    marks: (LEAF_BLOCKS as readonly string[]).includes(name) ? SUGGESTION_KINDS.join(' ') : '',
    defining: name === 'heading' || name === 'paragraph' || name === 'point',
    ...(hasId ? { attrs: { id: { default: null } } } : {}),
    parseDOM: parseRules(name, hasId),
    toDOM: (node): DOMOutputSpec => {
      const id: unknown = hasId ? node.attrs['id'] : null;
      const attributes = { class: `entente-${name}`, 'data-node': name };
      return [HTML_TAG[name], typeof id === 'string' ? { ...attributes, 'data-id': id } : attributes, 0];
    },
  };
}

function sectionSpec(kind: SectionKind): NodeSpec {
  const name = sectionNodeName(kind);
  return {
    group: 'section',
    content: contentExpression(name),
    marks: '',
    isolating: true,
    defining: true,
    // `access` is how this view may use the section and `speaker` for whom, not part of the text: neither is ever stored.
    attrs: { document: { default: '' }, access: { default: 'read' }, speaker: { default: '' } },
    parseDOM: [
      {
        tag: `section[data-kind="${kind}"]`,
        getAttrs: (element: unknown) => ({
          document: (element as ReadableElement).getAttribute('data-document') ?? '',
          access: 'read',
        }),
      },
    ],
    toDOM: (node): DOMOutputSpec => [
      'section',
      {
        class: `entente-section entente-${kind}-section`,
        'data-kind': kind,
        'data-document': String(node.attrs['document']),
        'data-access': String(node.attrs['access']),
      },
      0,
    ],
  };
}

/** Names of all node types of the schema; `text` is ProseMirror's own text node. */
export type NodeName = 'doc' | 'text' | SectionNodeName | LeafBlock | ContainerBlock;

const nodes = {
  doc: { content: 'section+' },
  ...(Object.fromEntries(SECTION_KINDS.map((kind) => [sectionNodeName(kind), sectionSpec(kind)])) as Record<
    SectionNodeName,
    NodeSpec
  >),
  ...(Object.fromEntries(LEAF_BLOCKS.map((name) => [name, blockSpec(name, 'text*')])) as Record<
    LeafBlock,
    NodeSpec
  >),
  paragraph: blockSpec('paragraph', contentExpression('paragraph')),
  point: blockSpec('point', contentExpression('point')),
  text: {},
} satisfies Record<NodeName, NodeSpec>;

/** Several marks of one kind may stand over the same words: one of two that were made at once would else be lost (SPEC D16). */
function suggestionSpec(kind: SuggestionKind): MarkSpec {
  const tag = kind === 'insertion' ? 'ins' : 'del';
  return {
    attrs: { delegation: {}, id: {} },
    excludes: '',
    // Words typed beside a suggestion are not part of it, unless its own delegation types them.
    inclusive: false,
    parseDOM: [
      {
        tag: `${tag}[data-suggestion]`,
        getAttrs: (element: unknown) => {
          const mark = readSuggestionKey((element as ReadableElement).getAttribute('data-suggestion') ?? '');
          return mark === null ? false : { delegation: mark.delegation, id: mark.id };
        },
      },
    ],
    toDOM: ({ attrs }): DOMOutputSpec => {
      const delegation = String(attrs['delegation']);
      const key = suggestionKey({ kind, delegation: delegation as DelegationCode, id: String(attrs['id']) });
      const title = { 'data-suggestion': key, 'data-delegation': delegation };
      return [tag, { class: `entente-suggestion entente-${kind}`, ...title }, 0];
    },
  };
}

const marks = { insertion: suggestionSpec('insertion'), deletion: suggestionSpec('deletion') };

/**
 * The ProseMirror schema of a package's text: `doc > section+`, one section node type for each kind (SPEC D3). Its marks
 * are those of suggestions.
 */
export const schema: Schema<NodeName, SuggestionKind> = new Schema<NodeName, SuggestionKind>({
  nodes,
  marks,
});
