import type { ProcedureId } from '@entente/kernel';
import { z } from 'zod';
import type { sectionKind } from './packages.js';
import { documentId, packageId, provisionId } from './primitives.js';

/**
 * Messages of the `/sync` namespace: socket.io over websocket only, msgpack parser, one frame a message. The
 * handshake's `auth` is `{ ticket }`. Each client message is answered through its acknowledgement; docs/protocol.md.
 */
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/**
 * `write`: the text itself. `suggest`: marks of one's own delegation only; the text as accepted does not change. `comment`: reads, and
 * takes part without touching the text. `read`: reads.
 */
export const access = z.enum(['read', 'comment', 'suggest', 'write']);
export type Access = z.infer<typeof access>;
/** `paused`: read-only for maintenance, for everybody; what is refused meanwhile is to be sent again later. */
export const documentState = z.enum(['open', 'closed', 'paused']);
export type DocumentState = z.infer<typeof documentState>;

/** Every code with which an update or another message may be refused, and what the client does next. */
export const refusals = {
  // The session, the room, the rights.
  NOT_FOUND: 'never',
  DOC_CLOSED: 'reload',
  READ_ONLY: 'reload',
  RATE: 'later',
  TOO_LARGE: 'never',
  UNAVAILABLE: 'later',
  DRAINING: 'later',
  MAINTENANCE: 'later',
  EVENT_UNKNOWN: 'never',
  INPUT_INVALID: 'never',
  TICKET_USED: 'never',
  TICKET_UNKNOWN: 'never',
  TICKET_EXPIRED: 'never',
  TICKET_SESSION: 'never',
  SESSION_ENDED: 'never',
  CONNECTION_ENDED: 'never',
  TOO_MANY_DOCUMENTS: 'never',
  TOO_MANY_SOCKETS: 'later',
  SLOW: 'later',
  PRESENCE_NOT_BOUND: 'never',
  AWARENESS_NOT_BOUND: 'never',
  EPOCH_CHANGED: 'reload',
  // The form of the bytes (scan).
  UNKNOWN_FORMAT: 'reload',
  TRUNCATED: 'reload',
  TRAILING_BYTES: 'reload',
  VARINT_RANGE: 'reload',
  VARINT_NONMINIMAL: 'reload',
  TOO_MANY_STRUCTS: 'reload',
  ZERO_LENGTH: 'reload',
  LEN_RANGE: 'reload',
  CLIENT_RANGE: 'reload',
  CLIENT_ORDER: 'reload',
  SKIP_STRUCT: 'reload',
  KEY_RESERVED: 'reload',
  ANY_TOO_DEEP: 'reload',
  JSON_TOO_DEEP: 'reload',
  CONTENT_DOC: 'reload',
  CONTENT_BINARY: 'reload',
  CONTENT_JSON: 'reload',
  CONTENT_EMBED: 'reload',
  ROOT_UNKNOWN: 'reload',
  NODE_UNKNOWN: 'reload',
  UTF8_INVALID: 'reload',
  // What the bytes refer to (plan).
  CLIENT_NOT_BOUND: 'reload',
  CLOCK_GAP: 'resync',
  EQUIVOCATION: 'reload',
  REF_UNKNOWN: 'resync',
  PARENT_NOT_TYPE: 'reload',
  POSITION_PARENTS: 'reload',
  POSITION_ORDER: 'reload',
  SURROGATE_SPLIT: 'reload',
  CONFLICT_TOO_WIDE: 'reload',
  // Sent again it would cost the same: the document anew, and the words back to the person.
  TOO_COSTLY: 'reload',
  DELETE_FUTURE: 'resync',
  // What the document would become (check).
  SCHEMA: 'reload',
  APPLY_FAILED: 'reload',
  // Suggestions: what it would make of the text as accepted, and of others' marks.
  SUGGEST_ONLY: 'reload',
  MARK_NOT_YOURS: 'reload',
} as const satisfies Record<string, 'never' | 'reload' | 'resync' | 'later'>;
export type RefusalCode = keyof typeof refusals;
/** `never`: do not send again. `later`: the same again after a pause. `resync`: exchange state vectors, then send what is missing. `reload`: this document anew; keep the lost words for the person. */
export type Retry = (typeof refusals)[RefusalCode];

export type Refused = { verdict: 'refused'; code: RefusalCode; retry: Retry };

