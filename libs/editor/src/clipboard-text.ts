import { sectionKindOf, type Label } from '@entente/document';
import type { Node, Slice } from 'prosemirror-model';

type Labels = ReadonlyMap<string, Label>;

function markerOf(node: Node, labels: Labels): string {
  const id: unknown = node.attrs['id'] ?? node.attrs['document'];
  return typeof id === 'string' ? (labels.get(id)?.marker ?? '') : '';
}

interface Writing {
  readonly labels: Labels;
  readonly lines: string[];
}

/** `open`: how many levels down the copied part begins in the middle of a node, whose number then is not part of it. */
function write(node: Node, open: number, prefix: string, writing: Writing): void {
  const marker = open > 0 ? '' : markerOf(node, writing.labels);
  if (node.isTextblock) {
    writing.lines.push([prefix, marker, node.textContent].filter((part) => part !== '').join(' '));
    return;
  }
  const isSection = sectionKindOf(node.type.name) !== null;
  if (isSection && marker !== '') writing.lines.push(marker);
  const own = isSection ? '' : [prefix, marker].filter((part) => part !== '').join(' ');
  node.children.forEach((child, index) => {
    write(child, index === 0 ? open - 1 : 0, index === 0 ? own : '', writing);
  });
}

/** What a copy gives as plain text: one line a block, with the computed numbers a reader sees before it. */
export function clipboardText(slice: Slice, labels: Labels): string {
  const writing: Writing = { labels, lines: [] };
  slice.content.content.forEach((node, index) => {
    if (node.isText) writing.lines.push(node.text ?? '');
    else write(node, index === 0 ? slice.openStart : 0, '', writing);
  });
  return writing.lines.join('\n');
}
