import type { PackageId, Random } from '@entente/kernel';
import { parseUpdateMeta } from 'yjs';
import type { Holder, LeaseStore } from './log.js';

/** Ids of a person that a connection knows from the start: those bound last. The rest are asked for when they come (S180). */
const KNOWN_AT_JOIN = 256;

/** A connection's hold on a client id, and all ids whose structs its holder may send. */
export interface Lease {
  readonly client: number;
  /** Ids that are bound to the holder in the package, as far as this node knows; grows while the connection lives. */
  readonly owned: ReadonlySet<number>;
  /** Asks the store which more ids of this well-formed update are the holder's; true where some are. */
  refresh(update: Uint8Array): Promise<boolean>;
  release(): void;
}

/** Draws a new client id and binds it for ever: random, 32 bits, never 0, unique in the package (S50). */
export async function bindClient(
  store: Pick<LeaseStore, 'bind'>,
  random: Random,
  packageId: PackageId,
  holder: Holder,
): Promise<number> {
  for (;;) {
    const bytes = random.bytes(4);
    const client = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
    if (client !== 0 && (await store.bind(packageId, client, holder))) return client;
  }
}

interface Shelf {
  readonly owned: Set<number>;
  connections: number;
}

/** The leases of this node's live connections. What other nodes hold, the store knows. */
export class LeaseBook {
  private readonly store: LeaseStore;
  private readonly random: Random;
  private readonly live = new Set<string>();
  private readonly shelves = new Map<string, Shelf>();

  constructor(store: LeaseStore, random: Random) {
    this.store = store;
    this.random = random;
  }

  /** Leases `wanted` again where it was the holder's and no live connection of any node has it, else a new id (S51). */
  async lease(packageId: PackageId, holder: Holder, wanted: number | undefined): Promise<Lease> {
    const resumed = wanted !== undefined && (await this.resume(packageId, wanted, holder));
    const client = resumed ? wanted : await bindClient(this.store, this.random, packageId, holder);
    this.live.add(keyOf(packageId, client));
    const bound = await this.knownOf(packageId, client, holder);
    const key = `${packageId}/${holder.person}/${holder.delegation}`;
    const shelf = this.shelves.get(key) ?? { owned: new Set<number>(), connections: 0 };
    this.shelves.set(key, shelf);
    for (const one of [...bound, client]) shelf.owned.add(one);
    shelf.connections += 1;
    return {
      client,
      owned: shelf.owned,
      refresh: async (update) => {
        const before = shelf.owned.size;
        const strange = [...parseUpdateMeta(update).to.keys()].filter((one) => !shelf.owned.has(one));
        for (const one of await this.store.boundAmong(packageId, holder, strange)) shelf.owned.add(one);
        return shelf.owned.size > before;
      },
      release: () => this.release(packageId, client, key),
    };
  }

  /** Read when the connection holds its id: while a person holds one, the store forgets none of theirs (S181). */
  private async knownOf(packageId: PackageId, client: number, holder: Holder): Promise<number[]> {
    try {
      return await this.store.newestOf(packageId, holder, KNOWN_AT_JOIN);
    } catch (error: unknown) {
      this.live.delete(keyOf(packageId, client));
      this.store.release(packageId, client);
      throw error;
    }
  }

  private async resume(packageId: PackageId, client: number, holder: Holder): Promise<boolean> {
    const key = keyOf(packageId, client);
    if (this.live.has(key)) return false;
    // Before the store is asked: of two connections of this node that want it at once, one gets it.
    this.live.add(key);
    try {
      if (await this.store.hold(packageId, client, holder)) return true;
    } catch (error: unknown) {
      this.live.delete(key);
      throw error;
    }
    this.live.delete(key);
    return false;
  }

  private release(packageId: PackageId, client: number, key: string): void {
    this.live.delete(keyOf(packageId, client));
    this.store.release(packageId, client);
    const shelf = this.shelves.get(key);
    if (shelf === undefined) return;
    shelf.connections -= 1;
    if (shelf.connections === 0) this.shelves.delete(key);
  }
}

function keyOf(packageId: PackageId, client: number): string {
  return `${packageId}/${String(client)}`;
}
