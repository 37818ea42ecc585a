import type { RefusalCode } from '@entente/contracts';
import type { PackageId, PersonId } from '@entente/kernel';
import { Logger } from '@nestjs/common';
import type { IdentityService } from '../identity/index.js';
import type { LiveEditing } from './live-editing.js';
import type { LiveSocket } from './live-socket.js';

/** Keeps the rights of live sockets as the database has them, and ends sockets whose session is over (SECURITY §4.3). */
export class RightsKeeper {
  readonly #identity: IdentityService;
  readonly #editing: LiveEditing;
  readonly #logger = new Logger('drafting');
  readonly #sockets = new Map<string, { live: LiveSocket; rights: string }>();
  /** People to ask about next; null among them stands for everyone. */
  readonly #asked = new Set<PersonId | null>();
  #asking = false;

  constructor(identity: IdentityService, editing: LiveEditing) {
    this.#identity = identity;
    this.#editing = editing;
  }

  add(live: LiveSocket): void {
    this.#sockets.set(live.id, { live, rights: live.person.rights() });
  }

  remove(live: LiveSocket): void {
    this.#sockets.delete(live.id);
    for (const packageId of live.person.packages) {
      const others = [...this.#sockets.values()].some((other) => other.live.person.packages.has(packageId));
      if (!others) this.#editing.rooms.forget(packageId);
    }
  }

  /** Rights of this person may have changed; `null`: of anyone. */
  check(person: PersonId | null): void {
    this.#asked.add(person);
    if (!this.#asking) void this.#ask();
  }

  closeAll(code: RefusalCode): void {
    for (const { live } of this.#sockets.values()) live.close(code);
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    try {
      while (this.#asked.size > 0) {
        const asked = new Set(this.#asked);
        this.#asked.clear();
        await this.#refresh(asked);
      }
    } catch (error) {
      // The sweep asks again; until the database answers nothing can be recorded either.
      const { code } = error as { code?: unknown };
      this.#logger.warn({ code }, 'rights of live sockets could not be read');
    } finally {
      this.#asking = false;
    }
  }

  async #refresh(asked: ReadonlySet<PersonId | null>): Promise<void> {
    const everyone = asked.has(null);
    const sockets = [...this.#sockets.values()].filter(
      ({ live }) => everyone || asked.has(live.person.person),
    );
    if (sockets.length === 0) return;
    const sessions = [...new Set(sockets.map(({ live }) => live.person.session))];
    const identities = await this.#identity.identitiesOf(sessions);
    const changed = new Set<PackageId>();
    for (const socket of sockets) {
      const { live } = socket;
      const identity = identities.get(live.person.session);
      if (identity === undefined) {
        live.close('SESSION_ENDED');
        continue;
      }
      live.person.refresh(identity.actor);
      const rights = live.person.rights();
      if (rights === socket.rights) continue;
      socket.rights = rights;
      for (const packageId of live.person.packages) changed.add(packageId);
    }
    for (const packageId of changed) this.#editing.engine.accessChanged(packageId);
  }
}
