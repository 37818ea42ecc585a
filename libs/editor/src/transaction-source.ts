import { PluginKey, type Transaction } from 'prosemirror-state';

const fromDocuments = new PluginKey<true>('entente-from-documents');

/** Marks a transaction that shows what the section documents already hold; it passes the guard and is never written back. */
export function markFromDocuments(tr: Transaction): Transaction {
  return tr.setMeta(fromDocuments, true).setMeta('addToHistory', false);
}

export function isFromDocuments(tr: Transaction): boolean {
  return tr.getMeta(fromDocuments) === true;
}
