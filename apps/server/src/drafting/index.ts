export { DraftingService, type ArrangeRefusal } from './drafting.service.js';
export {
  PackageDirectory,
  type Author,
  type ClosedDocument,
  type NewSection,
  type NewText,
  type SectionState,
} from './drafting.types.js';
