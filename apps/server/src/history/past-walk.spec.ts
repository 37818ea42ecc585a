import { DocumentHistory, sectionFromTree, Sittings, type HistoryRow } from '@entente/document';
import type { DelegationCode, Instant, PersonId } from '@entente/kernel';
import { seededRandom, testSeed } from '@entente/testing';
import * as Y from 'yjs';
import { Turns, type Past } from './history-shelf.js';
import { childrenOf } from './package-past.js';

const KEYSTROKES = 9_000;

/** A text in which every keystroke is a run of its own. */
function rowsOfTyping(): HistoryRow[] {
  const random = seededRandom(testSeed());
  const doc = new Y.Doc({ gc: false });
  const rows: HistoryRow[] = [];
  const take = (bytes: Uint8Array): void => {
    rows.push({
      seq: rows.length + 1,
      author: `person ${String(rows.length % 7)}` as PersonId,
      delegation: 'AU' as DelegationCode,
      receivedAt: (1_000 + rows.length) as Instant,
      bytes,
    });
  };
  doc.on('update', take);
  Y.applyUpdate(doc, sectionFromTree(['articleSection', {}, [['p', {}, [['t', 'Begun.', []]]]]], 1));
  const paragraph = doc.getXmlFragment('content').get(0);
  const run = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
  if (!(run instanceof Y.XmlText)) throw new Error('no words there');
  for (let n = 0; n < KEYSTROKES; n += 1) {
    if (random.integer(10) === 0) run.delete(random.integer(run.length), 1);
    else run.insert(random.integer(run.length + 1), 'x');
  }
  return rows;
}

describe('a look at a long text', () => {
  const rows = rowsOfTyping();
  const half = KEYSTROKES / 2;

  function pastOf(count: number): Past {
    const history = new DocumentHistory('article');
    history.extend(rows.slice(0, count));
    return { kind: 'article', history, sittings: new Sittings(), turns: new Turns() };
  }

  it('[S130] lets others work in between, and sees what a look in one go sees', async () => {
    const past = pastOf(rows.length);
    let turns = 0;
    let looking = true;
    const other = (): void => {
      turns += 1;
      if (looking) setImmediate(other);
    };
    setImmediate(other);
    const seen = await childrenOf({ past, seq: rows.length }, true);
    looking = false;
    expect(turns).toBeGreaterThanOrEqual(4);
    expect(seen).toEqual(past.history.at(rows.length, { removed: true }));
    expect(await childrenOf({ past, seq: half }, false)).toEqual(past.history.at(half, { removed: false }));
  });

  it('[S130] is of one moment, though rows come while it is under way; they come when it is done', async () => {
    const past = pastOf(half);
    const before = past.history.at(half, { removed: true });
    const looks = [childrenOf({ past, seq: half }, true), childrenOf({ past, seq: half }, true)];
    const read = past.turns.take(() => {
      past.history.extend(rows.slice(half));
    });
    expect(past.history.head).toBe(half);
    const [seen, again] = await Promise.all(looks);
    expect([seen, again]).toEqual([before, before]);
    await read;
    expect(past.history.head).toBe(rows.length);
    const after = await childrenOf({ past, seq: half }, true);
    expect(textOf(after)).toBe(textOf(before));
  });

  it('[S130] that fails keeps nobody from the next one', async () => {
    const past = pastOf(half);
    await expect(past.turns.take(() => past.history.extend(rows.slice(0, 1)))).rejects.toThrow(
      'row 1 follows',
    );
    expect((await childrenOf({ past, seq: half }, false)).length).toBeGreaterThan(0);
  });
});

type Children = ReturnType<DocumentHistory['at']>;

function textOf(children: Children | readonly Children[number][]): string {
  return children.map((child) => ('text' in child ? child.text : textOf(child.children))).join('');
}
