import { CONTENT_ROOT } from '@entente/document';
import * as Y from 'yjs';
import { ownWords } from './own-words.js';

function blocks(...lines: string[]): { doc: Y.Doc; runs: Y.XmlText[] } {
  const doc = new Y.Doc();
  const runs = lines.map((line) => new Y.XmlText(line));
  doc.getXmlFragment(CONTENT_ROOT).insert(
    0,
    runs.map((run) => {
      const paragraph = new Y.XmlElement('paragraph');
      const p = new Y.XmlElement('p');
      p.insert(0, [run]);
      paragraph.insert(0, [p]);
      return paragraph;
    }),
  );
  return { doc, runs };
}

/** What `edit` adds, as one update. */
function edited(doc: Y.Doc, edit: () => void): Uint8Array {
  const updates: Uint8Array[] = [];
  const hear = (update: Uint8Array): number => updates.push(update);
  doc.on('update', hear);
  edit();
  doc.off('update', hear);
  return Y.mergeUpdates(updates);
}

describe('the words of an edit', () => {
  it('[S74] come in the order of the document, a line for each block, without what stood there', () => {
    const { doc, runs } = blocks('first', 'second', 'third');
    const update = edited(doc, () => {
      runs[2]?.insert(0, 'end ');
      runs[0]?.insert(5, ' words');
      runs[0]?.insert(0, 'my ');
    });
    expect(ownWords(doc, update)).toBe('my  words\nend ');
  });

  it('[S74] are only the unrecorded part of a run that one types on', () => {
    const { doc, runs } = blocks('');
    runs[0]?.insert(0, 'recorded');
    const update = edited(doc, () => runs[0]?.insert(8, ' not'));
    expect(ownWords(doc, update)).toBe(' not');
  });

  it('[S74] are none where one only deleted, or deleted them again', () => {
    const { doc, runs } = blocks('first');
    expect(
      ownWords(
        doc,
        edited(doc, () => runs[0]?.delete(0, 2)),
      ),
    ).toBe('');
    const update = edited(doc, () => {
      runs[0]?.insert(0, 'gone');
      runs[0]?.delete(0, 4);
    });
    expect(ownWords(doc, update)).toBe('');
  });

  it('[S74] are another person’s never', () => {
    const { doc, runs } = blocks('first');
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    const update = edited(doc, () => runs[0]?.insert(0, 'mine '));
    const theirs = edited(other, () => {
      const [paragraph] = other.getXmlFragment(CONTENT_ROOT).toArray();
      const p = (paragraph as Y.XmlElement).get(0) as Y.XmlElement;
      (p.get(0) as Y.XmlText).insert(2, 'theirs');
    });
    Y.applyUpdate(doc, theirs);
    expect(ownWords(doc, update)).toBe('mine ');
  });
});
