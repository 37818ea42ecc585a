import type { DelegationCode } from '@entente/kernel';
import * as Y from 'yjs';
import { markedWords } from '../marked-text.js';
import { SUGGESTION_KINDS, suggestionKey } from '../suggestion-mark.js';
import { Drafters, PEOPLE } from './drafters.kit.js';

/** Letters that say whose they are: each person has an alphabet, and one sign beyond the basic plane. */
export const ALPHABETS: Readonly<Record<string, string>> = {
  ada: 'abcdef𝒶',
  ben: 'ghijkl𝒷',
  hana: 'mnopqr𝒸',
  pia: 'stuvwx𝒹',
};

/** For tests alone: several people type, delete, split, add and remove blocks at once, and send when they like. */
export function draftAtRandom(seed: number, steps: number): Drafters {
  const drafters = new Drafters(seed);
  const { random } = drafters;
  for (let step = 0; step < steps; step += 1) {
    const who = random.pick(PEOPLE);
    drafters.edit(who, (root) => {
      changeOne(root, ALPHABETS[who] ?? '', drafters);
    });
    if (random.fraction() < 0.6) drafters.send(who);
    if (random.fraction() < 0.5) drafters.read(random.pick(PEOPLE));
    if (random.fraction() < 0.02) drafters.reload(random.pick(PEOPLE));
  }
  for (const who of PEOPLE) drafters.send(who);
  return drafters;
}

function changeOne(root: Y.XmlFragment, alphabet: string, { random }: Drafters): void {
  const texts = textsIn(root);
  const dice = random.fraction();
  if (dice < 0.08 || texts.length === 0) addParagraph(root, lettersFrom(alphabet, random), random);
  else if (dice < 0.12 && root.length > 1) root.delete(random.integer(root.length), 1);
  else if (dice < 0.16) random.pick(texts).setAttribute('id', `i${String(random.integer(1_000))}`);
  else {
    const holder = random.pick(texts);
    const text = textIn(holder);
    if (dice < 0.24 && text.length > 1) mark(text, random);
    else if (dice < 0.4 && text.length > 0) {
      const characters = placesIn(text);
      const from = random.integer(characters.length - 1);
      const to = Math.min(characters.length - 1, from + 1 + random.integer(6));
      const [start, end] = [characters.at(from) ?? 0, characters.at(to) ?? 0];
      text.delete(start, end - start);
    } else text.insert(random.pick(placesIn(text)), lettersFrom(alphabet, random));
  }
}

type Random = Drafters['random'];

function lettersFrom(alphabet: string, random: Random): string {
  const letters = Array.from(alphabet);
  return Array.from({ length: 1 + random.integer(5) }, () => random.pick(letters)).join('');
}

/** A suggestion over some of the words, or its end. */
function mark(text: Y.XmlText, random: Random): void {
  const places = placesIn(text);
  const from = random.integer(places.length - 1);
  const start = places[from] ?? 0;
  const end = places[from + 1 + random.integer(places.length - from - 1)] ?? start;
  const id = String(random.integer(3)).repeat(32);
  const key = suggestionKey({ kind: random.pick(SUGGESTION_KINDS), delegation: 'JP' as DelegationCode, id });
  text.format(start, end - start, { [key]: random.fraction() < 0.7 ? true : null });
}

function addParagraph(root: Y.XmlFragment, words: string, random: Random): void {
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.setAttribute('id', `n${String(random.integer(1_000_000))}`);
  const p = new Y.XmlElement('p');
  p.insert(0, [new Y.XmlText(words)]);
  paragraph.insert(0, [p]);
  root.insert(random.integer(root.length + 1), [paragraph]);
}

/** Elements that hold words or could. */
function textsIn(parent: Y.XmlFragment): Y.XmlElement[] {
  return parent.toArray().flatMap((child) => {
    if (!(child instanceof Y.XmlElement)) return [];
    return child.nodeName === 'paragraph' ? textsIn(child) : [child];
  });
}

function textIn(holder: Y.XmlElement): Y.XmlText {
  const [text] = holder.toArray();
  if (text instanceof Y.XmlText) return text;
  const made = new Y.XmlText();
  holder.insert(0, [made]);
  return made;
}

/** Places between characters, never inside one. */
function placesIn(text: Y.XmlText): number[] {
  const places = [0];
  let words = '';
  for (const run of markedWords(text)) words += run.words;
  for (const character of words) places.push((places.at(-1) ?? 0) + character.length);
  return places;
}
