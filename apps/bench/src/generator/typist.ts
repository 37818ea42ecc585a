import * as encoding from 'lib0/encoding';
import type { SeededRandom } from '@entente/testing';

/** One character of the text, as Yjs names it. */
export interface CharacterId {
  readonly client: number;
  readonly clock: number;
}

/** A place between two characters of the first text, where one typist works alone. */
export interface Gap {
  readonly left: CharacterId;
  readonly right: CharacterId;
}

const ORIGINS_AND_STRING = 0xc4;
const LETTERS = 'etaoinshrdlucmfwypvbgkjqxz ';

/** How a typist moves: chance that the caret jumps before an edit; chance that an edit takes a character away. */
export interface Habit {
  readonly jumps: number;
  readonly deletes: number;
}

/** A person who types on, and now and then goes back to change something. */
export const WRITING: Habit = { jumps: 1 / 25, deletes: 0 };
/** Every character somewhere else: the history that costs most. */
export const SCATTERED: Habit = { jumps: 1, deletes: 0 };
/** As much is taken away as is written: history grows, the text does not. */
export const REVISING: Habit = { jumps: 1 / 25, deletes: 0.5 };

/**
 * One person typing single characters between two characters of a text that everyone has: makes the very updates that a Yjs
 * document would emit, without one. The same client id, clocks, neighbours and bytes go to every server.
 */
export class Typist {
  readonly client: number;
  /** Edits made; the clock of the next character. */
  clock = 0;
  readonly #gap: Gap;
  readonly #random: SeededRandom;
  readonly #habit: Habit;
  /** Clocks of the characters typed, in the order of the text; of an erased one the complement, below zero. */
  readonly #text: number[] = [];
  #visible = 0;
  /** Index in the text; what stands there is visible, or it is the end. */
  #caret = 0;

  constructor(client: number, gap: Gap, random: SeededRandom, habit: Habit = WRITING) {
    this.client = client;
    this.#gap = gap;
    this.#random = random;
    this.#habit = habit;
  }

  /** The next edit: one character more. */
  type(): Uint8Array {
    if (this.#random.fraction() < this.#habit.jumps) this.#jump();
    const letter = LETTERS[this.#random.integer(LETTERS.length)] ?? 'e';
    return this.#write(letter);
  }

  /** The next edit by habit: one character more, or one less. */
  edit(): Uint8Array {
    const erases = this.#visible > 0 && this.#random.fraction() < this.#habit.deletes;
    return erases ? this.#erase() : this.type();
  }

  #jump(): void {
    this.#caret = this.#random.integer(this.#text.length + 1);
    while ((this.#text[this.#caret] ?? 0) < 0) this.#caret += 1;
  }

  #write(letter: string): Uint8Array {
    // As Yjs does: the neighbours are the very next ones, and to the left an erased one counts.
    const left = this.#characterAt(this.#caret - 1) ?? this.#gap.left;
    const right = this.#characterAt(this.#caret) ?? this.#gap.right;
    const update = insertion(this.client, this.clock, { left, right }, letter);
    this.#text.splice(this.#caret, 0, this.clock);
    this.#caret += 1;
    this.#visible += 1;
    this.clock += 1;
    return update;
  }

  /** Takes away the visible character before the caret, or the last one. */
  #erase(): Uint8Array {
    const before = this.#text.findLastIndex((clock, at) => clock >= 0 && at < this.#caret);
    const index = before >= 0 ? before : this.#text.findLastIndex((clock) => clock >= 0);
    const clock = this.#text[index] ?? 0;
    this.#text[index] = ~clock;
    this.#visible -= 1;
    while ((this.#text[this.#caret] ?? 0) < 0) this.#caret += 1;
    return deletion(this.client, clock);
  }

  #characterAt(index: number): CharacterId | undefined {
    const clock = this.#text[index];
    return clock === undefined ? undefined : { client: this.client, clock: clock < 0 ? ~clock : clock };
  }
}

function insertion(client: number, clock: number, { left, right }: Gap, words: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
  encoding.writeUint8(encoder, ORIGINS_AND_STRING);
  for (const { client: of, clock: at } of [left, right]) {
    encoding.writeVarUint(encoder, of);
    encoding.writeVarUint(encoder, at);
  }
  encoding.writeVarString(encoder, words);
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

function deletion(client: number, clock: number): Uint8Array {
  const encoder = encoding.createEncoder();
  // No structs; of one client one range of one character.
  for (const number of [0, 1, client, 1, clock, 1]) encoding.writeVarUint(encoder, number);
  return encoding.toUint8Array(encoder);
}
