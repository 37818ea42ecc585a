import * as Y from 'yjs';
import { paragraph } from './drafter.kit.js';
import { any, element, forge, type ForgedStruct, type Id, text } from './forge.kit.js';

/** An update, or several one after another, made to cost time or memory: of a size from 1 to 6. */
export interface Bomb {
  readonly name: string;
  /** What others have made of the document before, under client id `VICTIM`. */
  prepare?(doc: Y.Doc): void;
  /** `doc`: the document as it is; `me`: the sender's client id, of which nothing is there yet; `others`: more ids of theirs. */
  make(size: number, doc: Y.Doc, me: number, others: readonly number[]): Uint8Array[];
}

export const VICTIM = 900;
export const SIZES = [1, 2, 3, 4, 5, 6] as const;
/** Structs of the six sizes: below, at and above the limits of a live update and of a resync. */
const STRUCTS = [60, 250, 499, 1_500, 4_999, 12_000];
/** Characters of the six sizes. */
const CHARACTERS = [2_000, 10_000, 40_000, 100_000, 250_000, 500_000];

const structsOf = (size: number): number => STRUCTS[size - 1] ?? 0;
const charactersOf = (size: number): number => CHARACTERS[size - 1] ?? 0;

interface Words {
  /** Their type. */
  readonly type: Id;
  /** The character at an index. */
  at(index: number): Id;
}

const known = new WeakMap<Y.Doc, Words>();

/** The first words of the document, which bombs leave where they are. */
function wordsIn(doc: Y.Doc): Words {
  const words = known.get(doc) ?? findWords(doc);
  known.set(doc, words);
  return words;
}

function findWords(doc: Y.Doc): Words {
  const found = doc
    .getXmlFragment('content')
    .createTreeWalker((node) => node instanceof Y.XmlText)
    .next();
  const words = found.value as Y.XmlText;
  const first = words._start?.id ?? { client: 0, clock: 0 };
  const own = words._item?.id ?? { client: 0, clock: 0 };
  return { type: [own.client, own.clock], at: (index) => [first.client, first.clock + index] };
}

/** As many structs as the size says, each made from its number. */
const fan =
  (struct: (n: number, doc: Y.Doc, me: number) => ForgedStruct) =>
  (size: number, doc: Y.Doc, me: number): Uint8Array[] => {
    const structs = Array.from({ length: structsOf(size) }, (_, n) => struct(n, doc, me));
    return [forge([{ client: me, clock: 0, structs }])];
  };

/** Every other character of a run, as deletions. */
function shred(client: number, from: number, length: number): Uint8Array {
  const ranges = Array.from({ length: length >> 1 }, (_, n) => [from + 2 * n, 1] as const);
  return forge([], [[client, ranges]]);
}

const firstBlock = (doc: Y.Doc): Id => {
  const item = (doc.getXmlFragment('content').get(0) as Y.XmlElement)._item;
  return [item?.id.client ?? 0, item?.id.clock ?? 0];
};

/** Several people have typed at one place without seeing each other. */
function crowd(doc: Y.Doc): void {
  const base = Y.encodeStateAsUpdate(doc);
  for (let n = 0; n < 400; n += 1) {
    const replica = new Y.Doc();
    Y.applyUpdate(replica, base);
    replica.clientID = 10_000 + n;
    const found = replica.getXmlFragment('content').createTreeWalker((node) => node instanceof Y.XmlText);
    (found.next().value as Y.XmlText).insert(1, 'c');
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(replica, Y.encodeStateVector(doc)));
  }
}

/** A text of many small pieces. */
function pieces(doc: Y.Doc): void {
  const root = doc.getXmlFragment('content');
  root.insert(
    1,
    Array.from({ length: 1_500 }, (_, n) => paragraph(`p${String(n)}`, 'words of the text')),
  );
}

export const BOMBS: readonly Bomb[] = [
  { name: 'one left neighbour', make: fan((_, doc) => text('x', { origin: wordsIn(doc).at(0) })) },
  { name: 'one parent', make: fan((_, doc) => text('x', { parent: wordsIn(doc).type })) },
  {
    name: 'one left neighbour and changing right ones',
    make: fan((n, doc, me) =>
      text('x', {
        origin: wordsIn(doc).at(0),
        right: n < 2 ? wordsIn(doc).at(1) : [me, (n * 7) % (n - 1)],
      }),
    ),
  },
  {
    name: 'a tree',
    make: fan((n, doc, me) => text('x', { origin: n === 0 ? wordsIn(doc).at(0) : [me, n >> 1] })),
  },
  {
    name: 'into a crowd',
    prepare: crowd,
    make: fan((_, doc) => text('x', { origin: wordsIn(doc).at(0), right: wordsIn(doc).at(1) })),
  },
  {
    name: 'one attribute again and again',
    make: fan((n, doc, me) =>
      n === 0
        ? any(['p1'], { parent: firstBlock(doc), key: 'id' })
        : any([`p${String(n)}`], { origin: [me, n - 1] }),
    ),
  },
  {
    name: 'elements in elements',
    make: fan((n, doc, me) =>
      element('paragraph', n === 0 ? { origin: firstBlock(doc) } : { parent: [me, n - 1] }),
    ),
  },
  {
    name: 'a long text, shredded',
    make: (size, doc, me) => {
      const length = Math.min(charactersOf(size), 250_000);
      const words = text('x'.repeat(length), { origin: wordsIn(doc).at(0) });
      return [forge([{ client: me, clock: 0, structs: [words] }]), shred(me, 0, length)];
    },
  },
  {
    name: 'a shredded text, sent again as one',
    make: (size, doc, me) => {
      const length = Math.min(charactersOf(size), 100_000);
      const words = text('x'.repeat(length), { origin: wordsIn(doc).at(0) });
      const whole = forge([{ client: me, clock: 0, structs: [words] }]);
      return [whole, shred(me, 0, Math.min(length, 2_000)), whole];
    },
  },
  {
    name: 'blocks that wait for each other',
    make: (size, doc, me, others) => {
      const clients = [me, ...others].sort((one, two) => two - one);
      const each = Math.max(1, Math.floor(structsOf(size) / clients.length));
      // Every struct follows one of the next client: none can be placed before the last client's.
      const blocks = clients.map((client, at) => ({
        client,
        clock: 0,
        structs: Array.from({ length: each }, (_, n) => {
          const next = clients[at + 1];
          return text('x', { origin: next === undefined ? wordsIn(doc).at(n % 3) : [next, n] });
        }),
      }));
      return [forge(blocks)];
    },
  },
  {
    name: 'places that nobody can have typed, in a large text',
    prepare: pieces,
    make: (size, doc, me) => {
      const { at } = wordsIn(doc);
      const first = forge([{ client: me, clock: 0, structs: [text('ab', { origin: at(0), right: at(1) })] }]);
      const doubtful = Array.from({ length: size }, (_, n) =>
        forge([{ client: me, clock: 2 + n, structs: [text('y', { origin: at(0), right: at(2) })] }]),
      );
      return [first, ...doubtful];
    },
  },
  {
    name: 'what breaks the shape only once it is applied, in a large text',
    prepare: pieces,
    make: (size, doc, me) => {
      const wrong = (n: number): ForgedStruct => any([5], { parent: firstBlock(doc), key: `k${String(n)}` });
      const updates = Array.from({ length: size }, () =>
        forge([
          { client: me, clock: 0, structs: Array.from({ length: structsOf(size) }, (_, n) => wrong(n)) },
        ]),
      );
      return updates;
    },
  },
];
