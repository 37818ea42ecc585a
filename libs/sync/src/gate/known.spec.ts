import * as Y from 'yjs';
import { Drafter, paragraph } from './drafter.kit.js';
import { any, element, forge, type ForgedStruct, type Id, raw, run, text, xmlText } from './forge.kit.js';
import { GateServer, textOf } from './server.kit.js';
import { seededRandom } from '@entente/testing';

const OTHER = 900;
const ME = 500;
const MINE = new Set([ME]);

/** An article with one paragraph, and what is needed to place structs in it. */
function scene(): { server: GateServer; letter: (index: number) => Id; block: Id } {
  const doc = new Y.Doc();
  doc.clientID = OTHER;
  doc.getXmlFragment('content').insert(0, [paragraph('a', 'The assets')]);
  const server = new GateServer([Y.encodeStateAsUpdate(doc)]);
  const item = (doc.getXmlFragment('content').get(0) as Y.XmlElement)._item;
  const words = doc.getXmlFragment('content').createTreeWalker((node) => node instanceof Y.XmlText);
  const first = (words.next().value as Y.XmlText)._start?.id.clock ?? 0;
  return { server, letter: (index) => [OTHER, first + index], block: [OTHER, item?.id.clock ?? 0] };
}

const mine = (clock: number, ...structs: ForgedStruct[]): Uint8Array =>
  forge([{ client: ME, clock, structs }]);
const deleting = (...ranges: [number, number][]): Uint8Array => forge([], [[ME, ranges]]);

/** What the gate says, where what it takes is not of interest. */
const said = (server: GateServer, update: Uint8Array): string => {
  const answer = server.submit(update, MINE);
  return typeof answer === 'string' ? answer : 'new';
};

