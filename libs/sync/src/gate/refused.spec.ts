import { type Counts, describeFuzz, seededRandom } from '@entente/testing';
import type { DocumentId } from '@entente/kernel';
import { type Person, turns, World } from '../world.kit.js';
import { Attacker } from './structured.kit.js';

const UPDATES = 300;

/** No two updates carry the same words, so that what was refused can be looked for. */
const wordsOf = (n: number): string => `canary-${String(n).padStart(6, '0')}`;

const generous = {
  // Time stands still here, so a beat would never come.
  beatMs: 0,
  messagesPerSecond: 1e6,
  messagesBurst: 1e6,
  bytesPerSecond: 1e9,
  bytesBurst: 1e9,
  spoiltPerMinute: 1e6,
  snapshotRows: 5,
};

/** Somebody forges updates of an open and of a closed document, and somebody else listens. */
async function refusedRound(seed: number): Promise<Counts> {
  const random = seededRandom(seed);
  const world = new World({ limits: generous });
  const [open, locked] = [await world.article(1, 'The assets 😀'), await world.article(2, 'Agreed words')];
  const [mallory, witness] = [world.person(1), world.person(2, 'JP')];
  await witness.join([open, locked]);
  await mallory.join([open, locked]);
  world.log.setState(locked, 'closed');
  await world.engine.documentChanged(locked);
  const agreed = world.logged(locked);
  const attacker = new Attacker({ doc: witness.doc(open) }, random, [mallory.lease]);
  const refused: string[] = [];
  for (let n = 0; n < UPDATES; n += 1) {
    attacker.words = [wordsOf(n)];
    const target = random.integer(5) === 0 ? locked : open;
    const verdict = await answer(mallory, target, attacker.update());
    if (verdict !== 'recorded') refused.push(wordsOf(n));
    if (target === locked && verdict !== 'DOC_CLOSED')
      throw new Error(`a closed document answered ${verdict}`);
    if (mallory.closed !== null) throw new Error(`ended with ${mallory.closed}`);
  }
  const all = everythingTold(world, [open, locked], witness);
  const leaked = refused.find((words) => all.includes(words));
  if (leaked !== undefined) throw new Error(`${leaked} was refused and is somewhere`);
  if (world.logged(locked) !== agreed || witness.text(locked) !== agreed)
    throw new Error('it is not as agreed');
  if (witness.text(open) !== world.logged(open))
    throw new Error('the listener has another text than the log');
  return { updates: UPDATES, refused: refused.length };
}

async function answer(person: Person, document: DocumentId, update: Uint8Array): Promise<string> {
  const before = person.verdicts.length;
  person.push(document, update);
  while (person.verdicts.length === before) await turns();
  const verdict = person.verdicts.at(-1);
  return verdict?.verdict === 'refused' ? verdict.code : 'recorded';
}

/** The bytes of all rows, snapshots and frames. */
function everythingTold(world: World, documents: readonly DocumentId[], listener: Person): Buffer {
  const logged = documents.flatMap((document) => [
    ...world.log.rows(document).map(({ bytes }) => bytes),
    world.log.documents.get(document)?.snapshot?.bytes ?? new Uint8Array(),
  ]);
  return Buffer.concat([...logged, ...listener.frames('updates').map(({ update }) => update)]);
}

describe('what is refused', () => {
  describeFuzz(
    {
      name: 'refused',
      title: '[S30] reaches no other client, no row and no snapshot; and a closed document stays as it is',
      until: ['updates', 3_000],
      round: refusedRound,
    },
    ({ updates, refused }) => {
      expect(refused).toBeGreaterThan(0);
      expect(refused).toBeLessThan(updates ?? 0);
    },
  );
});
