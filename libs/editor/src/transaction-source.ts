import { PluginKey, type Transaction } from 'prosemirror-state';

const fromDocuments = new PluginKey<true>('entente-from-documents');

/** Marks a transaction that shows what the section documents already hold; it passes the guard and is never written back. */
export function markFromDocuments(tr: Transaction): Transaction {
  return tr.setMeta(fromDocuments, true).setMeta('addToHistory', false);
}

const meant = new PluginKey<true>('entente-suggestion');

/** Marks a transaction that says already what is suggested: it is not read as typing and deleting once more. */
export function markSuggestion(tr: Transaction): Transaction {
  return tr.setMeta(meant, true);
}

export function isSuggestion(tr: Transaction): boolean {
  return tr.getMeta(meant) === true;
}

export function isFromDocuments(tr: Transaction): boolean {
  return tr.getMeta(fromDocuments) === true;
}
