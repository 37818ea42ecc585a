import { Fragment, Slice, type Node } from 'prosemirror-model';
import { ReplaceStep } from 'prosemirror-transform';
import { gapsBetween, matchChildren } from './match-children.js';

/**
 * The steps that turn `before` into `after`, two versions of one section node whose content starts at `start`: only words
 * inside a block that stayed, or whole blocks. Last first, so that none shifts another. Each replaces a flat range by
 * a closed slice, which ProseMirror cannot fit in any other way.
 */
export function leastChange(before: Node, after: Node, start: number): ReplaceStep[] {
  const steps: ReplaceStep[] = [];
  collect(before, after, start, steps);
  return steps.reverse();
}

function keysOf(node: Node): (string | null)[] {
  const plain = new Map<string, number>();
  return node.children.map((child) => {
    const id: unknown = child.attrs['id'];
    if (typeof id === 'string') return `${child.type.name}#${id}`;
    const count = plain.get(child.type.name) ?? 0;
    plain.set(child.type.name, count + 1);
    return `${child.type.name}@${String(count)}`;
  });
}

function collect(before: Node, after: Node, start: number, steps: ReplaceStep[]): void {
  if (before === after) return;
  if (before.isTextblock) {
    replaceWords(before.content, after.content, start, steps);
    return;
  }
  const pairs = matchChildren(keysOf(before), keysOf(after));
  const offsets = childOffsets(before);
  gapsBetween(pairs, before.childCount, after.childCount).forEach((gap, index) => {
    const from = start + (offsets[gap.before[0]] ?? 0);
    const to = start + (offsets[gap.before[1]] ?? 0);
    const inserted = after.children.slice(gap.after[0], gap.after[1]);
    if (to > from || inserted.length > 0) {
      const content =
        inserted.length === 0 ? Slice.empty : new Slice(Fragment.fromArray([...inserted]), 0, 0);
      steps.push(new ReplaceStep(from, to, content));
    }
    const pair = pairs[index];
    if (pair === undefined) return;
    const at = start + (offsets[pair[0]] ?? 0) + 1;
    collect(before.child(pair[0]), after.child(pair[1]), at, steps);
  });
}

function childOffsets(node: Node): number[] {
  const offsets = [0];
  node.forEach((child, offset) => offsets.push(offset + child.nodeSize));
  return offsets;
}

function replaceWords(before: Fragment, after: Fragment, start: number, steps: ReplaceStep[]): void {
  const from = before.findDiffStart(after);
  const ends = before.findDiffEnd(after);
  if (from === null || ends === null) return;
  // The two searches may overlap where words repeat, as in `aa` → `aaa`.
  const overlap = Math.max(0, from - Math.min(ends.a, ends.b));
  const content = after.cut(from, ends.b + overlap);
  steps.push(new ReplaceStep(start + from, start + ends.a + overlap, new Slice(content, 0, 0)));
}
