import { schema, settleSuggestion, type SuggestionRef } from '@entente/document';
import type { DocumentId } from '@entente/kernel';
import type { Mark, Node } from 'prosemirror-model';
import { keymap } from 'prosemirror-keymap';
import type { EditorState, Plugin } from 'prosemirror-state';
import type { CompositeBinding } from './composite-binding.js';
import { documentOf, sectionAround, sectionPlaces } from './section-places.js';
import type { Decision, PlacedSuggestion } from './types.js';

/** Yjs origin of a decision: it goes to the others like an edit, and is shown here like one of theirs. */
const SETTLING = { editor: 'settling' };

function refOf({ type, attrs }: Mark): SuggestionRef | null {
  const isSuggestion = type === schema.marks.insertion || type === schema.marks.deletion;
  return isSuggestion ? ({ delegation: attrs['delegation'], id: attrs['id'] } as SuggestionRef) : null;
}

function refsIn(node: Node | null | undefined): SuggestionRef[] {
  return (node?.marks ?? []).flatMap((mark) => refOf(mark) ?? []);
}

const isSame = (one: SuggestionRef, other: SuggestionRef): boolean =>
  one.id === other.id && one.delegation === other.delegation;

/** The suggestions that touch the caret, or stand in the selected words. */
export function suggestionsAt({ doc, selection }: EditorState): PlacedSuggestion[] {
  const place = sectionAround(selection.$head);
  if (place === null) return [];
  const found = [selection.$head.nodeBefore, selection.$head.nodeAfter].flatMap(refsIn);
  if (!selection.empty) {
    doc.nodesBetween(selection.from, selection.to, (node) => {
      found.push(...refsIn(node));
    });
  }
  const document = documentOf(place.node) as DocumentId;
  return found
    .filter((one, at) => found.findIndex((other) => isSame(one, other)) === at)
    .map((one) => ({ ...one, document }));
}

/** Where a suggestion begins in the document that is shown; null where it is not shown. */
export function placeOfSuggestion(doc: Node, suggestion: PlacedSuggestion): number | null {
  const place = sectionPlaces(doc).find(({ node }) => documentOf(node) === suggestion.document);
  let found: number | null = null;
  place?.node.descendants((node, offset) => {
    if (found === null && refsIn(node).some((ref) => isSame(ref, suggestion))) found = place.pos + 1 + offset;
    return found === null;
  });
  return found;
}

export function canSettle(
  binding: CompositeBinding,
  suggestion: PlacedSuggestion,
  decision: Decision,
): boolean {
  const section = binding.section(suggestion.document);
  if (section?.shownAccess === 'write') return true;
  return (
    section?.shownAccess === 'suggest' && decision === 'reject' && suggestion.delegation === section.speaker
  );
}

export function settle(binding: CompositeBinding, suggestion: PlacedSuggestion, decision: Decision): boolean {
  const section = binding.section(suggestion.document);
  if (section === null || !canSettle(binding, suggestion, decision)) return false;
  return settleSuggestion(section.doc, suggestion, { decision, origin: SETTLING });
}

/** The keys that decide on the suggestion at the caret; where there is none, or one may not, they do nothing. */
export function settlingKeys(binding: CompositeBinding): Plugin {
  const decide = (decision: Decision) => (state: EditorState, dispatch?: unknown) => {
    const suggestion = suggestionsAt(state).find((one) => canSettle(binding, one, decision));
    if (suggestion !== undefined && dispatch !== undefined) settle(binding, suggestion, decision);
    return true;
  };
  return keymap({ 'Alt-Shift-y': decide('accept'), 'Alt-Shift-n': decide('reject') });
}
