import { documentAccess, may, type DocumentAccess } from '@entente/access';
import type { Clock, DelegationCode, DocumentId, PackageId, PersonId } from '@entente/kernel';
import type { SignedIn } from '@entente/nest-platform';
import type { Identity } from '@entente/sync';
import type { PackageRooms } from './package-rooms.js';

/** The person behind one socket, with the rights they have now: `refresh` brings them, each message asks them. */
export class LivePerson implements Identity {
  readonly session: string;
  /** Packages that this socket has joined. */
  readonly packages = new Set<PackageId>();
  readonly #rooms: PackageRooms;
  readonly #clock: Clock;
  #actor: SignedIn;

  constructor(who: { actor: SignedIn; session: string }, rooms: PackageRooms, clock: Clock) {
    this.session = who.session;
    this.#actor = who.actor;
    this.#rooms = rooms;
    this.#clock = clock;
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
    const facts = this.#rooms.facts(packageId);
    return facts !== undefined && may(this.#actor, 'package.read', facts.subject, this.#clock.now()).ok;
  }

  /** Whether the document itself is open is the log's to say, at the instant of the write. */
  accessTo(document: DocumentId): DocumentAccess {
    const facts = this.#rooms.factsOf(document);
    const kind = facts?.documents.get(document)?.kind;
    if (facts === undefined || kind === undefined) return 'none';
    const { delegationsMay } = facts;
    const asIfOpen = { document: 'open', drafting: true, delegationsMay } as const;
    const access = documentAccess(this.#actor, facts.subject, asIfOpen, this.#clock.now());
    // Only the server writes the order of the sections.
    return access !== 'none' && kind === 'structure' ? 'read' : access;
  }

  refresh(actor: SignedIn): void {
    this.#actor = actor;
  }

  /** Equal as long as nothing has changed that access asks about, the dates of mandates included. */
  rights(): string {
    const now = this.#clock.now();
    const inForce = this.#actor.mandates
      .filter(({ from, to }) => from <= now && (to === null || now < to))
      .map(({ power }) => power);
    return JSON.stringify([this.#actor.roles, this.#actor.delegationKind, inForce]);
  }
}
