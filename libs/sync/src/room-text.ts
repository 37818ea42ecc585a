import type { RefusalCode } from '@entente/contracts';
import { type DocumentKind, keepMarks, shapeOf } from '@entente/document';
import { err, ok, type Result } from '@entente/kernel';
import {
  applyUpdate,
  decodeStateVector,
  type Doc,
  encodeStateAsUpdate,
  encodeStateVector,
  encodeStateVectorFromUpdate,
  getState,
} from 'yjs';
import { chainHash, type Sha256 } from './chain.js';
import { Encoded } from './encoded.js';
import { Watcher } from './gate/apply.js';
import { type Guarded, pass, type Passed } from './gate/gate.js';
import { EVERYTHING, type LiveTerms } from './gate/heavy.js';
import type { Story } from './gate/plan.js';
import type { Append, Holder, LoadedDocument, UpdateRow } from './log.js';
import { QuietDoc } from './quiet-doc.js';

/** A sender's update as the room takes it in. */
export interface Offered {
  readonly bytes: Uint8Array;
  readonly holder: Holder;
  readonly lease: number;
  readonly owned: ReadonlySet<number>;
}

export interface TextRefusal {
  readonly code: RefusalCode;
  /** The document is no longer what the log says: only a rebuild helps. */
  readonly spoilt: boolean;
  /** With EQUIVOCATION: what the two stories are about. */
  readonly story: Story | null;
}

/** A trial that an update has passed: on which version of the text, and by how many steps of its plan. */
export interface PassedTrial {
  readonly version: number;
  readonly steps: number;
}

/** What may be taken: what is live, or what a trial has shown to be bearable. */
export interface Staging {
  readonly maxStructs: number;
  readonly live: LiveTerms;
  readonly tried: PassedTrial | null;
  /** Whether the sender may only suggest, at this moment. */
  readonly suggestsOnly: boolean;
}

/**
 * `row`: for the next flight. `known`: nothing new. `heavy`: has to be tried first; `apart`: has to be staged by itself; then nothing is
 * changed.
 */
export type Staged =
  { readonly kind: 'row'; readonly row: Append } | { readonly kind: 'known' | 'heavy' | 'apart' };

/**
 * The text of one document in memory: what is committed, and on top of it what the next flight carries. While
 * nothing is staged it equals the rows 1..head of the log (S40).
 */
export class RoomText {
  readonly kind: DocumentKind;
  head: number;
  /** Size of the snapshot and the rows that the committed text was built from. */
  bytes: number;
  /** Changes with everything that is applied, committed or not. */
  version = 0;
  private readonly document: LoadedDocument['document'];
  /** Of the row at `head`. */
  chain: Uint8Array;
  private built: Guarded | null = null;
  /** What it will be built from, while nobody has needed more than the snapshot itself (S94). */
  private unbuilt: Unbuilt | null = null;
  private staged: { head: number; chain: Uint8Array; bytes: number } | null = null;
  private spoilt = false;
  private readonly hash: Sha256 | undefined;
  private readonly wholes = new Encoded();
  private readonly vectors = new Encoded();

  /** `hash`: SHA-256, where the runtime has a quicker one. */
  constructor(loaded: LoadedDocument, hash?: Sha256) {
    this.hash = hash;
    this.document = loaded.document;
    this.kind = loaded.kind;
    this.head = loaded.head;
    this.chain = loaded.chain;
    this.bytes = sizeOf(loaded.rows) + (loaded.snapshot?.bytes.length ?? 0);
    if (isSnapshotOnly(loaded)) this.unbuilt = loaded;
    else this.built = build(loaded);
  }

  /** Builds the document where that has not been needed yet; throws where the log's bytes cannot be read. */
  open(): void {
    this.built ??= build(this.unbuilt ?? unreachable());
    this.unbuilt = null;
  }

  private get guarded(): Guarded {
    this.open();
    return this.built ?? unreachable();
  }

  /** True while the document in memory is exactly what is committed. */
  get settled(): boolean {
    return this.staged === null && !this.spoilt;
  }

  /** What is in memory no longer stands for the log. */
  discard(): void {
    this.spoilt = true;
  }

  /** Takes the rows that follow the head; false where they do not join on, and a rebuild is needed. */
  extend(rows: readonly UpdateRow[]): boolean {
    if (!this.settled || rows.some((row, at) => row.seq !== this.head + 1 + at)) return false;
    applyRows(this.guarded.doc, rows);
    const last = rows.at(-1);
    if (last !== undefined) [this.head, this.chain] = [last.seq, last.chain.slice()];
    this.bytes += sizeOf(rows);
    this.version += 1;
    this.guarded.watcher.take();
    return true;
  }

