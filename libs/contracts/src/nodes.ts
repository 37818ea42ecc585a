import { z } from 'zod';
import { documentId, packageId, procedureId } from './primitives.js';
import { TOPICS } from './sync.js';

const position = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= 64);
const client = z.int().min(1).max(0xffff_ffff);
const visitor = z.strictObject({
  client,
  person: z.uuid(),
  name: z.string().max(512),
  delegation: z.string().max(8),
  at: z
    .strictObject({
      document: z.uuid(),
      anchor: position,
      head: position,
      provision: z.string().max(128).nullable(),
    })
    .nullable(),
});

/** What one server process tells the others (docs/protocol.md, "Between server processes"). Read as strictly as what comes from outside. */
export const nodeNote = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('document'),
    document: documentId,
    head: z.int().min(0).max(0x7fff_ffff).nullable(),
  }),
  z.strictObject({ kind: z.literal('package'), package: packageId }),
  z.strictObject({
    kind: z.literal('presence'),
    package: packageId,
    node: z.string().max(64),
    whole: z.boolean(),
    peers: z.array(visitor).max(10_000).readonly(),
    gone: z.array(client).max(10_000).readonly(),
  }),
  z.strictObject({ kind: z.literal('presence-wanted'), package: packageId }),
  z.strictObject({
    kind: z.literal('topics'),
    package: packageId,
    topics: z.array(z.enum(TOPICS)).max(TOPICS.length).readonly(),
    /** Of the topic of that name these and no others; absent: it may be any. */
    procedures: z.array(procedureId).max(64).readonly().optional(),
  }),
]);
export type NodeNote = z.infer<typeof nodeNote>;
export const nodeNotes = z.array(nodeNote).max(2_000);
