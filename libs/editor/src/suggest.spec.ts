import {
  acceptedWords,
  CONTENT_ROOT,
  isAccepted,
  keepMarks,
  markedWords,
  openSuggestions,
  schema,
  sectionFromTree,
} from '@entente/document';
import type { DelegationCode, DocumentId } from '@entente/kernel';
import { seededRandom, testSeed, type SeededRandom } from '@entente/testing';
import type { Node } from 'prosemirror-model';
import { EditorState, TextSelection, type Command, type Transaction } from 'prosemirror-state';
import * as Y from 'yjs';
import { guardSections } from './guard.js';
import { actOf } from './commands.js';
import { asCommand } from './places.js';
import { SectionBinding } from './section-binding.js';
import { suggestErase } from './suggest-erase.js';
import { suggestReplace } from './suggest.js';
import { suggested } from './suggested.js';
import type { Access } from './types.js';

const START = sectionFromTree(
  [
    'articleSection',
    {},
    [
      ['paragraph', { id: 'a' }, [['p', {}, [['t', 'Funds shall be frozen.', []]]]]],
      ['paragraph', { id: 'b' }, [['p', {}, [['t', 'Assets too.', []]]]]],
    ],
  ],
  7,
);

/** One section in an editor without a page: what is dispatched is written to the document, as in the binding. */
class Desk {
  readonly doc = new Y.Doc();
  readonly told: string[] = [];
  readonly section: SectionBinding;
  state: EditorState;

  constructor(access: Access, speaker = 'FR', update = START, client = 20) {
    keepMarks(this.doc);
    this.doc.clientID = client;
    Y.applyUpdate(this.doc, update);
    const document = 'd' as DocumentId;
    this.section = new SectionBinding(
      { document, kind: 'article', doc: this.doc, access },
      speaker as DelegationCode,
    );
    this.state = EditorState.create({ doc: this.shown(), plugins: [this.guard()] });
    this.section.adopt(this.state.doc.child(0), this.state.doc.child(0));
  }

  private guard(): ReturnType<typeof guardSections> {
    return guardSections((_documents, because) => this.told.push(because ?? 'READ_ONLY'));
  }

  private shown(): Node {
    return schema.topNodeType.create(null, [this.section.read()]);
  }

  dispatch(tr: Transaction): void {
    const { doc } = this.state;
    this.state = this.state.applyTransaction(suggested(this.state, tr)).state;
    if (this.state.doc !== doc) this.section.write(this.state.doc.child(0));
  }

  select(from: number, to = from): this {
    this.dispatch(this.state.tr.setSelection(TextSelection.create(this.state.doc, from, to)));
    return this;
  }

  type(words: string): this {
    const { from, to } = this.state.selection;
    this.dispatch(this.state.tr.insertText(words, from, to));
    return this;
  }

  run(command: Command): boolean {
    return command(this.state, (tr) => {
      this.dispatch(tr);
    });
  }

  erase(direction: -1 | 1, unit: 'character' | 'word' = 'character'): this {
    this.run(suggestErase(direction, unit, () => this.told.push('edge')));
    return this;
  }

  /** Every accepted letter by its place in the log: letters that are alike are not the same. */
  get identities(): string[] {
    const root = this.doc.getXmlFragment(CONTENT_ROOT);
    return [...root.createTreeWalker((type) => type instanceof Y.XmlText)].flatMap((text) =>
      [...markedWords(text as Y.XmlText)].flatMap(({ item: { id }, words, marks }) =>
        isAccepted(marks)
          ? words.split('').map((_, n) => `${String(id.client)}:${String(id.clock + n)}`)
          : [],
      ),
    );
  }

  /** Accepted words of each block. */
  get accepted(): string[] {
    const root = this.doc.getXmlFragment(CONTENT_ROOT);
    return [...root.createTreeWalker((type) => type instanceof Y.XmlText)].map((text) =>
      acceptedWords(text as Y.XmlText),
    );
  }

  get open(): string[] {
    return openSuggestions(this.doc).map(
      ({ delegation, inserted, deleted }) => `${delegation} -${deleted}+${inserted}`,
    );
  }

