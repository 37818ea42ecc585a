export { createLegalEditor } from './legal-editor.js';
export type {
  Access,
  CursorPosition,
  Decision,
  EditorCommand,
  EditorLabels,
  EditorNotice,
  LegalEditor,
  LegalEditorOptions,
  PlacedSuggestion,
  ProvisionLook,
  RemotePeer,
  SectionSource,
} from './types.js';