  /** Inspects an update and, where it brings something new, stages the row for the next flight. */
  stage(offered: Offered, staging: Staging): Result<Staged, TextRefusal> {
    const { tried } = staging;
    const here = tried?.version === this.version;
    const { delegation } = offered.holder;
    this.guarded.watcher.expect({ delegation, suggestsOnly: staging.suggestsOnly });
    const passed = pass(this.guarded, offered.bytes, {
      owns: (client) => offered.owned.has(client),
      maxStructs: staging.maxStructs,
      live: here ? EVERYTHING : liveAfter(staging.live, tried),
      ordered: here,
    });
    if (!passed.ok) {
      this.spoilt ||= passed.error.spoilt;
      return err(passed.error);
    }
    if (passed.value.kind !== 'new') return ok({ kind: passed.value.kind });
    this.version += 1;
    return ok({ kind: 'row', row: this.row(offered, passed.value) });
  }

  /** What is staged meanwhile shares one transaction of Yjs (S188). False: the document has to be built again. */
  together(work: () => void): boolean {
    const sound = this.guarded.watcher.together(work);
    this.spoilt ||= !sound;
    return sound;
  }

  /** What to try an update on: the text as it is, the flight under way included. Null: there is none at the moment. */
  copy(): { state: Uint8Array; version: number } | null {
    if (this.spoilt) return null;
    return { state: encodeStateAsUpdate(this.guarded.doc), version: this.version };
  }

  /** The staged rows are committed. */
  commit(): void {
    if (this.staged === null) return;
    this.head = this.staged.head;
    this.chain = this.staged.chain;
    this.bytes += this.staged.bytes;
    this.staged = null;
  }

  private row(offered: Offered, { added, bytes }: Passed & { kind: 'new' }): Append {
    const before = this.staged ?? { head: this.head, chain: this.chain, bytes: 0 };
    const { person: author, delegation } = offered.holder;
    // Several ids at once come only from somebody who was offline; the row then names the one it was sent under.
    const [first, ...others] = added;
    const only =
      first !== undefined && others.length === 0 ? first : { client: offered.lease, from: 0, to: 0 };
    const facts = { seq: before.head + 1, author, delegation, client: only.client, bytes };
    const chain = chainHash(before.chain, facts, this.hash);
    this.staged = { head: facts.seq, chain, bytes: before.bytes + bytes.length };
    return { document: this.document, ...facts, clockFrom: only.from, clockTo: only.to, chain };
  }

  /** Whether all that a replica with this state vector has is here; throws where the vector cannot be read. */
  covers(stateVector: Uint8Array): boolean {
    const { store } = this.guarded.doc;
    return [...decodeStateVector(stateVector)].every(([client, clock]) => clock <= getState(store, client));
  }

  /** What a replica with this state vector lacks; throws where the vector cannot be read. Only while settled. */
  since(stateVector: Uint8Array | undefined): { update: Uint8Array; stateVector: Uint8Array } {
    if (!this.settled) throw new Error('only committed text may leave the room');
    if (stateVector === undefined && this.unbuilt !== null) {
      const { bytes, vector } = this.unbuilt.snapshot;
      const read = () => encodeStateVectorFromUpdate(bytes);
      return { update: bytes, stateVector: vector ?? this.vectors.at(this.head, read) };
    }
    const { doc } = this.guarded;
    const vector = this.vectors.at(this.head, () => encodeStateVector(doc));
    const update =
      stateVector === undefined
        ? this.wholes.at(this.head, () => encodeStateAsUpdate(doc))
        : encodeStateAsUpdate(doc, stateVector);
    return { update, stateVector: vector };
  }
}

/** A Y.Doc of the committed rows; for readers of the log that need the text and no room. */
export function documentOf(loaded: LoadedDocument): Doc {
  const doc = new QuietDoc();
  // Id 0 is never leased: this replica only reads.
  doc.clientID = 0;
  keepMarks(doc);
  doc.getXmlFragment(shapeOf(loaded.kind).root);
  if (loaded.snapshot !== null) applyUpdate(doc, loaded.snapshot.bytes);
  applyRows(doc, loaded.rows);
  return doc;
}

/** In one transaction: what follows each is done once for all. */
function applyRows(doc: Doc, rows: readonly UpdateRow[]): void {
  doc.transact(() => {
    for (const row of rows) applyUpdate(doc, row.bytes);
  });
}

function sizeOf(rows: readonly Pick<UpdateRow, 'bytes'>[]): number {
  return rows.reduce((sum, row) => sum + row.bytes.length, 0);
}

/** What was tried on an earlier version may be as large as it is, but not much more work than it was there. */
function liveAfter(live: LiveTerms, tried: PassedTrial | null): LiveTerms {
  if (tried === null) return live;
  const steps = Math.max(live.steps, 2 * tried.steps);
  return { ...EVERYTHING, steps };
}

/** A document of which the log has nothing newer than its snapshot. */
type Unbuilt = LoadedDocument & { readonly snapshot: NonNullable<LoadedDocument['snapshot']> };

function isSnapshotOnly(loaded: LoadedDocument): loaded is Unbuilt {
  return loaded.snapshot !== null && loaded.rows.length === 0 && loaded.snapshot.seq === loaded.head;
}

function unreachable(): never {
  throw new Error('a text is either built or still to be built');
}

function build(loaded: LoadedDocument): Guarded {
  const doc = documentOf(loaded);
  return { doc, watcher: new Watcher(doc), kind: loaded.kind };
}
