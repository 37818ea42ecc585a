import { documentAccess, may, type DocumentAccess } from '@entente/access';
import type { Clock, DelegationCode, DocumentId, Instant, PackageId, PersonId } from '@entente/kernel';
import type { SignedIn } from '@entente/nest-platform';
import type { Identity } from '@entente/sync';
import type { PackageRooms, RoomFacts } from './package-rooms.js';

/** An answer about a package, and the time within which nothing it was made of changes by itself. */
interface Answered {
  readonly facts: RoomFacts;
  readonly actor: SignedIn;
  readonly from: Instant;
  readonly until: number;
  readonly access: DocumentAccess;
}

/** The person behind one socket, with the rights they have now: `refresh` brings them, each message asks them. */
export class LivePerson implements Identity {
  readonly session: string;
  /** Packages that this socket has joined. */
  readonly packages = new Set<PackageId>();
  readonly #rooms: Pick<PackageRooms, 'facts' | 'factsOf'>;
  readonly #clock: Clock;
  #actor: SignedIn;
  #answered: Answered | null = null;

  constructor(
    who: { actor: SignedIn; session: string },
    rooms: Pick<PackageRooms, 'facts' | 'factsOf'>,
    clock: Clock,
  ) {
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
    const access = this.#accessIn(facts);
    // Only the server writes the order of the sections.
    return access !== 'none' && kind === 'structure' ? 'read' : access;
  }

  /** Asked for every reader of every frame: the answer stands until the facts, the actor or the mandates in force change. */
  #accessIn(facts: RoomFacts): DocumentAccess {
    const now = this.#clock.now();
    const known = this.#answered;
    const stands = known?.facts === facts && known.actor === this.#actor;
    if (stands && known.from <= now && now < known.until) return known.access;
    const { delegationsMay, subject } = facts;
    const asIfOpen = { document: 'open', drafting: true, delegationsMay } as const;
    const access = documentAccess(this.#actor, subject, asIfOpen, now);
    const until = nextChange(this.#actor, now);
    this.#answered = { facts, actor: this.#actor, from: now, until, access };
    return access;
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

/** When the next mandate begins or ends. */
function nextChange({ mandates }: SignedIn, now: Instant): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { from, to } of mandates) {
    if (from > now) next = Math.min(next, from);
    if (to !== null && to > now) next = Math.min(next, to);
  }
  return next;
}
