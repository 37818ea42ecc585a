export { emptySection, emptySectionTree, sectionFromTree, type NewContent } from './build-section.js';
export { cleanWords } from './canonical-run.js';
export { canonicalSection } from './canonical-section.js';
export {
  CANON_FORM,
  canonicalText,
  canonicalTextOfTrees,
  hashProvision,
  type SectionDocument,
} from './canonical-text.js';
export { checkShape, type ShapeRefusal, type Touched } from './check-shape.js';
export {
  compareTexts,
  type Change,
  type Comparison,
  type ProvisionChange,
  type SectionChange,
} from './compare-texts.js';
export { DocumentHistory } from './history/document-history.js';
export {
  isPastRun,
  type Hand,
  type HistoryRow,
  type PastNode,
  type PastRun,
  type RowFacts,
} from './history/history-types.js';
export { livingTree, pastStructure } from './history/past-section.js';
export { restoreSection } from './history/restore-section.js';
export { SITTING_GAP_MS, Sittings, type Sitting } from './history/sittings.js';
export { acceptedWords, applyFormat, isAccepted, keepMarks, markedWords, type Marks } from './marked-text.js';
export { numberSections, type Label, type Labels } from './number-sections.js';
export { packageHash, type PackageContent } from './package-hash.js';
export {
  correctSections,
  correctText,
  unitsWithWords,
  type AskedPassage,
  type Passage,
  type PassageFault,
} from './passages.js';
export { isProvisionId, PROVISION_ID_BYTES, provisionIdFrom } from './provision-id.js';
export { readCanonicalText, type NotCanonicalText } from './read-canonical.js';
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
export {
  insertSection,
  moveSection,
  readStructure,
  removeSection,
  structureFrom,
  type SectionRef,
  type StructureRefusal,
} from './structure.js';
export {
  MAX_SUGGESTION_KEY,
  readSuggestionKey,
  SUGGESTION_ID_BYTES,
  SUGGESTION_KINDS,
  suggestionIdFrom,
  suggestionKey,
  type OpenSuggestion,
  type SuggestionKind,
  type SuggestionMark,
  type SuggestionRef,
} from './suggestion-mark.js';
export { openSuggestions, settleSuggestion } from './suggestions.js';
export { treeOfNode } from './tree-of-node.js';
export type {
  CanonicalNode,
  CanonicalRun,
  CanonicalText,
  Fault,
  FreezeCode,
  Place,
  RefusalCode,
  SectionTree,
} from './tree.js';
export { allBlocks, blocksOf, wordsOf } from './walk-tree.js';
export type { WordRun } from './word-diff.js';
