import { emptySection } from '@entente/document';
import type { DocumentId, ProvisionId } from '@entente/kernel';
import * as Y from 'yjs';
import { LiveText } from './live-text.js';

const ENTRY = { document: 'd1' as DocumentId, kind: 'conclusions' } as const;
const ID = 'a'.repeat(26) as ProvisionId;

function liveSection(): { live: LiveText; type: (words: string) => void; follow: () => void } {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, emptySection('conclusions', { clientId: 5, newId: () => ID }));
  const live = new LiveText();
  const block = doc.getXmlFragment('content').get(0) as Y.XmlElement;
  const follow = (): void => {
    live.follow([ENTRY], () => doc);
  };
  follow();
  return { live, type: (words) => block.push([new Y.XmlText(words)]), follow };
}

describe('the live text', () => {
  it('is asked for at any moment and is then that of the moment, not of the last pause', () => {
    const { live, type } = liveSection();
    const before = live.now();
    type('Done.');
    expect(live.text.get()).toBe(before);
    const after = live.now();
    expect(after).not.toBe(before);
    expect(after?.hashes.get(ID)).toMatch(/^sha256:/);
    expect(after?.hashes.get(ID)).not.toBe(before?.hashes.get(ID));
    live.destroy();
  });

  it('stays the same object while nothing in it changes', () => {
    const { live, follow } = liveSection();
    const before = live.now();
    follow();
    expect(live.now()).toBe(before);
    live.destroy();
  });
});
