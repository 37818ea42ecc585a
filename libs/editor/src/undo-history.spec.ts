/**
 * Fake timers are of an environment alone: the one that several suites share has real ones.
 *
 * @jest-environment node
 */
import { schema } from '@entente/document';
import type { DocumentId } from '@entente/kernel';
import { jest } from '@jest/globals';
import * as Y from 'yjs';
import { healReload } from './heal-reload.js';
import { SectionBinding } from './section-binding.js';
import { UndoHistory } from './undo-history.js';

function binding(document: string): SectionBinding {
  const doc = new Y.Doc({ guid: document });
  return new SectionBinding({ document: document as DocumentId, kind: 'title', doc, access: 'write' });
}

/** What the document holds, whatever this binding believes it shows. */
function words({ document, kind, doc }: SectionBinding): string {
  return new SectionBinding({ document, kind, doc, access: 'read' }).read().textContent;
}

function write(history: UndoHistory, ...edits: [SectionBinding, string][]): void {
  history.editing(edits.map(([section]) => section));
  for (const [section, text] of edits) {
    const title = schema.nodes.actTitle.create(null, schema.text(text));
    section.write(schema.nodes.titleSection.create(null, title));
  }
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('one history over many documents', () => {
  it('[E9] an act over two sections is undone and redone as one', () => {
    const [one, two] = [binding('1'), binding('2')];
    const history = new UndoHistory(() => undefined);
    history.add(one);
    history.add(two);
    write(history, [one, 'first']);
    write(history, [one, 'both'], [two, 'both']);
    write(history, [two, 'last']);
    expect(history.replay('undo')).toBe(true);
    expect([words(one), words(two)]).toEqual(['both', 'both']);
    history.replay('undo');
    expect([words(one), words(two)]).toEqual(['first', '']);
    history.replay('redo');
    expect([words(one), words(two)]).toEqual(['both', 'both']);
  });

  it('[E9] an act in a section that may not be written is passed over, and can be undone later', () => {
    const [one, two] = [binding('1'), binding('2')];
    const history = new UndoHistory(() => undefined);
    history.add(one);
    history.add(two);
    write(history, [one, 'open']);
    write(history, [two, 'agreed']);
    two.allow('read');
    history.replay('undo');
    expect([words(one), words(two)]).toEqual(['', 'agreed']);
    expect(history.replay('undo')).toBe(false);
    two.allow('write');
    expect(history.replay('undo')).toBe(true);
    expect(words(two)).toBe('');
  });

  it('[E11] a history that Yjs cannot replay is cleared and told; the text and the other sections stay', () => {
    const [one, two] = [binding('1'), binding('2')];
    const cleared: string[] = [];
    const history = new UndoHistory((section) => cleared.push(section.document));
    history.add(one);
    history.add(two);
    write(history, [one, 'first']);
    write(history, [two, 'second']);
    jest.spyOn(Y.UndoManager.prototype, 'undo').mockImplementationOnce(() => {
      throw new TypeError("Cannot read properties of null (reading 'client')");
    });
    history.replay('undo');
    expect(cleared).toEqual(['2']);
    expect(words(two)).toBe('second');
    history.replay('undo');
    expect(words(one)).toBe('');
    expect(history.can('undo')).toBe(false);
  });
});

/** Found by fuzzing honest clients: after `update` the live words and those of a reload differ (SECURITY §8 item 1b). */
const BASE =
  '0508a6a11000000241a5a11014010013c7a6a11002a5a1101403097061726167726170680700a6a11016060100a6a110170184a6a11018066577203731322800a6a11016016e0177013606a5a11000010103646f6301000981a5a1100001000941a5a1100001002301a4a11000000d01a3a11000001e07a2a110000006c1a5a11014a5a11000010021c7a6a11002a6a1101603097061726167726170680700a2a11028060400a2a11029076e657720383236000105a6a1100200161801a5a110010038a4a11001000da3a11001001ea2a1100200283101';
const UPDATE =
  '0114a6a1102047a6a1100203097061726167726170680700a6a11020060400a6a11021013984a6a11022013944a6a11022027877c4a6a11025a6a11025012044a6a1102403776f72c4a6a11029a6a1102402642044a6a110270165c4a6a1102ca6a1102702cc81c6a6a11025a6a1102604626f6c64027b7dc6a6a11025a6a1102204626f6c64046e756c6cc4a6a11025a6a1102f02ceb1c4a6a11022a6a110230165c4a6a1102ca6a1102d02ceb1c4a6a1102ba6a1102405776f726420c4a6a11029a6a1102a0178c4a6a1102ba6a110330365cc81c4a6a11031a6a1102302ceb1c4a6a11038a6a1102a04f09f988000';

const fromHex = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const reloaded = (doc: Y.Doc): string => {
  const again = new Y.Doc();
  Y.applyUpdate(again, Y.encodeStateAsUpdate(doc));
  return again.getXmlFragment('doc').toJSON();
};

describe('words that a reload gives in another order', () => {
  it('[E11] are written anew as they were shown', () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, fromHex(BASE));
    Y.applyUpdate(doc, fromHex(UPDATE));
    const fragment = doc.getXmlFragment('doc');
    const shown = fragment.toJSON();
    expect(reloaded(doc)).not.toBe(shown);
    expect(healReload(fragment, 'doc', {})).toBe(1);
    expect([fragment.toJSON(), reloaded(doc)]).toEqual([shown, shown]);
    expect(healReload(fragment, 'doc', {})).toBe(0);
  });

  it('[E36] what was done in writing is not undone in suggesting', () => {
    const history = new UndoHistory(() => undefined);
    const one = binding('one');
    history.add(one);
    expect(one.allow('write')).toBe(false);
    write(history, [one, 'open']);
    expect([one.allow('read'), one.allow('write')]).toEqual([false, false]);
    expect(history.can('undo')).toBe(true);
    expect(one.allow('suggest')).toBe(true);
    history.reset(one);
    expect([history.can('undo'), words(one)]).toEqual([false, 'open']);
  });
});
