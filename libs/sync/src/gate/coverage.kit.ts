import { BlockCoverage, GuidedFuzz, type Guide, seededRandom, type SeededRandom } from '@entente/testing';
import * as Y from 'yjs';
import { expectSameReading } from './decoded.kit.js';
import { Drafter } from './drafter.kit.js';
import { type Access, SENDERS, Stage } from './stage.kit.js';
import { Attacker } from './structured.kit.js';
import { UpdateMutator } from './update-mutator.kit.js';
import { putTogether, takeApart, type UpdateParts } from './update-parts.kit.js';

/** Updates that one sender sends one after another to the text of `stage.kit`. */
export interface Script {
  readonly access: Access;
  readonly updates: readonly Uint8Array[];
}

const MAX_UPDATES = 3;
/** CPU that one update may cost, in milliseconds. */
const MAX_MS = 50;
const KIND = 'article';

/** Of these scripts the blocks count: the gate, what it asks of the text, and Yjs itself. */
const FILES = /\/(libs\/sync\/src\/gate\/(?!.*\.(kit|spec)\.ts)|libs\/document\/src\/|yjs\/dist\/)/;

const stages: Readonly<Record<Access, Stage>> = { write: new Stage('write'), suggest: new Stage('suggest') };

export const guide: Guide<Script> = {
  execute(script) {
    const { answers, ms } = played(script);
    // What was slow is looked at again: it may have been the collector of garbage, or the compiler.
    const least = ms > MAX_MS ? Math.min(ms, played(script).ms, played(script).ms) : ms;
    if (least > MAX_MS) throw new Error(`an update took ${String(least)} ms`);
    return answers;
  },
  mutate: mutated,
  sizeOf: ({ updates }) => updates.reduce((sum, { length }) => sum + length, 0),
  smaller,
  write,
};

export function gateFuzz(): GuidedFuzz<Script> {
  return new GuidedFuzz(guide, new BlockCoverage(FILES));
}

/** A line of the corpus: what the sender may do, and the updates. */
export function write({ access, updates }: Script): string {
  return [access, ...updates.map((update) => Buffer.from(update).toString('base64'))].join(' ');
}

export function read(line: string): Script {
  const [access, ...updates] = line.split(' ');
  return {
    access: access === 'suggest' ? 'suggest' : 'write',
    updates: updates.map((update) => new Uint8Array(Buffer.from(update, 'base64'))),
  };
}

/** What the gate answers to each update, and the CPU that the slowest of them cost. */
function played({ access, updates }: Script): { readonly answers: readonly string[]; readonly ms: number } {
  const stage = stages[access];
  stage.reset();
  let ms = 0;
  const answers = updates.map((update, at) => {
    expectSameReading(update, KIND);
    const answer = stage.submit(update);
    ms = Math.max(ms, stage.ms);
    return `${access} ${String(at)} ${answer}`;
  });
  return { answers, ms };
}

function mutated(one: Script, other: Script, random: SeededRandom): Script {
  const { updates } = one;
  const access = random.integer(8) === 0 ? other.access : one.access;
  const roll = random.integer(10);
  if (roll === 0 && updates.length < MAX_UPDATES) {
    return { access, updates: [...updates, random.pick(other.updates)] };
  }
  if (roll === 1 && updates.length > 1) return { access, updates: updates.slice(1) };
  const at = random.integer(updates.length);
  // What comes later is made on the text as it is then.
  const stage = stages[access];
  stage.reset();
  for (const update of updates.slice(0, at)) stage.submit(update);
  const mutator = new UpdateMutator(stage.doc, random);
  const from = random.integer(4) === 0 ? random.pick(updates) : (updates[at] ?? random.pick(updates));
  return { access, updates: updates.toSpliced(at, 1, mutator.update(from, random.pick(other.updates))) };
}

function* smaller({ access, updates }: Script): Generator<Script> {
  if (updates.length > 1) {
    for (let at = 0; at < updates.length; at += 1) yield { access, updates: updates.toSpliced(at, 1) };
  }
  for (const [at, update] of updates.entries()) {
    const parts = takeApart(update, KIND);
    if (parts === null) continue;
    for (const part of smallerParts(parts)) yield { access, updates: updates.with(at, putTogether(part)) };
  }
}

function* smallerParts({ blocks, deletes }: UpdateParts): Generator<UpdateParts> {
  for (let at = 0; at < deletes.length; at += 1) yield { blocks, deletes: deletes.toSpliced(at, 1) };
  for (const [at, block] of blocks.entries()) {
    yield { blocks: blocks.toSpliced(at, 1), deletes };
    const { structs } = block;
    if (structs.length < 2) continue;
    for (let n = 0; n < structs.length; n += 1) {
      yield { blocks: blocks.with(at, { ...block, structs: structs.toSpliced(n, 1) }), deletes };
    }
  }
}

/** To begin with: what a drafter types, and what somebody forges. The corpus holds what was made of them. */
export function firstScripts(): Script[] {
  const random = seededRandom(1);
  const { doc } = new Stage('write');
  const drafter = new Drafter('sender', SENDERS[1], Y.encodeStateAsUpdate(doc), random);
  while (drafter.outbox.length < 20) drafter.edit();
  const attacker = new Attacker({ doc }, random, SENDERS);
  const forged = Array.from({ length: 20 }, () => [attacker.update()]);
  return [drafter.outbox.slice(0, 3), drafter.outbox.slice(-3), ...forged].flatMap((updates) => [
    { access: 'write', updates },
    { access: 'suggest', updates },
  ]);
}