  /** What somebody who opens the document now sees is what this editor shows. */
  get agrees(): boolean {
    const other = new Desk('read', 'FR', Y.encodeStateAsUpdate(this.doc), 99);
    return other.state.doc.child(0).content.eq(this.state.doc.child(0).content);
  }
}

/** Position of the nth letter of the first paragraph: section, paragraph and text open before it. */
const at = (letter: number): number => 3 + letter;
const ACCEPTED = ['Funds shall be frozen.', 'Assets too.'];

describe('suggesting', () => {
  it('[E30] what is typed is put in as a suggestion, and goes on as one', () => {
    const desk = new Desk('suggest').select(at(5)).type(' and').type(' assets');
    expect(desk.open).toEqual(['FR -+ and assets']);
    expect([desk.accepted, desk.agrees, desk.state.selection.from]).toEqual([ACCEPTED, true, at(16)]);
    desk.select(at(9)).type(',');
    expect(desk.open).toEqual(['FR -+ and, assets']);
  });

  it('[E30] what is typed over a selection strikes it and comes after it, as one suggestion', () => {
    const desk = new Desk('suggest').select(at(0), at(5)).type('Assets');
    expect([desk.open, desk.accepted, desk.agrees]).toEqual([['FR -Funds+Assets'], ACCEPTED, true]);
  });

  it('[E30] Backspace and Delete strike, letter by letter or by words, and pass what is struck', () => {
    const desk = new Desk('suggest').select(at(5)).erase(-1).erase(-1);
    expect([desk.open, desk.state.selection.from]).toEqual([['FR -ds+'], at(3)]);
    desk.erase(-1, 'word');
    expect([desk.open, desk.state.selection.from]).toEqual([['FR -Funds+'], at(0)]);
    desk.erase(1).erase(1, 'word');
    expect([desk.open, desk.accepted, desk.agrees]).toEqual([['FR -Funds shall+'], ACCEPTED, true]);
    desk.select(at(0)).erase(-1);
    expect(desk.told).toEqual(['edge']);
  });

  it('[E30] one’s own suggested words are really deleted, others’ are struck', () => {
    const estonia = new Desk('suggest', 'EE').select(at(5)).type(' and assets');
    const desk = new Desk('suggest', 'FR', Y.encodeStateAsUpdate(estonia.doc), 30);
    desk.select(at(16)).type(' too').erase(-1);
    expect(desk.open).toEqual(['EE -+ and assets', 'FR -+ to']);
    desk.select(at(6), at(9)).erase(-1);
    expect(desk.open).toEqual(['EE -+ and assets', 'FR -and+', 'FR -+ to']);
    expect([desk.accepted, desk.agrees]).toEqual([ACCEPTED, true]);
  });

  it('[E30] a deletion over several blocks strikes the words in each and joins none', () => {
    const desk = new Desk('suggest');
    desk.select(at(16), at(29));
    desk.dispatch(desk.state.tr.deleteSelection());
    expect(desk.accepted).toEqual(ACCEPTED);
    expect(desk.open).toEqual(
      ['FR -rozen.Ass+'].map((one) => one.replace('rozen', desk.open[0]?.slice(4, 9) ?? '')),
    );
    expect(desk.state.doc.child(0).childCount).toBe(2);
    expect(desk.agrees).toBe(true);
  });

  it.each(['insertParagraph', 'insertPoint', 'remove', 'moveDown', 'indent', 'outdent'] as const)(
    '[E31] the command %s does not act where one suggests',
    (command) => {
      const desk = new Desk('suggest').select(at(3));
      expect(asCommand(actOf(command))(desk.state)).toBe(false);
    },
  );

  it('[E31] a change of blocks or of accepted words, however made, is refused and told', () => {
    const acts: ((tr: Transaction) => Transaction)[] = [
      (tr) => tr.split(at(5), 2),
      (tr) => tr.setNodeAttribute(1, 'id', 'z'),
      (tr) => tr.insertText('x', at(2)).insertText('y', at(4)),
      (tr) =>
        tr.addMark(at(0), at(5), schema.marks.deletion.create({ delegation: 'EE', id: '0'.repeat(32) })),
      (tr) =>
        tr.addMark(at(0), at(5), schema.marks.insertion.create({ delegation: 'FR', id: '0'.repeat(32) })),
    ];
    for (const act of acts) {
      const desk = new Desk('suggest');
      const before = desk.state.doc;
      desk.dispatch(act(desk.state.tr));
      expect([desk.state.doc === before, desk.told]).toEqual([true, ['WORDS_ONLY']]);
    }
  });

  it('[E32] letters that repeat are put in where they were typed', () => {
    const desk = new Desk('suggest').select(at(1)).type('u').select(at(3)).type('u');
    expect([desk.accepted, desk.agrees, desk.open]).toEqual(
      [ACCEPTED, true, ['FR -+u', 'FR -+u']].map((x) => x),
    );
  });
});

