import {
  checkShape,
  isAccepted,
  markedWords,
  openSuggestions,
  readSuggestionKey,
  settleSuggestion,
} from '@entente/document';
import { seededRandom, type SeededRandom, testSeed } from '@entente/testing';
import * as Y from 'yjs';
import {
  acceptedOf,
  Hand,
  mark,
  scene,
  SUGGESTS,
  SuggestionServer,
  textIn,
  WRITES,
} from './suggestion.kit.js';

const WORDS = ['held', ' or ', 'controlled', '制裁', 'é', ' '];

/** Stretches of a text's words with the marks over them, as they stand. */
function stretches(words: Y.XmlText): { at: number; length: number; keys: string[] }[] {
  let at = 0;
  return [...markedWords(words)].map(({ words: run, marks }) => {
    const stretch = { at, length: run.length, keys: [...marks.keys()] };
    at += run.length;
    return stretch;
  });
}

/** Someone at work on the scene, as the editor does it or as an attacker would. */
class Person {
  hand: Hand;
  private n = 0;

  constructor(
    private readonly server: SuggestionServer,
    private readonly random: SeededRandom,
    private readonly who: {
      readonly client: number;
      readonly delegation: string;
      readonly suggests: boolean;
    },
  ) {
    this.hand = this.open();
  }

  get suggests(): boolean {
    return this.who.suggests;
  }

  /** A document fetched anew, under another client id. */
  reload(): void {
    this.n += 1;
    this.hand = this.open();
  }

  private open(): Hand {
    const { client, delegation, suggests } = this.who;
    return new Hand(this.server, client + this.n, suggests ? SUGGESTS(delegation) : WRITES(delegation));
  }

  honest(): void {
    const words = this.hand.text(this.random.integer(2));
    if (this.who.suggests) this.suggest(words);
    else this.write(words);
  }

  hostile(): void {
    const words = this.hand.text(this.random.integer(2));
    const at = this.random.integer(words.length + 1);
    const length = Math.min(words.length - at, 1 + this.random.integer(6));
    // What is hidden among honest acts comes furthest.
    const roll = this.random.integer(20);
    if (roll >= 10) return this.suggest(words);
    const key = this.anyKey(words);
    if (roll < 3)
      words.insert(at, this.random.pick(WORDS), this.random.integer(4) === 0 ? {} : { [key]: true });
    else if (roll < 6) words.format(at, length, { [key]: this.random.integer(2) === 0 ? true : null });
    else if (roll < 8) words.delete(at, length);
    else this.dropFormat(words);
  }

  private suggest(words: Y.XmlText): void {
    const own = stretches(words).filter(({ keys }) => keys.some((key) => this.isOwn(key, 'insertion')));
    const roll = this.random.integer(10);
    if (roll < 5 || own.length === 0) {
      const at = this.random.integer(words.length + 1);
      words.insert(at, this.random.pick(WORDS), { [this.newKey('insertion')]: true });
    } else if (roll < 7) {
      const { at, length } = this.random.pick(own);
      words.delete(at + this.random.integer(length), 1);
    } else if (roll < 9) {
      const at = this.random.integer(words.length);
      words.format(at, 1 + this.random.integer(words.length - at), { [this.newKey('deletion')]: true });
    } else this.settle('reject', ({ delegation }) => delegation === this.who.delegation);
  }

  private write(words: Y.XmlText): void {
    const roll = this.random.integer(10);
    if (roll < 5) words.insert(this.random.integer(words.length + 1), this.random.pick(WORDS), {});
    else if (roll < 7) this.strike(words);
    else this.settle(this.random.pick(['accept', 'reject']), () => true);
  }

  /** Accepted words only: what others suggest is decided on, not written over. */
  private strike(words: Y.XmlText): void {
    const free = stretches(words).filter(({ keys }) => keys.length === 0);
    if (free.length === 0) return;
    const { at, length } = this.random.pick(free);
    if (length > 2) words.delete(at + 1, 1);
  }

  private settle(decision: 'accept' | 'reject', which: (one: { delegation: string }) => boolean): void {
    const open = openSuggestions(this.hand.doc).filter(which);
    if (open.length > 0) settleSuggestion(this.hand.doc, this.random.pick(open), { decision, origin: null });
  }

  private isOwn(key: string, kind: string): boolean {
    const found = readSuggestionKey(key);
    return found?.kind === kind && found.delegation === this.who.delegation;
  }

  private newKey(kind: 'insertion' | 'deletion'): string {
    return mark(kind, this.who.delegation, this.random.integer(1_000_000_000));
  }

