import { shapeOf } from '@entente/document';
import type { SeededRandom } from '@entente/testing';
import * as Y from 'yjs';
import type { Id, Range } from './forge.kit.js';
import { SENDERS } from './stage.kit.js';
import { mark } from './suggestion.kit.js';
import {
  type BlockPart,
  putTogether,
  type StructPart,
  takeApart,
  type UpdateParts,
  varUint,
} from './update-parts.kit.js';

/** Longer updates reach nothing that short ones do not, and are slower. */
const MAX_BYTES = 600;
const KIND = 'article';
const encoder = new TextEncoder();

const text = (words: string): Uint8Array => {
  const bytes = encoder.encode(words);
  return Uint8Array.from([...varUint(bytes.length), ...bytes]);
};
const joined = (...parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

/** Numbers at which something changes: one byte and two, 31 and 32 bits, the largest whole number. */
const EDGES = [0, 1, 2, 127, 128, 16_384, 1_000_000, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1];
const KEYS = ['id', 'level', '__proto__', 'constructor', ''];
const MARKS = [
  mark('insertion', 'FR', 3),
  mark('insertion', 'FR', 5),
  mark('deletion', 'FR', 4),
  mark('insertion', 'EE', 1),
  mark('deletion', 'EE', 2),
  'insertion--',
  'strong',
];

/** Contents of structs, each with its kind. */
const BODIES: readonly (readonly [kind: number, body: Uint8Array])[] = [
  ...['x', 'words', '😀', 'a😀b', 'é', '', '\ud7ff'].map((words) => [4, text(words)] as const),
  ...[0, 1, 2, 5].flatMap((length) => [0, 1, 10].map((kind) => [kind, varUint(length)] as const)),
  ...MARKS.flatMap((key) =>
    ['true', 'null', '[[]]'].map((value) => [6, joined(text(key), text(value))] as const),
  ),
  ...[...shapeOf(KIND).children.keys(), 'script'].map(
    (name) => [7, joined(Uint8Array.of(3), text(name))] as const,
  ),
  [7, Uint8Array.of(6)],
  [7, Uint8Array.of(2)],
  ...[
    [119, ...text('p1')],
    [126],
    [125, 5],
    [118, 1, ...text('a'), 120],
    [117, 1, 127],
    [123, 0, 0, 0, 0, 0, 0, 0, 0],
  ].map((value) => [8, Uint8Array.from([1, ...value])] as const),
];

/** Changes updates as somebody would who knows the format and the document, and sometimes as noise does. */
export class UpdateMutator {
  private readonly random: SeededRandom;
  private readonly ids: readonly Id[];
  private readonly doc: Y.Doc;

  /** `doc`: on which the updates are made. */
  constructor(doc: Y.Doc, random: SeededRandom) {
    this.doc = doc;
    this.random = random;
    // The ends of the structs are where a reference is right or wrong.
    this.ids = [...doc.store.clients].flatMap(([client, structs]) =>
      structs.flatMap(({ id, length }): Id[] => [
        [client, id.clock],
        [client, id.clock + length - 1],
      ]),
    );
  }

  update(bytes: Uint8Array, other: Uint8Array): Uint8Array {
    const parts = takeApart(bytes, KIND);
    const noise = parts === null || this.random.integer(6) === 0;
    const changed = noise ? this.noise(bytes) : putTogether(this.parts(parts, takeApart(other, KIND)));
    return changed.length > MAX_BYTES ? bytes : changed;
  }

  private noise(bytes: Uint8Array): Uint8Array {
    const all = [...bytes];
    for (let n = 1 + this.random.integer(2); n > 0; n -= 1) {
      const at = this.random.integer(all.length + 1);
      const roll = this.random.integer(6);
      if (roll < 2) all[Math.min(at, all.length - 1)] = this.random.integer(256);
      else if (roll === 2) all.splice(at, 1);
      else if (roll === 3) all.splice(at, 0, ...all.slice(at, at + 1 + this.random.integer(8)));
      else if (roll === 4) all.splice(at, this.random.integer(2), ...varUint(this.random.pick(EDGES)));
      else all.splice(at);
    }
    return Uint8Array.from(all);
  }

  private parts(parts: UpdateParts, other: UpdateParts | null): UpdateParts {
    let changed = parts;
    for (let n = 1 + this.random.integer(3); n > 0; n -= 1) changed = this.once(changed, other);
    return changed;
  }

  private once(parts: UpdateParts, other: UpdateParts | null): UpdateParts {
    const roll = this.random.integer(12);
    if (roll === 0 || roll === 11) return { ...parts, deletes: this.deletes(parts.deletes) };
    if (roll === 1 && other !== null) return spliced(parts, other, this.random);
    const { blocks } = parts;
    if (blocks.length === 0 || roll === 2) return { ...parts, blocks: this.withBlock(blocks) };
    const at = this.random.integer(blocks.length);
    const changed = blocks.flatMap((block, n) => (n === at ? this.block(block, other) : [block]));
    return { ...parts, blocks: changed };
  }

  /** A block of the sender's, where the document or this update has that client's end. */
  private withBlock(blocks: readonly BlockPart[]): BlockPart[] {
    const client = this.random.pick(SENDERS);
    const clock = Y.getState(this.doc.store, client);
    const rest = blocks.filter((block) => block.client !== client);
    return [...rest, { client, clock, structs: [this.struct()] }].toSorted(
      (one, two) => two.client - one.client,
    );
  }

  private block(block: BlockPart, other: UpdateParts | null): BlockPart[] {
    const roll = this.random.integer(14);
    const clock = Y.getState(this.doc.store, block.client);
    if (roll === 0) return [{ ...block, clock: this.near(block.clock) }];
    if (roll === 1) return [{ ...block, clock }];
    if (roll === 2)
      return [{ ...block, client: this.random.pick([...SENDERS, 900, 20, this.near(block.client)]) }];
    if (roll === 3) return this.random.integer(3) === 0 ? [] : [{ ...block, structs: [] }];
    return [{ ...block, structs: this.structs(block, other) }];
  }

  private structs(block: BlockPart, other: UpdateParts | null): StructPart[] {
    const { structs } = block;
    const at = this.random.integer(structs.length);
    const one = structs[at];
    const roll = this.random.integer(8);
    if (one === undefined || roll === 0) return structs.toSpliced(at, 0, this.struct(block));
    if (roll === 1) return structs.toSpliced(at, 1);
    if (roll === 2) return structs.toSpliced(at, 0, one);
    if (roll === 3) return structs.toSpliced(this.random.integer(structs.length), 1, one);
    if (roll === 4) return structs.with(at, { ...one, ...this.content(other) });
    return structs.with(at, this.moved(one, block));
  }

  private struct(block: BlockPart | null = null): StructPart {
    return this.moved({ ...this.content(null), origin: this.id(block) }, block);
  }

  private content(other: UpdateParts | null): Pick<StructPart, 'kind' | 'body'> {
    const theirs = other?.blocks.flatMap(({ structs }) => structs) ?? [];
    if (theirs.length > 0 && this.random.integer(2) === 0) return kindAndBody(this.random.pick(theirs));
    const [kind, body] = this.random.pick(BODIES);
    return { kind, body };
  }

  /** With other references than before, or none. */
  private moved(struct: StructPart, block: BlockPart | null): StructPart {
    const { kind, body, origin } = struct;
    const roll = this.random.integer(10);
    const next = (id: Id): Id => [id[0], Math.max(0, id[1] + this.random.integer(3) - 1)];
    if (roll < 2) return { ...struct, origin: this.id(block) };
    if (roll < 4)
      return { ...struct, right: origin !== undefined && roll === 2 ? next(origin) : this.id(block) };
    if (roll < 5) return { kind, body, parent: this.id(block) };
    if (roll < 6) return { kind, body, parent: this.id(block), key: this.random.pick(KEYS) };
    if (roll < 7) return { kind, body, root: this.random.pick(['content', 'content', 'evil']) };
    if (roll < 8) return origin === undefined ? struct : { ...struct, origin: next(origin) };
    return without(struct, this.random.pick(['origin', 'right', 'parent', 'key'] as const));
  }

  private id(block: BlockPart | null): Id {
    if (block !== null && this.random.integer(4) === 0)
      return [block.client, block.clock + this.random.integer(8)];
    const [client, clock] = this.random.pick(this.ids);
    return [client, this.random.integer(3) === 0 ? this.near(clock) : clock];
  }

  private near(value: number): number {
    if (this.random.integer(6) === 0) return this.random.pick(EDGES);
    return Math.max(0, value + this.random.integer(5) - 2);
  }

  private deletes(deletes: UpdateParts['deletes']): UpdateParts['deletes'] {
    const roll = this.random.integer(4);
    if (roll === 0) return deletes.slice(1);
    const [client, clock] = this.id(null);
    // Of length one as often as longer: marks are that long.
    const length = roll === 2 ? 1 : 1 + this.random.integer(6);
    const range: Range = [clock, roll === 1 ? this.random.pick(EDGES) : length];
    const theirs = deletes.find(([one]) => one === client)?.[1] ?? [];
    const rest = deletes.filter(([one]) => one !== client);
    const ranges = [...theirs, range].toSorted((one, two) => one[0] - two[0]);
    return [...rest, [client, ranges] as const].toSorted((one, two) => two[0] - one[0]);
  }
}

function spliced(parts: UpdateParts, other: UpdateParts, random: SeededRandom): UpdateParts {
  const ours = parts.blocks.filter(() => random.integer(3) > 0);
  const theirs = other.blocks.filter(({ client }) => !ours.some((block) => block.client === client));
  const blocks = [...ours, ...theirs].toSorted((one, two) => two.client - one.client);
  return { blocks, deletes: random.integer(2) === 0 ? parts.deletes : other.deletes };
}

function kindAndBody({ kind, body }: StructPart): Pick<StructPart, 'kind' | 'body'> {
  return { kind, body };
}

function without(struct: StructPart, name: 'origin' | 'right' | 'parent' | 'key'): StructPart {
  const { [name]: _gone, ...rest } = struct;
  return rest;
}
