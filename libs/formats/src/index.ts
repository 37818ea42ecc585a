export {
  IMPORT_LIMITS,
  type ImportedAct,
  type ImportedSection,
  type ImportFault,
  type ImportNote,
} from './imported-act.js';
export { readAkomaNtoso } from './read-akoma-ntoso.js';
