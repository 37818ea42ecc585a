import type { PackageId, Random } from '@entente/kernel';
import type { Holder, LeaseStore } from './log.js';

/** A connection's hold on a client id, and all ids whose structs its holder may send. */
export interface Lease {
  readonly client: number;
  /** Every id ever bound to the holder in the package; grows while the connection lives. */
  readonly owned: ReadonlySet<number>;
  release(): void;
}

/** Draws a new client id and binds it for ever: random, 32 bits, never 0, unique in the package (S50). */
export async function bindClient(
  store: LeaseStore,
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

/** The leases of this node's live connections. */
export class LeaseBook {
  private readonly store: LeaseStore;
  private readonly random: Random;
  private readonly live = new Set<string>();
  private readonly shelves = new Map<string, Shelf>();

  constructor(store: LeaseStore, random: Random) {
    this.store = store;
    this.random = random;
  }

  /** Leases `wanted` again where it was the holder's and no live connection has it, else a new id (S51). */
  async lease(packageId: PackageId, holder: Holder, wanted: number | undefined): Promise<Lease> {
    const bound = await this.store.boundTo(packageId, holder);
    const resumable = wanted !== undefined && bound.includes(wanted);
    const resumed = resumable && this.take(packageId, wanted);
    const client = resumed ? wanted : await bindClient(this.store, this.random, packageId, holder);
    if (!resumed) this.take(packageId, client);
    const key = `${packageId}/${holder.person}/${holder.delegation}`;
    const shelf = this.shelves.get(key) ?? { owned: new Set<number>(), connections: 0 };
    this.shelves.set(key, shelf);
    for (const one of [...bound, client]) shelf.owned.add(one);
    shelf.connections += 1;
    return { client, owned: shelf.owned, release: () => this.release(packageId, client, key) };
  }

  private take(packageId: PackageId, client: number): boolean {
    const key = `${packageId}/${String(client)}`;
    if (this.live.has(key)) return false;
    this.live.add(key);
    return true;
  }

  private release(packageId: PackageId, client: number, key: string): void {
    this.live.delete(`${packageId}/${String(client)}`);
    const shelf = this.shelves.get(key);
    if (shelf === undefined) return;
    shelf.connections -= 1;
    if (shelf.connections === 0) this.shelves.delete(key);
  }
}
