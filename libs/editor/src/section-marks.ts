import { numberSections, sectionKindOf, treeOfNode, type CanonicalNode, type Label } from '@entente/document';
import type { DocumentId, ProvisionId } from '@entente/kernel';
import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey, type EditorState, type Transaction } from 'prosemirror-state';
import { ReplaceStep } from 'prosemirror-transform';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { documentOf, isSuggesting, isWritable, sectionPlaces, type SectionPlace } from './section-places.js';
import type { EditorLabels, ProvisionLook } from './types.js';

/** Computed numbers by provision id and document id. */
export type Labels = ReadonlyMap<string, Label>;

interface Marks {
  readonly labels: Labels;
  readonly decorations: DecorationSet;
}

export interface MarkOptions {
  readonly words: EditorLabels;
  readonly decorate: (provision: ProvisionId, document: DocumentId) => ProvisionLook | null;
  readonly isUnreadable: (document: string) => boolean;
  /** Words of a section that cannot be shown as structure. */
  readonly plainWords: (document: string) => string;
  /** Starts a first block in an empty section. */
  readonly start: (document: string) => void;
}

const key = new PluginKey<Marks>('entente-section-marks');
const trees = new WeakMap<Node, CanonicalNode>();

function treeOf(section: Node): CanonicalNode {
  const known = trees.get(section);
  if (known !== undefined) return known;
  const tree = treeOfNode(section);
  trees.set(section, tree);
  return tree;
}

function labelsOf(doc: Node): Labels {
  const sections = doc.children.flatMap((node) => {
    const kind = sectionKindOf(node.type.name);
    return kind === null ? [] : [{ document: documentOf(node) as DocumentId, kind, tree: treeOf(node) }];
  });
  return numberSections(sections);
}

export function labelsIn(state: EditorState): Labels {
  return key.getState(state)?.labels ?? new Map<string, Label>();
}

/** Rough height of a section, in px: 17 px on 1.6, some 70 characters a line, half a line between blocks. */
function estimatedHeight(section: Node): number {
  let height = 32;
  section.descendants((node) => {
    if (!node.isTextblock) return true;
    height += 14 + 27 * Math.max(1, Math.ceil(node.content.size / 70));
    return false;
  });
  return height;
}

function sectionName(node: Node, labels: Labels, words: EditorLabels): string {
  const kind = sectionKindOf(node.type.name);
  const marker = labels.get(documentOf(node))?.marker ?? '';
  const name = kind === null ? '' : words.section(kind, marker === '' ? null : marker);
  if (isSuggesting(node)) return `${name}, ${words.suggesting}`;
  return isWritable(node) ? name : `${name}, ${words.readOnly}`;
}

function sectionAttributes(node: Node, labels: Labels, options: MarkOptions): Record<string, string> {
  return {
    role: 'group',
    'aria-label': sectionName(node, labels, options.words),
    'data-label': labels.get(documentOf(node))?.marker ?? '',
    style: `contain-intrinsic-size: auto ${String(estimatedHeight(node))}px`,
    ...(options.isUnreadable(documentOf(node)) ? { 'data-unreadable': '' } : {}),
  };
}

function noteFor({ node, pos }: SectionPlace, options: MarkOptions): Decoration | null {
  const document = documentOf(node);
  const at = pos + 1;
  if (options.isUnreadable(document)) {
    return Decoration.widget(
      at,
      () => unreadableNote(options.words.unreadable, options.plainWords(document)),
      {
        key: `unreadable ${document}`,
        ignoreSelection: true,
      },
    );
  }
  if (node.childCount > 0) return null;
  const start = isWritable(node) ? (): void => options.start(document) : null;
  return Decoration.widget(at, () => emptyNote(options.words.empty, start), {
    key: `empty ${document} ${String(start !== null)}`,
    ignoreSelection: true,
    stopEvent: () => true,
  });
}

function emptyNote(words: string, start: (() => void) | null): HTMLElement {
  const note = document.createElement(start === null ? 'span' : 'button');
  note.className = 'entente-empty';
  note.contentEditable = 'false';
  note.textContent = words;
  if (start !== null) {
    note.setAttribute('type', 'button');
    note.addEventListener('click', start);
  }
  return note;
}

function unreadableNote(words: string, plain: string): HTMLElement {
  const note = document.createElement('div');
  note.className = 'entente-unreadable';
  note.contentEditable = 'false';
  const head = document.createElement('strong');
  head.textContent = words;
  const body = document.createElement('div');
  body.textContent = plain;
  note.append(head, body);
  return note;
}

function provisionAttributes(
  id: ProvisionId,
  document: DocumentId,
  { labels, options }: { labels: Labels; options: MarkOptions },
): Record<string, string> {
  const look = options.decorate(id, document);
  const marker = labels.get(id)?.marker ?? '';
  return {
    ...look?.attributes,
    ...(marker === '' ? {} : { 'data-label': marker }),
    ...(look?.class === undefined ? {} : { class: look.class }),
  };
}

function sectionMarks(place: SectionPlace, labels: Labels, options: MarkOptions): Decoration[] {
  const { node, pos } = place;
  const marks = [Decoration.node(pos, pos + node.nodeSize, sectionAttributes(node, labels, options))];
  const note = noteFor(place, options);
  if (note !== null) marks.push(note);
  node.descendants((child, offset) => {
    const id: unknown = child.attrs['id'];
    if (typeof id === 'string') {
      const from = pos + 1 + offset;
      const attributes = provisionAttributes(id as ProvisionId, documentOf(node) as DocumentId, {
        labels,
        options,
      });
      if (Object.keys(attributes).length > 0)
        marks.push(Decoration.node(from, from + child.nodeSize, attributes));
    }
    return !child.isTextblock;
  });
  return marks;
}

function marksOf(doc: Node, options: MarkOptions): Marks {
  const labels = labelsOf(doc);
  const marks = sectionPlaces(doc).flatMap((place) => sectionMarks(place, labels, options));
  return { labels, decorations: DecorationSet.create(doc, marks) };
}

/** Only words inside blocks changed: numbers and blocks stand as they did. */
function keepsBlocks(tr: Transaction): boolean {
  return tr.steps.every((step, index) => {
    if (!(step instanceof ReplaceStep)) return false;
    const $from = tr.docs[index]?.resolve(step.from);
    if ($from === undefined || !$from.parent.isTextblock || step.to > $from.end()) return false;
    const { slice } = step;
    return slice.openStart === 0 && slice.openEnd === 0 && slice.content.content.every((node) => node.isText);
  });
}

/** Numbers, names for assistive technology, estimated heights, and the host's own marks: shown, never part of the text. */
export function markSections(options: MarkOptions): Plugin<Marks> {
  return new Plugin<Marks>({
    key,
    state: {
      init: (_config, state) => marksOf(state.doc, options),
      apply: (tr, marks) => {
        if (tr.getMeta(key) === true || (tr.docChanged && !keepsBlocks(tr))) return marksOf(tr.doc, options);
        return tr.docChanged ? { ...marks, decorations: marks.decorations.map(tr.mapping, tr.doc) } : marks;
      },
    },
    props: { decorations: (state) => key.getState(state)?.decorations },
  });
}

export function askAgain(tr: Transaction): Transaction {
  return tr.setMeta(key, true);
}
