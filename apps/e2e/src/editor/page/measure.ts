import { Harness } from './harness.js';
import { CONTENT_ROOT } from '@entente/document';
import * as Y from 'yjs';

/** All in ms. */
export interface Measured {
  readonly characters: number;
  readonly firstPaint: number;
  readonly keyP50: number;
  readonly keyP95: number;
  readonly remoteP95: number;
}

const nextPaint = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        resolve();
      };
      channel.port2.postMessage(null);
    });
  });

function percentile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return Math.round((sorted[Math.floor(sorted.length * fraction)] ?? 0) * 10) / 10;
}

function typeSomewhere(doc: Y.Doc, at: number): void {
  const blocks = doc.getXmlFragment(CONTENT_ROOT).toArray();
  const block = blocks[at % blocks.length];
  const leaf = block instanceof Y.XmlElement && block.nodeName === 'heading' ? block : undefined;
  const inner = leaf ?? (block instanceof Y.XmlElement ? block.toArray()[0] : undefined);
  const run = inner instanceof Y.XmlElement ? inner.toArray()[0] : undefined;
  if (run instanceof Y.XmlText) run.insert(Math.min(3, run.length), 'x');
}

/** Opens a large act and types into it while twenty others type elsewhere; a key's time is until the frame after it is painted. */
export async function measure(sections: number, characters: number): Promise<Measured> {
  const harness = new Harness();
  const start = performance.now();
  harness.setup({ editors: 1, locked: [], large: { sections, characters } });
  await nextPaint();
  const firstPaint = Math.round(performance.now() - start);
  const { view } = harness.editor(0);
  const others = harness.sections.map(({ document }, index) => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(harness.source(0, index).doc));
    return { document, doc, after: Y.encodeStateVector(doc) };
  });
  harness.select(0, 0.5, 0.5);
  const keys: number[] = [];
  const remote: number[] = [];
  for (let stroke = 0; stroke < 150; stroke += 1) {
    for (let typist = 0; typist < 20; typist += 4) {
      const other = others[(stroke * 7 + typist * 3) % others.length];
      if (other === undefined) continue;
      typeSomewhere(other.doc, stroke + typist);
      const update = Y.encodeStateAsUpdate(other.doc, other.after);
      other.after = Y.encodeStateVector(other.doc);
      const before = performance.now();
      harness.editor(0).applyRemote(other.document, update);
      remote.push(performance.now() - before);
    }
    const before = performance.now();
    view.dispatch(view.state.tr.insertText('k'));
    await nextPaint();
    keys.push(performance.now() - before);
  }
  return {
    characters: view.state.doc.textContent.length,
    firstPaint,
    keyP50: percentile(keys, 0.5),
    keyP95: percentile(keys, 0.95),
    remoteP95: percentile(remote, 0.95),
  };
}
