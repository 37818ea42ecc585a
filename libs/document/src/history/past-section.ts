import type { DocumentId } from '@entente/kernel';
import { isSectionKind, sectionNodeName, type SectionKind } from '../section-kind.js';
import type { SectionRef } from '../structure.js';
import type { CanonicalNode, CanonicalRun } from '../tree.js';
import { isPastRun, type PastNode, type PastRun } from './history-types.js';

type Child = CanonicalNode | CanonicalRun;

/** What stood of it as accepted, as a tree of the canonical shape; not normalised: a draft may hold what no version may. */
export function livingTree(kind: SectionKind, children: readonly (PastNode | PastRun)[]): CanonicalNode {
  return [sectionNodeName(kind), {}, livingChildren(children)];
}

function livingChildren(children: readonly (PastNode | PastRun)[]): Child[] {
  const living: Child[] = [];
  let words = '';
  const endRun = (): void => {
    if (words !== '') living.push(['t', words, []]);
    words = '';
  };
  for (const child of children) {
    if (child.removed !== null) continue;
    if (isPastRun(child)) words += isSuggested(child) ? '' : child.text;
    else {
      endRun();
      living.push([child.name, child.attributes, livingChildren(child.children)]);
    }
  }
  endRun();
  return living;
}

/** Words that somebody proposed and nobody had accepted. */
function isSuggested({ marks }: PastRun): boolean {
  return marks.some(({ kind }) => kind === 'insertion');
}

/** The sections that a structure document listed, in order. */
export function pastStructure(children: readonly (PastNode | PastRun)[]): SectionRef[] {
  return children.flatMap((child) => {
    if (isPastRun(child) || child.removed !== null || child.name !== 'section') return [];
    const { document, kind } = child.attributes;
    if (document === undefined || kind === undefined || !isSectionKind(kind)) return [];
    return [{ document: document as DocumentId, kind }];
  });
}
