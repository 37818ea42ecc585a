import { cleanWords, schema, sectionKindOf, type SectionKind } from '@entente/document';
import { Fragment, Slice, type Node, type ResolvedPos } from 'prosemirror-model';
import { TextSelection, type Transaction } from 'prosemirror-state';
import { adapt } from './adapt.js';
import { deleteAcross } from './delete-across.js';
import {
  isEditable,
  isSuggesting,
  isWritable,
  sectionAround,
  sectionPlaces,
  type SectionPlace,
} from './section-places.js';
import { suggestReplace } from './suggest.js';

/** Without what no text of a version may hold (document SPEC D24), the bullets of word processors for one, and byte order marks. */
function cleanText(text: string): string {
  return cleanWords(text.replace(/[\t\n\r]+/g, ' ').replaceAll('\ufeff', '')).words;
}

function cleanFragment(fragment: Fragment): Fragment {
  const nodes = fragment.content.flatMap((node) => {
    if (!node.isText) return [node.copy(cleanFragment(node.content))];
    // Of a text with suggestions the words come along that it would have with them; whose they were does not.
    if (node.marks.some(({ type }) => type === schema.marks.deletion)) return [];
    const text = cleanText(node.text ?? '');
    return text === '' ? [] : [schema.text(text)];
  });
  return Fragment.fromArray(nodes);
}

function isSection(node: Node): boolean {
  return sectionKindOf(node.type.name) !== null;
}

/**
 * What is pasted, cleaned, and without the section around it where it comes from one. Several sections stay, so that
 * `insertSlice` can give each its own place.
 */
export function transformPasted(slice: Slice): Slice {
  const content = cleanFragment(slice.content);
  const [only] = content.content;
  if (content.childCount === 1 && only !== undefined && isSection(only)) {
    return new Slice(only.content, Math.max(0, slice.openStart - 1), Math.max(0, slice.openEnd - 1));
  }
  // Characters went, perhaps whole texts: what was open stays open at most as deep as there still is content.
  const open = Slice.maxOpen(content, false);
  return new Slice(content, Math.min(slice.openStart, open.openStart), Math.min(slice.openEnd, open.openEnd));
}

/** Plain text, line by line, as blocks of the section it goes into. */
export function parsePlainText(text: string, $context: ResolvedPos): Slice {
  const lines = text
    .split(/(?:\r\n?|\n)+/)
    .map(cleanText)
    .filter((line, _index, all) => line !== '' || all.length === 1);
  const kind = $context.depth === 0 ? null : sectionKindOf($context.node(1).type.name);
  const words = lines.map((line) => schema.nodes.p.create(null, line === '' ? null : schema.text(line)));
  return Slice.maxOpen(Fragment.fromArray(adapt(words, kind ?? 'conclusions')), true);
}

/** Words only: they go into the block at the caret as they are. */
function inlineOf(slice: Slice): Fragment | null {
  let content = slice.content;
  let depth = 0;
  while (content.childCount === 1 && content.firstChild?.isBlock === true) {
    content = content.firstChild.content;
    depth += 1;
  }
  const isOpen = slice.openStart >= depth && slice.openEnd >= depth;
  return isOpen && content.content.every((node) => node.isText) ? content : null;
}

function kindOf(section: Node): SectionKind {
  const kind = sectionKindOf(section.type.name);
  if (kind === null) throw new Error(`not a section: ${section.type.name}`);
  return kind;
}

/** Depth at which the first, or the last, node of some blocks is open when its innermost text is joined to its place. */
function openDepth(node: Node | null | undefined, side: 'first' | 'last'): number {
  if (node === null || node === undefined || node.isText) return 0;
  if (node.isTextblock) return 1;
  const inner = side === 'first' ? node.firstChild : node.lastChild;
  return inner === null ? 0 : 1 + openDepth(inner, side);
}

/** Where one suggests, blocks give their words: the blocks there stay as they are. */
function plainWords({ content }: Slice): string {
  return content.textBetween(0, content.size, ' ').trim() || content.textBetween(0, content.size, ' ');
}

function insertIntoSection(tr: Transaction, slice: Slice): void {
  const place = sectionAround(tr.selection.$from);
  if (place === null || !isEditable(place.node)) return;
  if (isSuggesting(place.node)) {
    suggestReplace(tr, tr.selection.from, tr.selection.to, plainWords(slice));
    return;
  }
  const inline = inlineOf(slice);
  if (inline !== null && tr.selection.$from.parent.isTextblock) {
    tr.replaceSelection(new Slice(inline, 0, 0));
    return;
  }
  const blocks = adapt(slice.content.content, kindOf(place.node));
  if (blocks.length === 0) return;
  const openStart = slice.openStart > 0 ? openDepth(blocks[0], 'first') : 0;
  const openEnd = slice.openEnd > 0 ? openDepth(blocks.at(-1), 'last') : 0;
  insertBlocks(tr, new Slice(Fragment.fromArray(blocks), openStart, openEnd));
}

/** Open blocks are fitted around the caret; whole ones go after the block of the section the caret is in. */
function insertBlocks(tr: Transaction, slice: Slice): void {
  const { $from } = tr.selection;
  if (slice.openStart > 0 || !tr.selection.empty) {
    tr.replaceSelection(slice);
    return;
  }
  const at = $from.depth >= 2 ? $from.after(2) : $from.pos;
  tr.insert(at, slice.content);
  const end = at + slice.content.size;
  tr.setSelection(TextSelection.near(tr.doc.resolve(end), -1));
}

function appendToSection(tr: Transaction, place: SectionPlace, content: Fragment): void {
  const blocks = adapt(content.content, kindOf(place.node));
  if (blocks.length > 0) tr.insert(place.pos + place.node.nodeSize - 1, blocks);
}

/** The first goes to the caret; each further one to the end of the next section that may be written, the last takes the rest. */
function distribute(tr: Transaction, sections: readonly Node[]): void {
  const index = tr.selection.$from.index(0);
  const targets = sectionPlaces(tr.doc).filter((place) => place.index > index && isWritable(place.node));
  const [first, ...others] = sections;
  // Last first: what is appended moves nothing before it.
  const bundles = targets.map((target, at) => ({
    target,
    content: at === targets.length - 1 ? others.slice(at) : others.slice(at, at + 1),
  }));
  for (const { target, content } of bundles.reverse()) {
    for (const section of [...content].reverse()) appendToSection(tr, target, section.content);
  }
  const here = targets.length === 0 ? sections : first === undefined ? [] : [first];
  const blocks = here.flatMap((section) => [...section.children]);
  insertIntoSection(tr, new Slice(Fragment.fromArray(blocks), 0, 0));
}

/** Puts pasted or dropped content at the selection, replacing it section by section. */
export function insertSlice(tr: Transaction, slice: Slice): Transaction {
  const { from, to, $from, $to } = tr.selection;
  if ($from.depth === 0 || $from.index(0) !== $to.index(0)) {
    const start = sectionPlaces(tr.doc).find(
      ({ node, pos }) => isEditable(node) && pos < to && pos + node.nodeSize > from,
    );
    if (start === undefined) return tr;
    deleteAcross(tr, from, to);
    tr.setSelection(TextSelection.near(tr.doc.resolve(Math.max(from, start.pos + 1)), 1));
  }
  const sections = slice.content.content.filter(isSection);
  if (sections.length > 1) distribute(tr, sections);
  else insertIntoSection(tr, slice);
  return tr.scrollIntoView();
}
