import { documentAccess, may, type DocumentAccess } from '@entente/access';
import type { RefusalCode } from '@entente/contracts';
import {
  err,
  ok,
  type DelegationCode,
  type DocumentId,
  type PackageId,
  type PersonId,
  type Result,
} from '@entente/kernel';
import type { SignedIn } from '@entente/nest-platform';
import { bindClient, type Identity, type Peer, type Session } from '@entente/sync';
import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { PackageDirectory, type PackageFacts } from './drafting.types.js';
import { LiveEditing } from './live-editing.js';
import { PostgresLeases } from './postgres-leases.js';
import { systemClock, systemRandom } from './runtime.js';

/** One edit of one section, made for a person who is not connected with it. */
export interface HandEdit {
  readonly package: PackageId;
  readonly document: DocumentId;
  /** Yjs client id bound to the person; the row names it, and whatever structs the update has are its. */
  readonly client: number;
  /** Yjs update, version 1. */
  readonly update: Uint8Array;
}

/**
 * Edits that the server makes in a person's name go the way of every edit: a session of the engine, so the gate, access, the log's
 * compare-and-set, the verdict and the broadcast are those of a socket. Only the socket is missing.
 */
@Injectable()
export class Hands {
  constructor(
    @Inject(LiveEditing) private readonly editing: LiveEditing,
    @Inject(ModuleRef) private readonly modules: ModuleRef,
  ) {}

  /** A Yjs client id of this person's own in the package, for ever. */
  async newClient(packageId: PackageId, { person, delegation }: SignedIn): Promise<number> {
    const leases = new PostgresLeases(this.editing.query);
    return bindClient(leases, systemRandom, packageId, { person, delegation });
  }

  /** Answers once the edit is committed, or with the engine's refusal: the `seq` of its row, or of the head where it was known. */
  async write(actor: SignedIn, edit: HandEdit): Promise<Result<{ seq: number }, RefusalCode>> {
    const directory = this.modules.get(PackageDirectory, { strict: false });
    const facts = await directory.factsOf(edit.package);
    if (facts === undefined) return err('NOT_FOUND');
    const session = this.editing.engine.connect(DEAF, new Hand(actor, edit, facts));
    try {
      return await writeIn(session, edit);
    } finally {
      session.end();
    }
  }
}

async function writeIn(session: Session, edit: HandEdit): Promise<Result<{ seq: number }, RefusalCode>> {
  const { document, update } = edit;
  const joined = await session.join({
    package: edit.package,
    schema: 'entente-document/1',
    lease: edit.client,
    documents: [{ document }],
  });
  if (joined.verdict === 'refused') return err(joined.code);
  const [one] = joined.documents;
  if (one !== undefined && 'refused' in one) return err(one.refused);
  return new Promise((resolve) => {
    session.update({ document, n: 1, update }, (verdict) => {
      resolve(verdict.verdict === 'recorded' ? ok({ seq: verdict.seq }) : err(verdict.code));
    });
  });
}

/** The person for the moment of one edit, with the rights that the request was let in with. */
class Hand implements Identity {
  readonly #actor: SignedIn;
  readonly #edit: HandEdit;
  readonly #facts: PackageFacts;

  constructor(actor: SignedIn, edit: HandEdit, facts: PackageFacts) {
    this.#actor = actor;
    this.#edit = edit;
    this.#facts = facts;
  }

  get person(): PersonId {
    return this.#actor.person;
  }
  get delegation(): DelegationCode {
    return this.#actor.delegation;
  }
  get name(): string {
    return this.#actor.name;
  }

  mayEnter(packageId: PackageId): boolean {
    if (packageId !== this.#edit.package) return false;
    return may(this.#actor, 'package.read', this.#facts.subject, systemClock.now()).ok;
  }

  /** Whether the document is open is the log's to say, at the instant of the write. */
  accessTo(document: DocumentId): DocumentAccess {
    if (document !== this.#edit.document) return 'none';
    const { subject, delegationsMay } = this.#facts;
    const asIfOpen = { document: 'open', drafting: true, delegationsMay } as const;
    return documentAccess(this.#actor, subject, asIfOpen, systemClock.now());
  }
}

/** Nobody listens: what the others write meanwhile is in the log. */
const DEAF: Peer = {
  send: () => undefined,
  close: () => undefined,
  buffered: () => 0,
};
