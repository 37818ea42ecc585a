import { keepMarks } from '@entente/document';
import * as Y from 'yjs';
import { elementsOf, runsOf } from './read-section.js';

type Parent = Y.XmlFragment | Y.XmlElement;

function wordsOf(runs: readonly Y.XmlText[]): string {
  return JSON.stringify(runs.flatMap((run) => run.toDelta() as unknown[]));
}

/** Leaf blocks of `live` whose words `other`, the same document made anew from its bytes, has in another order. */
function differingLeaves(live: Parent, other: Parent): Parent[] {
  const runs = runsOf(live);
  const others = runsOf(other);
  if (runs !== null && others !== null) return wordsOf(runs) === wordsOf(others) ? [] : [live];
  const elements = elementsOf(live) ?? [];
  const otherElements = elementsOf(other) ?? [];
  return elements.flatMap((element, index) => {
    const counterpart = otherElements[index];
    return counterpart === undefined ? [] : differingLeaves(element, counterpart);
  });
}

/**
 * A redo by `Y.UndoManager` may, very rarely, leave words in an order that a reload of the same bytes does not give (SECURITY §8
 * item 1b). Called after each undo and redo: writes such blocks' words anew, as they are shown, so that what everyone
 * loads later is what this person saw. Answers how many blocks it wrote.
 */
export function healReload(fragment: Y.XmlFragment, rootName: string, origin: object): number {
  const doc = fragment.doc;
  if (doc === null) return 0;
  const reloaded = new Y.Doc({ guid: doc.guid });
  keepMarks(reloaded);
  Y.applyUpdate(reloaded, Y.encodeStateAsUpdate(doc));
  const leaves = differingLeaves(fragment, reloaded.getXmlFragment(rootName));
  reloaded.destroy();
  if (leaves.length === 0) return 0;
  doc.transact(() => {
    for (const leaf of leaves) rewrite(leaf);
  }, origin);
  return leaves.length;
}

function rewrite(leaf: Parent): void {
  const words = (runsOf(leaf) ?? []).flatMap((run) => run.toDelta() as { insert: string }[]);
  const run = new Y.XmlText();
  leaf.delete(0, leaf.length);
  leaf.insert(0, [run]);
  run.applyDelta(words);
}
