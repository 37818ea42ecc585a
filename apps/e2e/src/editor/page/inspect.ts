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

function sameBlocks(what: string, seen: unknown, held: unknown): string[] {
  const [one, other] = [JSON.stringify(seen), JSON.stringify(held)];
  return one === other ? [] : [`${what} ${one}, held ${other}`];
}

function differencesIn(
  { document, doc, kind }: SectionSource,
  section: ShownNode | undefined,
  element: Element | undefined,
): string[] {
  const name = `${kind} ${document}`;
  const held = blocksOfDocument(doc);
  const shape = checkShape(doc, kind);
  return [
    ...(section?.attrs?.['document'] === document ? [] : [`${name}: not at its place`]),
    ...sameBlocks(`${name}: shown`, (section?.content ?? []).map(blockShown), held),
    ...(element === undefined ? [] : sameBlocks(`${name}: in the DOM`, wordsInDom(element), leafWords(held))),
    ...(shape.ok ? [] : [`${name}: ${JSON.stringify(shape.error)}`]),
  ];
}

/** Where an editor shows anything else than its documents hold; empty when all is well. */
export function differences(
  editor: LegalEditor,
  sources: readonly SectionSource[],
  withDom: boolean,
): string[] {
  const shown = editor.view.state.doc.toJSON() as ShownNode;
  const inDom = withDom ? [...editor.view.dom.querySelectorAll('section')] : [];
  return sources.flatMap((source, index) => differencesIn(source, shown.content?.[index], inDom[index]));
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