  private anyKey(words: Y.XmlText): string {
    const known = stretches(words).flatMap(({ keys }) => keys);
    if (known.length > 0 && this.random.integer(2) === 0) return this.random.pick(known);
    return mark(
      this.random.pick(['insertion', 'deletion']),
      this.random.pick(['FR', 'EE', 'PRES']),
      this.random.integer(9),
    );
  }

  private dropFormat(words: Y.XmlText): void {
    const formats: Y.Item[] = [];
    for (let item = words._start; item !== null; item = item.right) {
      if (!item.deleted && item.content instanceof Y.ContentFormat) formats.push(item);
    }
    if (formats.length > 0)
      words.doc?.transact((transaction) => this.random.pick(formats).delete(transaction));
  }
}

/** The words under each mark of others than `delegation`; under a deletion, those that are text: what is suggested amid them is not its. */
function othersOf(server: SuggestionServer, delegation: string): string[] {
  const words = new Map<string, string>();
  for (const n of [0, 1]) {
    for (const { words: run, marks } of markedWords(textIn(server.doc, n))) {
      for (const [key, one] of marks) {
        const counts = one.kind === 'insertion' || isAccepted(marks);
        if (one.delegation !== delegation && counts) words.set(key, (words.get(key) ?? '') + run);
      }
    }
  }
  return [...words].map(([key, run]) => `${key}: ${run}`).toSorted();
}

function replay(server: SuggestionServer): string {
  const late = new Hand(new SuggestionServer(), 77, WRITES('PRES'));
  for (const row of server.rows) Y.applyUpdate(late.doc, row);
  return acceptedOf(late.doc) + JSON.stringify(openSuggestions(late.doc));
}

describe('people who suggest, write and decide at once', () => {
  const seed = testSeed();
  it.each(Array.from({ length: 4 }, (_, n) => seed * 100 + n))(
    '[S125] nobody who suggests changes the text as accepted, and all hold one text in the end, seed %i',
    (one) => {
      const random = seededRandom(one);
      const server = scene();
      const people = [
        new Person(server, random, { client: 1_000, delegation: 'FR', suggests: true }),
        new Person(server, random, { client: 2_000, delegation: 'FR', suggests: true }),
        new Person(server, random, { client: 3_000, delegation: 'EE', suggests: true }),
        new Person(server, random, { client: 4_000, delegation: 'PRES', suggests: false }),
      ];
      const refused = new Map<string, number>();
      let sent = 0;
      for (let n = 0; n < 400; n += 1) {
        const person = random.pick(people);
        if (random.integer(3) > 0) person.honest();
        else if (random.integer(2) === 0) person.hand.pull();
        else {
          const before = server.accepted;
          const answer = person.hand.push();
          sent += 1;
          if (person.suggests) expect(server.accepted).toBe(before);
          if (answer === 'new' || answer === 'known') continue;
          refused.set(answer, (refused.get(answer) ?? 0) + 1);
          person.reload();
        }
      }
      for (const person of people) if (!['new', 'known'].includes(person.hand.push())) person.reload();
      const texts = people.map((person) => acceptedOf(person.hand.pull().doc));
      expect(new Set([...texts, server.accepted]).size).toBe(1);
      expect(replay(server)).toBe(server.accepted + JSON.stringify(openSuggestions(server.doc)));
      // Only what a decision or a withdrawal overtook is refused.
      expect(
        [...refused.keys()].filter((code) => code !== 'SUGGEST_ONLY' && code !== 'MARK_NOT_YOURS'),
      ).toEqual([]);
      expect([...refused.values()].reduce((sum, count) => sum + count, 0)).toBeLessThan(sent / 3);
    },
  );

  it.each(Array.from({ length: 3 }, (_, n) => seed * 100 + n))(
    '[S125] whatever a hostile suggester gets in, accepted text and what others suggest stay, seed %i',
    (one) => {
      const random = seededRandom(one);
      const answers = new Map<string, number>();
      for (let round = 0; round < 14; round += 1) {
        const server = scene();
        const attacker = new Person(server, random, { client: 5_000, delegation: 'FR', suggests: true });
        for (let n = 0; n < 30; n += 1) {
          for (let acts = 1 + random.integer(3); acts > 0; acts -= 1) attacker.hostile();
          const before = [server.accepted, othersOf(server, 'FR')];
          const answer = attacker.hand.push();
          answers.set(answer, (answers.get(answer) ?? 0) + 1);
          expect([server.accepted, othersOf(server, 'FR')]).toEqual(before);
          expect(checkShape(server.doc, 'article').ok).toBe(true);
          if (answer !== 'new' && answer !== 'known') attacker.reload();
        }
      }
      expect(answers.get('new')).toBeGreaterThan(8);
      expect(answers.get('SUGGEST_ONLY')).toBeGreaterThan(8);
      expect(answers.get('MARK_NOT_YOURS')).toBeGreaterThan(8);
    },
  );
});
