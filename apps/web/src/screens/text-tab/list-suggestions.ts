import type { OpenSuggestion, SectionKind } from '@entente/document';
import type { DocumentId } from '@entente/kernel';
import type { ReadText } from '../../text/read-text.js';

/** An open suggestion with where it stands. */
export type ListedSuggestion = OpenSuggestion & {
  readonly document: DocumentId;
  readonly kind: SectionKind;
  /** `Article 4(2)`; empty where the text has none there. */
  readonly citation: string;
};

/** The open suggestions of a text, in its order. */
export function listSuggestions(text: ReadText | null): ListedSuggestion[] {
  return (text?.sections ?? []).flatMap(({ document, kind, suggestions }) =>
    (suggestions ?? []).map((one) => {
      const label = text?.labels.get(one.provision ?? '') ?? text?.labels.get(document);
      return { ...one, document, kind, citation: label?.citation ?? '' };
    }),
  );
}