/**
 * `join`: enter a package's documents. `lease`: the client id to resume, if this connection held one before. `epoch`: that
 * of the answer before, where there was one; refused EPOCH_CHANGED where the store is another by now. A `documents` list without entries stands for every document the package has now, its structure document first.
 */
export const join = z.strictObject({
  package: packageId,
  schema: z.literal('entente-document/1'),
  lease: z.int().min(1).max(0xffff_ffff).optional(),
  epoch: z.uuid().optional(),
  documents: z.array(z.strictObject({ document: documentId, stateVector: bytes.optional() })).max(1_000),
});
export type Join = z.infer<typeof join>;

export type JoinedDocument =
  | {
      document: string;
      /** `structure`: the order of the sections; else the section's kind. */
      kind: z.infer<typeof sectionKind> | 'structure';
      access: Access;
      state: DocumentState;
      /** Sequence of the newest row that `update` contains. */
      head: number;
      /** What the client lacks, by its state vector; Yjs version 1. */
      update: Uint8Array;
      /** The server's state vector at `head`: the client sends what this lacks. */
      stateVector: Uint8Array;
    }
  | { document: string; refused: RefusalCode };

export type Joined = {
  verdict: 'joined';
  /** The Yjs client id leased to this connection, for every document of the package. */
  lease: number;
  /** Of the store: another one after a restore from a backup. */
  epoch: string;
  documents: JoinedDocument[];
};

/** `update`: the new part of one document; `n` counts this connection's updates from 1. */
export const update = z.strictObject({ document: documentId, n: z.int().min(1), update: bytes });
export type Update = z.infer<typeof update>;

/** Given only after the row is committed. `seq` is the row's; for what was known already, the head's. */
export type Recorded = { verdict: 'recorded'; seq: number; at: number; known?: true };
export type UpdateVerdict = Recorded | Refused;

/** `leave`: stop following documents. */
export const leave = z.strictObject({ package: packageId, documents: z.array(documentId).max(1_000) });
export type Leave = z.infer<typeof leave>;

/**
 * `presence`: where one's caret is; Yjs relative positions, encoded. `null`: nowhere. `client`: the id that the sender believes to
 * speak for; any but the connection's own lease is refused AWARENESS_NOT_BOUND.
 */
export const presence = z.strictObject({
  package: packageId,
  client: z.int().min(0).max(0xffff_ffff).optional(),
  at: z
    .strictObject({
      document: documentId,
      anchor: bytes.refine((b) => b.length <= 64),
      head: bytes.refine((b) => b.length <= 64),
      provision: provisionId.nullable(),
    })
    .nullable(),
});
export type Presence = z.infer<typeof presence>;

/** One other person in the package, as the server knows it: never as the client says. */
export type Peer = {
  client: number;
  person: string;
  name: string;
  delegation: string;
  at: { document: string; anchor: Uint8Array; head: Uint8Array; provision: string | null } | null;
};

/** Server → client. */
export type ServerMessages = {
  /** Rows `from`..`to` of one document, merged; sent after they are committed. */
  updates: (frame: {
    document: string;
    from: number;
    to: number;
    update: Uint8Array;
    delegations: string[];
  }) => void;
  /** Who is in the package and where. `whole`: `peers` are all; else those that are new or moved, and `gone` those that left. */
  presence: (frame: { package: string; whole: boolean; peers: Peer[]; gone: number[] }) => void;
  /** Rights or state of a document changed. `access: null`: it no longer exists for this person. */
  access: (frame: { document: string; access: Access | null; state: DocumentState; head: number }) => void;
  /** What changed outside the text: re-read it over HTTP. `procedures`: of the topic of that name these and no others. */
  changed: (frame: { package: string; topics: Topic[]; procedures?: ProcedureId[] }) => void;
  /** The server ends this connection, and why. */
  closing: (frame: { code: RefusalCode; retry: Retry }) => void;
};

/** Client → server, each with its acknowledgement. */
export type ClientMessages = {
  join: (message: Join, answer: (verdict: Joined | Refused) => void) => void;
  update: (message: Update, answer: (verdict: UpdateVerdict) => void) => void;
  leave: (message: Leave, answer: (verdict: { verdict: 'left' } | Refused) => void) => void;
  presence: (message: Presence, answer: (verdict: { verdict: 'noted' } | Refused) => void) => void;
};

export const TOPICS = [
  'package',
  'structure',
  'versions',
  'procedures',
  'positions',
  'annexes',
  'publication',
  'history',
] as const;
export type Topic = (typeof TOPICS)[number];
