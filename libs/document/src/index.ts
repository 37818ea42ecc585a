export { schema, type NodeName } from './schema.js';
export {
  isSectionKind,
  SECTION_KINDS,
  sectionKindOf,
  sectionNodeName,
  type SectionKind,
  type SectionNodeName,
} from './section-kind.js';
export {
  CONTENT_ROOT,
  documentShape,
  MAX_BLOCK_DEPTH,
  PROVISION_BLOCKS,
  PROVISION_ID,
  shapeOf,
  STRUCTURE_ROOT,
  type AttributeRule,
  type BlockName,
  type DocumentKind,
  type DocumentShape,
} from './shape.js';
export type {
  CanonicalNode,
  CanonicalRun,
  CanonicalText,
  Fault,
  FreezeCode,
  Place,
  RefusalCode,
  SectionHash,
  SectionTree,
} from './tree.js';
