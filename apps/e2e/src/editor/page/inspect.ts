import { canonicalSection, CONTENT_ROOT, checkShape, type SectionKind } from '@entente/document';
import type { LegalEditor, SectionSource } from '@entente/editor';
import * as Y from 'yjs';

/** A block and its words, read without any of the editor's own code: the test's second opinion. */
type Block = readonly [name: string, id: string, words: string, children: readonly Block[]];

function blockOf(element: Y.XmlElement): Block {
  const children = element.toArray();
  const runs = children.filter((child) => child instanceof Y.XmlText);
  const blocks = children.filter((child) => child instanceof Y.XmlElement);
  const words = runs.map((run) => String(run.toJSON())).join('');
  return [element.nodeName, element.getAttribute('id') ?? '', words, blocks.map(blockOf)];
}

function blocksOfDocument(doc: Y.Doc): Block[] {
  return doc
    .getXmlFragment(CONTENT_ROOT)
    .toArray()
    .filter((child) => child instanceof Y.XmlElement)
    .map(blockOf);
}

interface ShownNode {
  type: string;
  attrs?: Record<string, unknown>;
  text?: string;
  content?: ShownNode[];
}

function blockShown(node: ShownNode): Block {
  const content = node.content ?? [];
  const words = content.map((child) => child.text ?? '').join('');
  const id = node.attrs?.['id'];
  const blocks = content.filter((child) => child.type !== 'text').map(blockShown);
  return [node.type, typeof id === 'string' ? id : '', words, blocks];
}

function wordsInDom(section: Element): string[] {
  return [...section.querySelectorAll('[data-node]')]
    .filter(
      (element) =>
        element.querySelector('[data-node]') === null &&
        !['paragraph', 'point'].includes(element.getAttribute('data-node') ?? ''),
    )
    .map((element) => {
      const copy = element.cloneNode(true) as Element;
      for (const widget of copy.querySelectorAll('.ProseMirror-widget, .ProseMirror-separator'))
        widget.remove();
      return copy.textContent;
    });
}

function leafWords(blocks: readonly Block[]): string[] {
  return blocks.flatMap(([name, , words, children]) =>
    name === 'paragraph' || name === 'point' ? leafWords(children) : [words],
  );
}

/** Where an editor shows anything else than its documents hold; empty when all is well. */
export function differences(
  editor: LegalEditor,
  sources: readonly SectionSource[],
  withDom: boolean,
): string[] {
  const found: string[] = [];
  const shown = editor.view.state.doc.toJSON() as ShownNode;
  const inDom = withDom ? [...editor.view.dom.querySelectorAll('section')] : [];
  sources.forEach(({ document, doc, kind }, index) => {
    const held = blocksOfDocument(doc);
    const section = shown.content?.[index];
    if (section?.attrs?.['document'] !== document) found.push(`${document}: not at its place`);
    const seen = (section?.content ?? []).map(blockShown);
    if (JSON.stringify(held) !== JSON.stringify(seen)) {
      found.push(`${kind} ${document}: held ${JSON.stringify(held)} shown ${JSON.stringify(seen)}`);
    }
    const element = inDom[index];
    if (element !== undefined && JSON.stringify(wordsInDom(element)) !== JSON.stringify(leafWords(held))) {
      found.push(
        `${kind} ${document}: DOM ${JSON.stringify(wordsInDom(element))} held ${JSON.stringify(leafWords(held))}`,
      );
    }
    const shape = checkShape(doc, kind);
    if (!shape.ok) found.push(`${kind} ${document}: ${JSON.stringify(shape.error)}`);
  });
  return found;
}

/** Canonical form of one document, as JSON; faults where it has none. */
export function canonicalOf(doc: Y.Doc, kind: SectionKind): string {
  const canonical = canonicalSection(doc, kind);
  return JSON.stringify(canonical.ok ? canonical.value : { faults: canonical.error });
}

/** The same, of a document made anew from its bytes: live and reloaded text may differ with equal state vectors (SECURITY §8 item 1). */
export function reloadedCanonicalOf(doc: Y.Doc, kind: SectionKind): string {
  const reloaded = new Y.Doc({ guid: doc.guid });
  Y.applyUpdate(reloaded, Y.encodeStateAsUpdate(doc));
  return canonicalOf(reloaded, kind);
}

interface Ids {
  readonly missing: number;
  readonly repeated: string[];
}

/** Provisions without an id, and ids that stand more than once, in what an editor shows. */
export function idsOf(editor: LegalEditor): Ids {
  const counts = new Map<string, number>();
  let missing = 0;
  editor.view.state.doc.descendants((node, _pos, parent) => {
    const id: unknown = node.attrs['id'];
    if (typeof id === 'string') counts.set(id, (counts.get(id) ?? 0) + 1);
    else if ('id' in node.attrs && (node.type.name !== 'p' || parent?.type.isInGroup('section') === true))
      missing += 1;
    return !node.isTextblock;
  });
  const repeated = [...counts].filter(([, count]) => count > 1).map(([id]) => id);
  return { missing, repeated };
}
