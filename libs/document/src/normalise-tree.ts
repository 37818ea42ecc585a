import { err, ok, type Result } from '@entente/kernel';
import { canonicalRun } from './canonical-run.js';
import { sectionNodeName, type SectionKind } from './section-kind.js';
import { shapeOf, type DocumentShape } from './shape.js';
import type { CanonicalNode, CanonicalRun, Fault, Place, RefusalCode } from './tree.js';

type Child = CanonicalNode | CanonicalRun;

interface Walk {
  readonly place: Place;
  readonly shape: DocumentShape;
  readonly faults: Fault[];
}

export function isRun(child: Child): child is CanonicalRun {
  return child[0] === 't';
}

function refuse(walk: Walk, provision: string | null, code: RefusalCode, detail: string): void {
  walk.faults.push({ ...walk.place, provision, code, detail });
}

/** The attributes themselves: all of them are kept, or the text is refused. */
function checkAttributes(node: CanonicalNode, walk: Walk, provision: string | null): CanonicalNode[1] {
  const [name, attributes] = node;
  for (const attribute of Object.keys(attributes)) {
    const rule = walk.shape.attributes.get(name)?.get(attribute);
    if (rule === undefined) refuse(walk, provision, 'ATTRIBUTE_UNKNOWN', attribute);
    else if (!rule.test(attributes[attribute] ?? '')) {
      refuse(walk, provision, 'ATTRIBUTE_INVALID', attribute);
    }
  }
  return attributes;
}

function normaliseRuns(node: CanonicalNode, walk: Walk, provision: string | null): CanonicalRun[] {
  let words = '';
  for (const child of node[2]) {
    if (!isRun(child)) refuse(walk, provision, 'CHILD_NOT_ALLOWED', child[0]);
    else {
      words += child[1];
      for (const mark of child[2]) refuse(walk, provision, 'MARK_UNKNOWN', mark);
    }
  }
  const run = canonicalRun(words);
  if (!run.ok) refuse(walk, provision, run.error.code, run.error.detail);
  return run.ok && run.value !== '' ? [['t', run.value, []]] : [];
}

function normaliseNode(node: CanonicalNode, walk: Walk, depth: number, around: string | null): CanonicalNode {
  const attributes = checkAttributes(node, walk, around);
  const provision = attributes['id'] ?? around;
  const [name] = node;
  const children = walk.shape.leaves.has(name)
    ? normaliseRuns(node, walk, provision)
    : normaliseBlocks(node[2], walk.shape.children.get(name) ?? new Set(), {
        walk,
        depth: depth + 1,
        provision,
      });
  return [name, attributes, children];
}

interface Level {
  readonly walk: Walk;
  readonly depth: number;
  readonly provision: string | null;
}

function normaliseBlocks(
  children: readonly Child[],
  allowed: ReadonlySet<string>,
  { walk, depth, provision }: Level,
): CanonicalNode[] {
  const blocks: CanonicalNode[] = [];
  for (const child of children) {
    if (isRun(child)) refuse(walk, provision, 'CHILD_NOT_ALLOWED', 't');
    else if (!walk.shape.children.has(child[0])) refuse(walk, provision, 'NODE_UNKNOWN', child[0]);
    else if (!allowed.has(child[0])) refuse(walk, provision, 'CHILD_NOT_ALLOWED', child[0]);
    else if (depth > walk.shape.maxDepth) refuse(walk, provision, 'TOO_DEEP', child[0]);
    else blocks.push(normaliseNode(child, walk, depth, provision));
  }
  return blocks;
}

/** The canonical tree of a section from the children of its node, or all that refuses it (SPEC D20 to D26). */
export function normaliseSection(
  children: readonly Child[],
  kind: SectionKind,
  place: Place,
): Result<CanonicalNode, Fault[]> {
  const shape = shapeOf(kind);
  const walk: Walk = { place, shape, faults: [] };
  const blocks = normaliseBlocks(children, shape.rootChildren, { walk, depth: 1, provision: null });
  return walk.faults.length > 0 ? err(walk.faults) : ok([sectionNodeName(kind), {}, blocks]);
}
