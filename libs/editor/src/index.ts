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
import type { LegalEditor, LegalEditorOptions } from './types.js';

/** Binds many section documents to one editable text. The caller keeps the Y.Docs and destroys them after the editor. */
export declare function createLegalEditor(options: LegalEditorOptions): LegalEditor;
