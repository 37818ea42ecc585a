import { ContentString, findIndexSS, GC, type Doc, type Item } from 'yjs';

/** What a Yjs store holds: an item, or the collected remains of items. */
export type Struct = Item | GC;

/** Clocks of `client` that the document knows: 0 ≤ c < answer. */
export function stateOf(doc: Doc, client: number): number {
  const structs = doc.store.clients.get(client);
  const last = structs?.[structs.length - 1];
  return last === undefined ? 0 : last.id.clock + last.length;
}

/** The struct that holds a known clock. */
export function structAt(doc: Doc, client: number, clock: number): Struct {
  const structs = doc.store.clients.get(client) ?? [];
  const struct = structs[findIndexSS(structs, clock)];
  if (struct === undefined) throw new Error('asked for a clock that the store does not know');
  return struct;
}

/** Calls `visit` for each struct that touches [from, to) until it answers false; all of it must be known. */
export function eachStruct(
  doc: Doc,
  range: { client: number; from: number; to: number },
  visit: (struct: Struct) => boolean,
): boolean {
  const structs = doc.store.clients.get(range.client) ?? [];
  if (range.from >= range.to) return true;
  for (let at = findIndexSS(structs, range.from); at < structs.length; at += 1) {
    const struct = structs[at];
    if (struct === undefined || struct.id.clock >= range.to) break;
    if (!visit(struct)) return false;
  }
  return true;
}

export function isCollected(struct: Struct): struct is GC {
  return struct instanceof GC;
}

/** The words of a struct, or null where it has none (any more). */
export function wordsOf(struct: Struct): string | null {
  if (isCollected(struct)) return null;
  return struct.content instanceof ContentString ? struct.content.str : null;
}

/** Would a cut before `offset` part the two halves of a character? */
export function cutsCharacter(words: string | null, offset: number): boolean {
  if (words === null || offset <= 0 || offset >= words.length) return false;
  const unit = words.charCodeAt(offset);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

export function structsOf(doc: Doc, client: number): number {
  return doc.store.clients.get(client)?.length ?? 0;
}

/** Splitting an item moves those that stand after it in its client's list: so many steps of the size of one item passed. */
export function stepsToSplit(structs: number): number {
  return structs >> 8;
}
