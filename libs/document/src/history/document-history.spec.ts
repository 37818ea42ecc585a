import type { DelegationCode, PersonId } from '@entente/kernel';
import { testSeed } from '@entente/testing';
import * as Y from 'yjs';
import { emptySectionTree } from '../build-section.js';
import { keepMarks } from '../marked-text.js';
import { provisionIdFrom } from '../provision-id.js';
import { sectionNodeName } from '../section-kind.js';
import { DocumentHistory } from './document-history.js';
import { Drafters, textOf } from './drafters.kit.js';
import { isPastRun, type PastNode, type PastRun } from './history-types.js';
import { livingTree } from './past-section.js';
import { ALPHABETS, draftAtRandom } from './random-drafting.kit.js';
import { restoreSection } from './restore-section.js';
import { Sittings } from './sittings.js';
import { suggestionKey } from '../suggestion-mark.js';

const seed = testSeed();

function historyOf({ rows }: Drafters, batch = 50): DocumentHistory {
  const history = new DocumentHistory('article');
  for (let at = 0; at < rows.length; at += batch) history.extend(rows.slice(at, at + batch));
  return history;
}

const runsIn = (children: readonly (PastNode | PastRun)[]): PastRun[] =>
  children.flatMap((child) => (isPastRun(child) ? [child] : runsIn(child.children)));
const authorOf = (history: DocumentHistory, run: PastRun): PersonId => history.row(run.written).person;
const said = (history: DocumentHistory, seq: number, removed = false): [string, string, number | null][] =>
  runsIn(history.at(seq, { removed })).map((run) => [authorOf(history, run), run.text, run.removed]);

/** The words of the first `p`. */
function firstText(root: Y.XmlFragment): Y.XmlText {
  const p = root.get(1);
  const holder = p instanceof Y.XmlElement ? p.get(0) : null;
  if (!(holder instanceof Y.XmlElement)) throw new Error('the article has no paragraph');
  const [text] = holder.toArray();
  if (text instanceof Y.XmlText) return text;
  const made = new Y.XmlText();
  holder.insert(0, [made]);
  return made;
}

function type(drafters: Drafters, who: string, at: number, words: string): void {
  drafters.read(who);
  drafters.edit(who, (root) => {
    firstText(root).insert(at, words);
  });
  drafters.send(who);
}

function strike(drafters: Drafters, who: string, at: number, length: number): void {
  drafters.read(who);
  drafters.edit(who, (root) => {
    firstText(root).delete(at, length);
  });
  drafters.send(who);
}

describe(`past texts, seed ${String(seed)}`, () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7])('[D60] at every row the text is what it was then (history %i)', (add) => {
    const drafters = draftAtRandom(seed + add, 160);
    const history = historyOf(drafters);
    expect(history.head).toBe(drafters.rows.length);
    for (const [at, text] of drafters.texts.entries()) {
      const past = history.at(at + 1, { removed: false });
      expect(livingTree('article', past)).toEqual([sectionNodeName('article'), {}, text]);
    }
  });

  it.each([1, 2, 3, 7, 1_000])('[D60] rows taken %i at a time give one history', (batch) => {
    const drafters = draftAtRandom(seed, 120);
    const one = historyOf(drafters);
    const other = historyOf(drafters, batch);
    for (let seq = 0; seq <= one.head; seq += 11) {
      expect(other.at(seq, { removed: true })).toEqual(one.at(seq, { removed: true }));
    }
    for (let seq = 1; seq <= one.head; seq += 1) expect(other.row(seq)).toEqual(one.row(seq));
  });

  it.each([0, 1, 2, 3])('[D61] every character is its author’s, living or removed (history %i)', (add) => {
    const drafters = draftAtRandom(seed + add, 160);
    const history = historyOf(drafters);
    for (let seq = 1; seq <= history.head; seq += 5) {
      for (const run of runsIn(history.at(seq, { removed: true }))) {
        const letters = ALPHABETS[authorOf(history, run)] ?? '';
        expect(Array.from(run.text).filter((letter) => !letters.includes(letter))).toEqual([]);
        expect(run.written).toBeLessThanOrEqual(seq);
      }
    }
  });

  it.each([0, 1, 2, 3])('[D62] who removed first, removed (history %i)', (add) => {
    const drafters = draftAtRandom(seed + add, 160);
    const history = historyOf(drafters);
    for (let seq = 2; seq <= history.head; seq += 1) {
      const before = runsIn(history.at(seq - 1, { removed: false }));
      const lost = runsIn(history.at(seq, { removed: true })).filter((run) => run.removed === seq);
      const count = (runs: readonly PastRun[]): number =>
        runs.reduce((sum, { text }) => sum + Array.from(text).length, 0);
      const { added, removed } = history.row(seq);
      expect(count(lost)).toBe(removed);
      const after = runsIn(history.at(seq, { removed: false }));
      expect(count(after)).toBe(count(before) + added - removed);
    }
  });
});