describe('what the document has already', () => {
  it('[S22] one struct of the sender spans several of the document: each piece is compared', () => {
    const { server, letter } = scene();
    const place = { origin: letter(0) };
    expect(said(server, mine(0, text('abcdefgh', place)))).toBe('new');
    // Others' words and deletions have cut it into pieces, some of them collected.
    expect(said(server, deleting([2, 1], [5, 1]))).toBe('new');
    expect(said(server, mine(8, text('X', { origin: [ME, 3], right: [ME, 4] })))).toBe('new');
    const story = (words: string): string => said(server, mine(0, text(words, place)));
    expect(['abcdefgh', 'ab?de?gh'].map(story)).toEqual(['known', 'known']);
    const others = ['Abcdefgh', 'abcDefgh', 'abcdEfgh', 'abcdefGh', 'abcdefgH'].map(story);
    expect(others).toEqual(Array(5).fill('EQUIVOCATION'));
  });

  it('[S22] pieces sent by themselves are compared with the middle of what the document merged', () => {
    const { server, letter } = scene();
    expect(said(server, mine(0, text('abcdefgh', { origin: letter(0) })))).toBe('new');
    const piece = (words: string, origin: Id): string => said(server, mine(3, text(words, { origin })));
    expect(piece('def', [ME, 2])).toBe('known');
    expect(piece('dEf', [ME, 2])).toBe('EQUIVOCATION');
    expect(piece('def', [ME, 1])).toBe('EQUIVOCATION');
  });

  it('[S22] a struct that begins in what is known: its known part is compared, the rest is new', () => {
    const { server, letter } = scene();
    const place = { origin: letter(0) };
    expect(said(server, mine(0, text('abc', place)))).toBe('new');
    expect(said(server, mine(0, text('abXdef', place)))).toBe('EQUIVOCATION');
    expect(said(server, mine(0, text('abcdef', place)))).toBe('new');
    expect(textOf(server.doc)).toContain('Tabcdefhe assets');
    expect(textOf(server.reloaded())).toBe(textOf(server.doc));
  });

  it('[S22] a run sent as deleted or collected needs its deletion, for every piece that lives', () => {
    const { server, letter } = scene();
    const place = { origin: letter(0) };
    expect(said(server, mine(0, text('abcdef', place)))).toBe('new');
    expect(said(server, deleting([1, 2]))).toBe('new');
    const as = (kind: 0 | 1, ranges: [number, number][]): string => {
      const structs = [run(kind, 6, kind === 1 ? place : {})];
      return said(server, forge([{ client: ME, clock: 0, structs }], [[ME, ranges]]));
    };
    for (const kind of [0, 1] as const) {
      expect(as(kind, [[0, 3]])).toBe('EQUIVOCATION');
      expect(as(kind, [[1, 5]])).toBe('EQUIVOCATION');
    }
    expect(as(1, [[0, 6]])).toBe('new');
    expect(as(0, [[0, 6]])).toBe('known');
  });

  it('[S22] who still has what the document has collected may send it, whatever it was', () => {
    const { server, letter, block } = scene();
    const vector = Y.encodeStateVector(server.doc);
    const keeping = new Y.Doc({ gc: false });
    keeping.clientID = ME;
    Y.applyUpdate(keeping, Y.encodeStateAsUpdate(server.doc));
    keeping.getXmlFragment('content').insert(1, [paragraph('b', 'to go')]);
    keeping.getXmlFragment('content').delete(1, 1);
    const whole = Y.encodeStateAsUpdate(keeping, vector);
    expect(said(server, whole)).toBe('new');
    expect(said(server, whole)).toBe('known');
    expect([letter(0)[0], block[0]]).toEqual([OTHER, OTHER]);
  });

  it.each([
    ['zero', [0], [-0]],
    ['a number that is none', [NaN], [0]],
    ['a whole number and a large one', [1], [1n]],
    ['nothing and nothing said', [undefined], [null]],
    ['yes and no', [true], [false]],
    ['words', ['p1'], ['p2']],
    ['lists', [[1, 2]], [[2, 1]]],
    ['the names of an object', [{ a: 1 }], [{ b: 1 }]],
  ])('[S22] values are compared as they would be stored: %s', (_, value, other) => {
    const doc = new Y.Doc();
    doc.clientID = ME;
    // Values of these kinds are in no document of ours (SCHEMA): the log is written directly.
    doc.getXmlFragment('content').insert(0, [new Y.XmlElement('paragraph')]);
    const [element] = doc.getXmlFragment('content').toArray();
    (element as Y.XmlElement).setAttribute('id', value[0] as string);
    const server = new GateServer([Y.encodeStateAsUpdate(doc)]);
    const story = (one: readonly unknown[]): string =>
      said(server, mine(1, any(one, { parent: [ME, 0], key: 'id' })));
    expect([story(value), story(other)]).toEqual(['known', 'EQUIVOCATION']);
  });

  it('[S22] a number written in a longer form is the same number', () => {
    const doc = new Y.Doc();
    doc.clientID = ME;
    doc.getXmlFragment('content').insert(0, [new Y.XmlElement('paragraph')]);
    const [block] = doc.getXmlFragment('content').toArray();
    (block as Y.XmlElement).setAttribute('id', 5 as unknown as string);
    const server = new GateServer([Y.encodeStateAsUpdate(doc)]);
    const place = { parent: [ME, 0] as Id, key: 'id' };
    const [five, six] = [0x14, 0x18].map((low) => raw(8, [1, 123, 0x40, low, 0, 0, 0, 0, 0, 0], place));
    const said = [five, six].map((one) => one && server.submit(mine(1, one), MINE));
    expect(said).toEqual(['known', 'EQUIVOCATION']);
  });

  it('[S22] the key, the parent and the name of a node belong to the story', () => {
    const { server, block } = scene();
    const node = element('paragraph', { origin: block });
    expect(said(server, mine(0, node, any(['p2'], { parent: [ME, 0], key: 'id' })))).toBe('new');
    const stories = [
      mine(0, xmlText({ origin: block })),
      mine(0, element('point', { origin: block })),
      mine(0, element('paragraph', { root: 'content' })),
      mine(1, any(['p2'], { parent: block, key: 'id' })),
      mine(1, any(['p2'], { parent: [ME, 0], key: 'lang' })),
      mine(1, any(['p2'], { parent: [ME, 0] })),
      mine(1, any(['p3'], { parent: [ME, 0], key: 'id' })),
    ];
    expect(stories.map((story) => said(server, story))).toEqual(stories.map(() => 'EQUIVOCATION'));
  });

  it('[S22] a text of more than 1 MB, much edited, sent again as a whole, is known to the last struct', () => {
    const random = seededRandom(5);
    const doc = new Y.Doc();
    doc.clientID = OTHER;
    const blocks = Array.from({ length: 6_000 }, (_, n) =>
      paragraph(
        `p${String(n)}`,
        'The assets of the persons listed in the annex shall be frozen, all of them and at once, in every place where they are found; so also the funds.',
      ),
    );
    doc.getXmlFragment('content').insert(0, blocks);
    const server = new GateServer([Y.encodeStateAsUpdate(doc)]);
    const drafter = new Drafter('d', ME, Y.encodeStateAsUpdate(server.doc), random);
    for (let n = 0; n < 150; n += 1) drafter.edit();
    const whole = Y.encodeStateAsUpdate(drafter.doc);
    expect(whole.length).toBeGreaterThan(1_000_000);
    const answer = server.submit(whole, MINE, 100_000);
    expect(answer).toBeInstanceOf(Uint8Array);
    expect(server.submit(whole, MINE, 100_000)).toBe('known');
    expect(textOf(server.late())).toBe(textOf(drafter.doc));
    // One letter of it told differently, somewhere.
    const at = whole.lastIndexOf(0x66, whole.length >> 1);
    const forged = Uint8Array.from(whole);
    forged[at] = 0x67;
    expect(server.submit(forged, MINE, 100_000)).toBe('EQUIVOCATION');
  });
});
