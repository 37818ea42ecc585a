export { type RecordDifference, type RecordVerdict } from './decision/decision-verdict.js';
export { decisionDocument, type Block } from './decision/document.js';
export { decisionRecordOf, type RecordFacts } from './decision/record-of.js';
export { ruleText } from './decision/rule-text.js';
export { recordBytes, recordHash, verifyDecision } from './decision/verify-decision.js';
export {
  IMPORT_LIMITS,
  type ImportedAct,
  type ImportedSection,
  type ImportFault,
  type ImportNote,
} from './imported-act.js';
export {
  type CorrigendumFault,
  type Difference,
  type EntriesFault,
  type Unreadable,
  type Verdict,
} from './publication-verdict.js';
export { notPublishedHtml } from './not-published-html.js';
export { publicationHtml } from './publication-html.js';
export { readAkomaNtoso } from './read-akoma-ntoso.js';
export { bindableUnits, bindingFaults, type BindingFault } from './sealed/bindings.js';
export { partOfText, type PartOfText } from './sealed/part-of-text.js';
export { sealText, type SealedText } from './sealed/sealed-text.js';
export { sealedPackageHash } from './sealed-package-hash.js';
export { verifyPublication } from './verify-publication.js';
export { checkChain, genesisOf, hashOfAct, type ChainVerdict } from './record-chain.js';
