import { keepMarks } from '@entente/document';
import { type AbstractType, applyUpdate, ContentType, Doc, encodeStateAsUpdate, type Item } from 'yjs';

/** Does somebody who joins now get the same order of everything that lives as those who were there? (S25) */
export function survivesReload(doc: Doc, root: string): boolean {
  const late = new Doc();
  keepMarks(late);
  const fragment = late.getXmlFragment(root);
  applyUpdate(late, encodeStateAsUpdate(doc));
  const same = orderOf(doc.getXmlFragment(root)) === orderOf(fragment);
  late.destroy();
  return same;
}

type Shared = Pick<AbstractType<unknown>, '_start' | '_map'>;

/** The ids of all living ticks below a type, in order: what merging and splitting of items cannot change. */
export function orderOf(type: Shared): string {
  const parts: string[] = [];
  let next: { client: number; clock: number } | null = null;
  for (let item = type._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const joined = next?.client === item.id.client && next.clock === item.id.clock;
    parts.push(joined ? `+${String(item.length)}` : `${nameOf(item)}+${String(item.length)}`);
    next = { client: item.id.client, clock: item.id.clock + item.length };
    if (item.content instanceof ContentType) parts.push(`(${orderOf(item.content.type)})`);
  }
  return parts.join() + keysOf(type);
}

function keysOf(type: Shared): string {
  const living = [...type._map].filter(([, item]) => !item.deleted);
  return living
    .map(([key, item]) => `[${key}=${nameOf(item)}]`)
    .toSorted()
    .join('');
}

function nameOf(item: Item): string {
  return `${String(item.id.client)}:${String(item.id.clock)}`;
}
