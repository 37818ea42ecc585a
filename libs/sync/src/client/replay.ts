import * as Y from 'yjs';

/** Whether `update` can be applied to the document with nothing missing. Asked on a copy: Yjs would wait for the rest for ever. */
export function fits(doc: Y.Doc, update: Uint8Array): boolean {
  const trial = new Y.Doc();
  Y.applyUpdate(trial, Y.encodeStateAsUpdate(doc));
  Y.applyUpdate(trial, update);
  const { pendingStructs, pendingDs } = trial.store;
  trial.destroy();
  return pendingStructs === null && pendingDs === null;
}

/** Client ids under which the update's structs were typed. */
export function clientsOf(update: Uint8Array): ReadonlySet<number> {
  return new Set(Y.decodeUpdate(update).structs.map(({ id }) => id.client));
}

/**
 * The words in an update that has no document to stand in, as plain text: what was typed in one go in one line, in the order of
 * typing. Words that the same update takes out again are not among them.
 */
export function rawWords(update: Uint8Array): string {
  const { structs, ds } = Y.decodeUpdate(update);
  const lines: string[] = [];
  let end: { client: number; clock: number } | null = null;
  for (const struct of structs) {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
    const { id, origin, length } = struct;
    const words = kept(struct.content.str, id, ds);
    const goesOn = end !== null && origin?.client === end.client && origin.clock === end.clock;
    end = { client: id.client, clock: id.clock + length - 1 };
    if (words === '') continue;
    const last = lines.at(-1);
    if (goesOn && last !== undefined) lines[lines.length - 1] = last + words;
    else lines.push(words);
  }
  return lines.join('\n');
}

function kept(words: string, { client, clock }: Y.ID, ds: ReturnType<typeof Y.decodeUpdate>['ds']): string {
  const gone = ds.clients.get(client) ?? [];
  let left = '';
  for (let at = 0; at < words.length; at += 1) {
    const place = clock + at;
    if (!gone.some(({ clock: from, len }) => from <= place && place < from + len)) left += words[at] ?? '';
  }
  return left;
}