describe('writing amid suggestions', () => {
  const withSuggestion = (): Desk => {
    const estonia = new Desk('suggest', 'EE').select(at(5)).type(' and assets');
    return new Desk('write', 'PRES', Y.encodeStateAsUpdate(estonia.doc), 30);
  };

  it('[E33] what is typed amid another’s suggestion is text', () => {
    const desk = withSuggestion().select(at(9)).type(' all');
    expect([desk.accepted[0], desk.open, desk.agrees]).toEqual([
      'Funds all shall be frozen.',
      ['EE -+ and assets'],
      true,
    ]);
  });

  it('[E33] words that others suggest are not written over; that is told', () => {
    const desk = withSuggestion().select(at(3), at(9));
    desk.dispatch(desk.state.tr.deleteSelection());
    expect([desk.told, desk.accepted, desk.open]).toEqual([
      ['SUGGESTION_OPEN'],
      ACCEPTED,
      ['EE -+ and assets'],
    ]);
    desk.select(at(0), at(3));
    desk.dispatch(desk.state.tr.deleteSelection());
    expect([desk.accepted[0], desk.open, desk.agrees]).toEqual([
      'ds shall be frozen.',
      ['EE -+ and assets'],
      true,
    ]);
  });

  it('[E33] a block is split and its suggestions go along', () => {
    const desk = withSuggestion().select(at(3));
    desk.dispatch(desk.state.tr.split(at(3), 2));
    expect([desk.accepted, desk.open, desk.agrees]).toEqual([
      ['Fun', 'ds shall be frozen.', 'Assets too.'],
      ['EE -+ and assets'],
      true,
    ]);
  });
});

/** Between the two halves of one character, where no caret stands. */
const inPair = ({ state }: Desk, pos: number): boolean =>
  /[\ud800-\udbff]/u.test(state.doc.textBetween(pos - 1, pos).slice(-1));

describe('random suggesting', () => {
  const act = (desk: Desk, random: SeededRandom): void => {
    const end = desk.state.doc.content.size - 3;
    const one = at(random.integer(end - 3));
    const other = Math.min(end, one + random.integer(8));
    const $one = desk.state.doc.resolve(one);
    const $other = desk.state.doc.resolve(other);
    if (!$one.parent.isTextblock || !$other.parent.isTextblock) return;
    if (inPair(desk, one) || inPair(desk, other)) return;
    desk.select(one, random.integer(2) === 0 ? one : other);
    const { from, to } = desk.state.selection;
    const roll = random.integer(6);
    if (roll < 3)
      desk.dispatch(suggestReplace(desk.state.tr, from, to, random.pick(['a', 'an', '😀', 'frozen'])));
    else desk.erase(random.pick([-1, 1]), random.pick(['character', 'word']));
  };

  it.each(Array.from({ length: 5 }, (_, n) => testSeed() * 100 + n))(
    '[E32] writes no accepted word, and shows what the document holds, seed %i',
    (seed) => {
      const random = seededRandom(seed);
      const france = new Desk('suggest', 'FR', START, 20);
      for (let n = 0; n < 60; n += 1) act(france, random);
      const estonia = new Desk('suggest', 'EE', Y.encodeStateAsUpdate(france.doc), 30);
      for (let n = 0; n < 60; n += 1) {
        act(estonia, random);
        expect([estonia.accepted, estonia.agrees]).toEqual([ACCEPTED, true]);
        expect(estonia.identities).toEqual(france.identities);
      }
      const others = (list: string[]): string[] =>
        list.filter((one) => one.startsWith('FR')).map((one) => one.split('+')[1] ?? '');
      expect(others(estonia.open)).toEqual(others(france.open));
    },
  );
});