describe('what a row did', () => {
  it('[D61] words among words keep their authors', () => {
    const drafters = new Drafters(1);
    type(drafters, 'ada', 0, 'shall be frozen');
    type(drafters, 'hana', 6, 'not ');
    const history = historyOf(drafters);
    expect(said(history, 3)).toEqual([
      ['ada', 'shall ', null],
      ['hana', 'not ', null],
      ['ada', 'be frozen', null],
    ]);
    expect(history.row(3)).toMatchObject({ person: 'hana', delegation: 'JP', added: 4, removed: 0 });
  });

  it('[D62] of two who remove the same words at once the earlier row did', () => {
    const drafters = new Drafters(1);
    type(drafters, 'ada', 0, 'shall be frozen');
    drafters.everyoneReads();
    for (const who of ['hana', 'pia']) {
      drafters.edit(who, (root) => {
        firstText(root).delete(6, 3);
      });
    }
    drafters.send('pia');
    drafters.send('hana');
    const history = historyOf(drafters);
    expect(said(history, history.head, true)).toContainEqual(['ada', 'be ', 3]);
    expect(history.row(3)).toMatchObject({ person: 'pia', removed: 3 });
    expect(said(history, 2, true)).toEqual([['ada', 'shall be frozen', null]]);
  });

  it('[D62] one row may bring words and take others away', () => {
    const drafters = new Drafters(1);
    type(drafters, 'ada', 0, 'shall');
    drafters.read('ben');
    drafters.edit('ben', (root) => {
      const text = firstText(root);
      text.delete(0, 5);
      text.insert(0, 'must');
    });
    drafters.send('ben');
    const history = historyOf(drafters);
    expect(history.row(3)).toMatchObject({ added: 4, removed: 5, moved: 0 });
    expect(said(history, 3)).toEqual([['ben', 'must', null]]);
    expect(said(history, 3, true)).toContainEqual(['ada', 'shall', 3]);
  });

  it('[D62] what is typed into a paragraph that somebody removes meanwhile, that person removed', () => {
    const doc = new Y.Doc({ gc: false });
    const drafters = new Drafters(1);
    for (const { bytes } of drafters.rows) Y.applyUpdate(doc, bytes);
    const other = new Y.Doc({ gc: false });
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    [doc.clientID, other.clientID] = [901, 902];
    const changeOf = (target: Y.Doc, change: () => void): Uint8Array => {
      const before = Y.encodeStateVector(target);
      change();
      return Y.encodeStateAsUpdate(target, before);
    };
    const removal = changeOf(doc, () => {
      doc.getXmlFragment('content').delete(1, 1);
    });
    const typing = changeOf(other, () => {
      firstText(other.getXmlFragment('content')).insert(0, 'too late');
    });
    const [first] = drafters.rows;
    if (first === undefined) throw new Error('no first row');
    const history = new DocumentHistory('article');
    history.extend([
      first,
      { ...first, seq: 2, author: 'pia' as PersonId, bytes: removal },
      { ...first, seq: 3, author: 'hana' as PersonId, bytes: typing },
    ]);
    expect(said(history, 3, true)).toEqual([['hana', 'too late', 2]]);
    expect(history.row(3)).toMatchObject({ added: 0, removed: 0 });
  });

  it('[D64] what came and went within one push left nothing but its place', () => {
    const drafters = new Drafters(1);
    drafters.edit('ada', (root) => {
      firstText(root).insert(0, 'secret');
    });
    drafters.edit('ada', (root) => {
      firstText(root).delete(0, 6);
    });
    drafters.send('ada');
    type(drafters, 'ada', 0, 'open');
    const history = historyOf(drafters);
    expect(said(history, history.head, true)).toEqual([['ada', 'open', null]]);
    expect(history.row(2)).toMatchObject({ added: 0, removed: 0 });
  });

  it('[D64] what was typed into a paragraph that was gone by then is in no row', () => {
    const drafters = new Drafters(1);
    drafters.edit('hana', (root) => {
      firstText(root).insert(0, 'too late');
    });
    drafters.edit('pia', (root) => {
      root.delete(1, 1);
    });
    drafters.send('pia');
    drafters.send('hana');
    const history = historyOf(drafters);
    expect(history.head).toBe(3);
    expect(said(history, 3, true)).toEqual([]);
    expect(new TextDecoder('latin1').decode(drafters.rows[2]?.bytes)).not.toContain('too late');
    expect(history.row(3)).toMatchObject({ person: 'hana', added: 0, removed: 0 });
  });

  it('[D63] words that a row carries elsewhere stay their author’s', () => {
    const drafters = new Drafters(1);
    type(drafters, 'ada', 0, 'Funds shall be frozen. ');
    type(drafters, 'hana', 23, 'Entry is refused.');
    drafters.read('pia');
    drafters.edit('pia', (root) => {
      const text = firstText(root);
      const words = text.toJSON().slice(12);
      text.delete(12, words.length);
      const p = new Y.XmlElement('p');
      p.insert(0, [new Y.XmlText(words)]);
      const paragraph = root.get(1);
      if (paragraph instanceof Y.XmlElement) paragraph.insert(1, [p]);
    });
    drafters.send('pia');
    const history = historyOf(drafters);
    const runs = runsIn(history.at(4, { removed: true }));
    expect(runs.map((run) => [authorOf(history, run), run.text, run.carried, run.removed])).toEqual([
      ['ada', 'Funds shall ', null, null],
      ['ada', 'be frozen. ', 4, null],
      ['hana', 'Entry is refused.', 4, null],
    ]);
    expect(history.row(4)).toMatchObject({ person: 'pia', added: 0, removed: 0, moved: 28 });
    expect(said(history, 3)).toEqual([
      ['ada', 'Funds shall be frozen. ', null],
      ['hana', 'Entry is refused.', null],
    ]);
  });

  it('[D63] words that were carried twice go back to their first author', () => {
    const drafters = new Drafters(1);
    type(drafters, 'ada', 0, 'Funds shall be frozen');
    for (const who of ['hana', 'pia']) {
      drafters.read(who);
      drafters.edit(who, (root) => {
        const words = firstText(root).toJSON();
        const paragraph = root.get(1);
        if (!(paragraph instanceof Y.XmlElement)) return;
        paragraph.delete(0, 1);
        const p = new Y.XmlElement('p');
        p.insert(0, [new Y.XmlText(words)]);
        paragraph.insert(0, [p]);
      });
      drafters.send(who);
    }
    const history = historyOf(drafters);
    expect(said(history, 4, true)).toEqual([['ada', 'Funds shall be frozen', null]]);
    expect(runsIn(history.at(4, { removed: false }))[0]?.carried).toBe(4);
  });

  it('[D60] a row that is missing is an error, not another history', () => {
    const { rows } = draftAtRandom(1, 10);
    const [first, , third] = rows;
    if (first === undefined || third === undefined) throw new Error('too few rows');
    expect(() => {
      new DocumentHistory('article').extend([first, third]);
    }).toThrow('row 3 follows 1');
  });
});

