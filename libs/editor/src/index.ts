export { createLegalEditor } from './legal-editor.js';
export type {
  Access,
  CursorPosition,
  EditorCommand,
  EditorLabels,
  EditorNotice,
  LegalEditor,
  LegalEditorOptions,
  ProvisionLook,
  RemotePeer,
  SectionSource,
} from './types.js';
