import { PROVISION_BLOCKS } from './shape.js';
import type { CanonicalNode, Fault, FreezeCode, Place, SectionTree } from './tree.js';
import { blocksOf, hasWords, idOf } from './walk-tree.js';

const NEEDS_ID: ReadonlySet<string> = new Set(PROVISION_BLOCKS);

interface Walk {
  readonly faults: Fault[];
  readonly seen: Map<string, Place>;
  readonly section: SectionTree;
}

function placeOf(section: SectionTree, provision: string | null): Place {
  return { document: section.document, kind: section.kind, provision };
}

function add(walk: Walk, code: FreezeCode, provision: string | null, detail: string): void {
  walk.faults.push({ ...placeOf(walk.section, provision), code, detail });
}

function checkId(node: CanonicalNode, walk: Walk, around: string | null, inside: boolean): void {
  const [name] = node;
  const id = idOf(node);
  // A `p` inside a paragraph or point belongs to it; directly in a section it is a provision of its own (SPEC D6).
  if (id === null && NEEDS_ID.has(name) && !(name === 'p' && inside)) {
    add(walk, 'ID_MISSING', around, name);
  }
  if (id === null) return;
  const place = placeOf(walk.section, id);
  const first = walk.seen.get(id);
  if (first === undefined) walk.seen.set(id, place);
  else walk.faults.push({ ...place, code: 'ID_DUPLICATE', detail: name, other: first });
}

function checkBlock(node: CanonicalNode, walk: Walk, around: string | null, inside: boolean): void {
  checkId(node, walk, around, inside);
  const id = idOf(node) ?? around;
  // The heading of an article or annex may be left empty, as some acts have none; whoever has a number has words.
  if (node[0] !== 'heading' && !hasWords(node)) {
    add(walk, 'PROVISION_EMPTY', id, node[0]);
    return;
  }
  for (const child of blocksOf(node)) checkBlock(child, walk, id, true);
}

function checkHeadings(walk: Walk): void {
  if (walk.section.kind !== 'article') return;
  blocksOf(walk.section.tree).forEach((block, index) => {
    if (block[0] === 'heading' && index > 0) add(walk, 'HEADING_MISPLACED', idOf(block), 'heading');
  });
}

function isEmpty({ kind, tree }: SectionTree): boolean {
  const blocks = blocksOf(tree).filter((block) => kind !== 'article' || block[0] !== 'heading');
  return !blocks.some(hasWords);
}

/** What stops a text that has a canonical form from being frozen, each thing named (SPEC D30). */
export function freezeFaultsOf(sections: readonly SectionTree[]): Fault[] {
  const faults: Fault[] = [];
  const seen = new Map<string, Place>();
  if (sections.length === 0) {
    faults.push({ code: 'TEXT_EMPTY', detail: '', document: null, kind: null, provision: null });
  }
  for (const section of sections) {
    const walk: Walk = { faults, seen, section };
    if (isEmpty(section)) add(walk, 'SECTION_EMPTY', null, section.kind);
    else for (const block of blocksOf(section.tree)) checkBlock(block, walk, null, false);
    checkHeadings(walk);
    for (const { provision, delegation } of section.suggestions ?? []) {
      add(walk, 'SUGGESTION_OPEN', provision, delegation);
    }
  }
  return faults;
}