describe('suggestions', () => {
  const INSERTION = suggestionKey({
    kind: 'insertion',
    delegation: 'JP' as DelegationCode,
    id: 'a'.repeat(32),
  });

  function suggested(): Drafters {
    const drafters = new Drafters(1);
    type(drafters, 'ada', 0, 'Funds shall be frozen');
    drafters.read('hana');
    drafters.edit('hana', (root) => {
      firstText(root).insert(12, 'not ', { [INSERTION]: true });
    });
    drafters.send('hana');
    return drafters;
  }

  it('[D60] stand over the words they stood over then, and are no part of the text', () => {
    const history = historyOf(suggested());
    const runs = runsIn(history.at(3, { removed: false }));
    expect(runs.map(({ text, marks }) => [text, marks.map(({ kind }) => kind)])).toEqual([
      ['Funds shall ', []],
      ['not ', ['insertion']],
      ['be frozen', []],
    ]);
    const tree = JSON.stringify(livingTree('article', history.at(3, { removed: false })));
    expect(tree).toContain('Funds shall be frozen');
  });

  it('[D66] a restore leaves open suggestions open, and its own words are text', () => {
    const drafters = suggested();
    strike(drafters, 'pia', 0, 6);
    strike(drafters, 'pia', 6, 4);
    strike(drafters, 'pia', 6, 3);
    const history = historyOf(drafters);
    const doc = new Y.Doc();
    keepMarks(doc);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(drafters.server));
    restoreSection(doc, livingTree('article', history.at(4, { removed: false })), 77);
    expect(JSON.stringify(textOf(doc))).toContain('shall be frozen');
    doc.transact(() => undefined);
    expect(firstText(doc.getXmlFragment('content')).toDelta()).toContainEqual({ insert: 'shall be frozen' });
  });
});

