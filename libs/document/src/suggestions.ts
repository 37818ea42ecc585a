import * as Y from 'yjs';
import { markedWords } from './marked-text.js';
import { livingAttributes, livingItems, type ReadableType } from './read-yjs.js';
import { CONTENT_ROOT } from './shape.js';
import {
  readSuggestionKey,
  type OpenSuggestion,
  type SuggestionMark,
  type SuggestionRef,
} from './suggestion-mark.js';

interface Leaf {
  readonly text: Y.XmlText;
  readonly provision: string | null;
}

function* textsIn(type: ReadableType, provision: string | null): Generator<Leaf> {
  for (const { content } of livingItems(type)) {
    const child = content instanceof Y.ContentType ? content.type : null;
    if (child instanceof Y.XmlText) yield { text: child, provision };
    else if (child instanceof Y.XmlElement) {
      const id = livingAttributes(child).find(([name]) => name === 'id')?.[1];
      yield* textsIn(child, typeof id === 'string' ? id : provision);
    }
  }
}

function nameOf({ delegation, id }: SuggestionRef): string {
  return `${delegation}--${id}`;
}

type Draft = { -readonly [Key in keyof OpenSuggestion]: OpenSuggestion[Key] };

function note(found: Map<string, Draft>, mark: SuggestionMark, words: string, leaf: Leaf): void {
  const name = nameOf(mark);
  const { delegation, id } = mark;
  const known = found.get(name) ?? { delegation, id, provision: leaf.provision, inserted: '', deleted: '' };
  if (mark.kind === 'insertion') known.inserted += words;
  else known.deleted += words;
  found.set(name, known);
}

/** The open suggestions of a section document, in the order of the text. Marks that stand over no words are none (SPEC D18). */
export function openSuggestions(doc: Y.Doc): OpenSuggestion[] {
  const found = new Map<string, Draft>();
  for (const leaf of textsIn(doc.getXmlFragment(CONTENT_ROOT), null)) {
    for (const { words, marks } of markedWords(leaf.text)) {
      for (const mark of marks.values()) note(found, mark, words, leaf);
    }
  }
  return [...found.values()];
}

type Decision = 'accept' | 'reject';

function markOf(item: Y.Item, { delegation, id }: SuggestionRef): SuggestionMark | null {
  const mark = item.content instanceof Y.ContentFormat ? readSuggestionKey(item.content.key) : null;
  return mark !== null && mark.delegation === delegation && mark.id === id ? mark : null;
}

/** What has to go from one text: words, and format items. */
function condemned(text: Y.XmlText, ref: SuggestionRef, decision: Decision): Y.Item[] {
  const gone: Y.Item[] = [];
  const words = decision === 'accept' ? 'deletion' : 'insertion';
  for (const { item, marks } of markedWords(text)) {
    const falls = [...marks.values()].some(
      (mark) => mark.kind === words && mark.delegation === ref.delegation && mark.id === ref.id,
    );
    if (falls) gone.push(item);
  }
  for (const item of livingItems(text)) {
    const mark = markOf(item, ref);
    // The marks of a rejected insertion stay, over nothing: words that its author types at this moment would else be in the text.
    if (mark !== null && !(decision === 'reject' && mark.kind === 'insertion')) gone.push(item);
  }
  return gone;
}

/**
 * Decides on one suggestion in one Yjs transaction of `origin`: its insertions become text or go, its deletions go or are
 * forgotten. False where the document has no such suggestion. Deletes only, so that no word changes its author (SPEC D19).
 */
export function settleSuggestion(
  doc: Y.Doc,
  ref: SuggestionRef,
  { decision, origin }: { readonly decision: Decision; readonly origin: unknown },
): boolean {
  let settled = false;
  doc.transact((transaction) => {
    for (const { text } of textsIn(doc.getXmlFragment(CONTENT_ROOT), null)) {
      const gone = condemned(text, ref, decision);
      for (const item of gone) item.delete(transaction);
      // Yjs keeps places by index, and hears only of what its own methods delete.
      if (gone.length > 0 && text._searchMarker !== null) text._searchMarker.length = 0;
      settled ||= gone.length > 0;
    }
  }, origin);
  return settled;
}
