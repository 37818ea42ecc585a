import { z } from 'zod';
import { instantMs, hash, packageId, personId, prose, provisionId } from './primitives.js';
import { positionKind, reserveKind } from './procedures.js';
import { table } from './route.js';

/** What a capital tells its delegation of one provision, for the words with this hash. Nobody outside the partner sees it. */
export const giveInstruction = z.strictObject({
  provision: provisionId,
  hash,
  /** What the delegation is to say; `no_instructions`: the capital has not decided yet and says so. */
  position: positionKind,
  /** The kind of the reserve, for a reserve and for nothing else. */
  reserve: reserveKind.nullable(),
  /** Red lines, fallbacks, reasons. */
  note: prose(4_000),
});
export type GiveInstruction = z.infer<typeof giveInstruction>;

export const instruction = giveInstruction.extend({
  person: personId,
  name: z.string(),
  at: instantMs,
  /** False where the provision's words are no longer those that the instruction was given for. */
  current: z.boolean(),
});
export type Instruction = z.infer<typeof instruction>;

const byPackage = z.strictObject({ package: packageId });

export const instructionRoutes = table({
  instructions: {
    method: 'GET',
    path: '/packages/:package/instructions',
    permission: 'instruction.read',
    summary: 'The standing instructions of one’s own capital, one a provision.',
    params: byPackage,
    answer: z.strictObject({ instructions: z.array(instruction) }),
  },
  giveInstruction: {
    method: 'PUT',
    path: '/packages/:package/instructions',
    permission: 'instruction.give',
    summary: 'Instruct one’s own delegation on a provision, for the words with this hash.',
    params: byPackage,
    body: giveInstruction,
    answer: instruction,
  },
});