describe('sittings', () => {
  it('[D65] are one person’s rows without a break of five minutes, whoever else writes meanwhile', () => {
    const drafters = new Drafters(1);
    type(drafters, 'hana', 0, 'one ');
    type(drafters, 'pia', 0, 'two ');
    type(drafters, 'hana', 0, 'three ');
    drafters.now += 300_001 - 3_000;
    drafters.now += 3_000;
    type(drafters, 'hana', 0, 'four ');
    strike(drafters, 'pia', 0, 5);
    const history = historyOf(drafters);
    const sittings = new Sittings();
    sittings.follow(history);
    expect(
      sittings.all.map(({ person, fromSeq, toSeq, rows, added, removed }) => ({
        person,
        span: [fromSeq, toSeq],
        rows,
        added,
        removed,
      })),
    ).toEqual([
      { person: 'sam', span: [1, 1], rows: 1, added: 0, removed: 0 },
      { person: 'hana', span: [2, 4], rows: 2, added: 10, removed: 0 },
      { person: 'pia', span: [3, 3], rows: 1, added: 4, removed: 0 },
      { person: 'hana', span: [5, 5], rows: 1, added: 5, removed: 0 },
      { person: 'pia', span: [6, 6], rows: 1, added: 0, removed: 5 },
    ]);
    expect(sittings.of(4)).toBe(sittings.all[1]);
  });

  it('[D65] an instant shows the rows that had been received by then', () => {
    const history = historyOf(draftAtRandom(seed, 60));
    for (let seq = 1; seq <= history.head; seq += 1) {
      const at = history.row(seq).receivedAt;
      const shown = history.seqAt(at);
      expect(history.row(shown).receivedAt).toBe(at);
      expect(shown).toBeGreaterThanOrEqual(seq);
    }
    expect(history.seqAt((history.row(1).receivedAt - 1) as never)).toBe(0);
  });
});

describe('restoring', () => {
  it.each([0, 1, 2, 3, 4, 5])('[D66] makes the text what it was, whatever came after (history %i)', (add) => {
    const drafters = draftAtRandom(seed + add, 120);
    const history = historyOf(drafters);
    for (let seq = 1; seq <= history.head; seq += 9) {
      const doc = new Y.Doc();
      keepMarks(doc);
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(drafters.server));
      const tree = livingTree('article', history.at(seq, { removed: false }));
      restoreSection(doc, tree, 77);
      expect(textOf(doc)).toEqual(tree[2]);
    }
  });

  it('[D66] leaves the words that are the same to those who wrote them', () => {
    const drafters = new Drafters(1);
    type(drafters, 'ada', 0, 'Funds shall be frozen.');
    type(drafters, 'hana', 6, 'and assets ');
    strike(drafters, 'pia', 17, 6);
    const before = historyOf(drafters);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(drafters.server));
    const bytes = restoreSection(doc, livingTree('article', before.at(3, { removed: false })), 77);
    if (bytes === null) throw new Error('nothing to restore');
    const last = drafters.rows.at(-1);
    if (last === undefined) throw new Error('no rows');
    before.extend([{ ...last, seq: before.head + 1, author: 'ben' as PersonId, bytes }]);
    expect(said(before, before.head)).toEqual([
      ['ada', 'Funds ', null],
      ['hana', 'and assets ', null],
      ['ben', 'shall ', null],
      ['ada', 'be frozen.', null],
    ]);
  });

  it('[D66] the same restore has the same bytes, and none where nothing differs', () => {
    const drafters = draftAtRandom(seed, 60);
    const history = historyOf(drafters);
    const make = (seq: number): Uint8Array | null => {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(drafters.server));
      return restoreSection(doc, livingTree('article', history.at(seq, { removed: false })), 77);
    };
    expect(make(2)).toEqual(make(2));
    expect(make(history.head)).toBeNull();
    const tree = emptySectionTree('article', () => provisionIdFrom(new Uint8Array(12)));
    expect(restoreSection(new Y.Doc(), tree, 77)).not.toBeNull();
  });
});
