import type { PackageId, ProcedureId } from '@entente/kernel';
import type { ChangedTopics } from '@entente/sync/client';
import type { QueryClient } from '@tanstack/react-query';
import { keys, keysOfTopic } from '../api/keys.js';
import type { Answer } from '../api/call.js';

/** How the parts of a package are read that change one by one. */
export type Reads = {
  readonly procedure: (id: ProcedureId) => Promise<Answer<'procedure'>>;
  /** What was said after the position of that number. */
  readonly positions: (since: number) => Promise<Answer<'positions'>>;
};

type Procedures = Answer<'procedures'>;
type Positions = Answer<'positions'>;

/**
 * Reads again what the server says has changed, and no more: of the procedures the one that went on, of the positions those taken since
 * (SPEC R230, R231). Where what is held is not whole, or is being read anyway, all of it is read: a reading that begins after the note
 * has what the note is about.
 */
export class Rereading {
  readonly #client: QueryClient;
  readonly #id: PackageId;
  readonly #reads: Reads;
  /** Number of the last reading of each; what an earlier one answers is put nowhere. */
  readonly #latest = new Map<string, number>();

  constructor(client: QueryClient, id: PackageId, reads: Reads) {
    this.#client = client;
    this.#id = id;
    this.#reads = reads;
  }

  changed({ topics, procedures }: ChangedTopics): void {
    for (const topic of topics) {
      if (topic === 'procedures' && procedures !== null) this.#someProcedures(procedures);
      else if (topic === 'positions') this.#positions();
      else this.#all(keysOfTopic(this.#id, topic));
    }
  }

  /** Notes were missed while the connection was away. */
  everything(): void {
    this.#all([keys.package(this.#id), keys.notifications]);
  }

  #all(all: readonly (readonly string[])[]): void {
    // A single reading that is on its way may be older than what is read now.
    for (const [name, number] of this.#latest) this.#latest.set(name, number + 1);
    for (const queryKey of all) void this.#client.invalidateQueries({ queryKey });
  }

  #someProcedures(procedures: readonly ProcedureId[]): void {
    const list = keys.procedures(this.#id);
    const held = this.#heldWhole<Procedures>(list)?.procedures.map(({ id }) => id);
    if (held === undefined || procedures.some((id) => !held.includes(id))) {
      this.#all(keysOfTopic(this.#id, 'procedures'));
      return;
    }
    for (const beside of [keys.notifications, keys.record(this.#id), keys.standingReserves(this.#id)]) {
      void this.#client.invalidateQueries({ queryKey: beside });
    }
    for (const id of procedures) {
      for (const queryKey of [[...list, 'record', id], keys.jointDeclarations(this.#id, id)]) {
        void this.#client.invalidateQueries({ queryKey });
      }
      this.#one(list, {
        name: id,
        read: () => this.#reads.procedure(id),
        put: (procedure) => {
          this.#client.setQueryData<Procedures>(list, (now) => now && withProcedure(now, procedure));
        },
      });
    }
  }

  #positions(): void {
    const key = keys.positions(this.#id);
    const held = this.#heldWhole<Positions>(key);
    if (held === undefined) {
      this.#all([key]);
      return;
    }
    for (const beside of [keys.movement(this.#id), keys.agreed(this.#id), keys.standingReserves(this.#id)]) {
      void this.#client.invalidateQueries({ queryKey: beside });
    }
    this.#one(key, {
      name: 'positions',
      read: () => this.#reads.positions(held.upTo),
      put: (later) => {
        this.#client.setQueryData<Positions>(key, (now) => now && withPositions(now, later));
      },
    });
  }

  /** What is held, where somebody looks at it and it is neither stale nor on its way. */
  #heldWhole<Held>(queryKey: readonly string[]): Held | undefined {
    const query = this.#client.getQueryCache().find<Held>({ queryKey, exact: true });
    if (query === undefined || !query.isActive()) return undefined;
    const { fetchStatus, isInvalidated, data } = query.state;
    return fetchStatus === 'idle' && !isInvalidated ? data : undefined;
  }

  #one<Read>(
    whole: readonly string[],
    { name, read, put }: { name: string; read: () => Promise<Read>; put: (answer: Read) => void },
  ): void {
    const number = (this.#latest.get(name) ?? 0) + 1;
    this.#latest.set(name, number);
    const ifLatest = (act: () => void): void => {
      if (this.#latest.get(name) === number) act();
    };
    read().then(
      (answer) => {
        ifLatest(() => {
          put(answer);
        });
      },
      () => {
        // Reading all of it tries again by itself, and says what is wrong where it is shown.
        ifLatest(() => {
          void this.#client.invalidateQueries({ queryKey: whole });
        });
      },
    );
  }
}

/** The list with one of them as it is now. */
function withProcedure({ procedures }: Procedures, now: Answer<'procedure'>): Procedures {
  return { procedures: procedures.map((one) => (one.id === now.id ? now : one)) };
}

/** What each partner said last: what came later takes the place of what it said before on the same provision. */
export function withPositions(held: Positions, later: Positions): Positions {
  if (later.upTo <= held.upTo) return held;
  const said = (one: Positions['positions'][number]): string => `${one.partner} ${one.provision}`;
  const anew = new Set(later.positions.map(said));
  return {
    provisions: { ...held.provisions, ...later.provisions },
    positions: [...held.positions.filter((one) => !anew.has(said(one))), ...later.positions],
    upTo: later.upTo,
  };
}
