import type { PackageId } from '@entente/kernel';
import type { Holder, LeaseStore } from '@entente/sync';
import { Together } from '../../together.js';
import { PostgresLeases } from '../postgres-leases.js';
import type { Query } from '../query.js';

const RETRY_MS = 1_000;

interface NodeLeasesOptions {
  readonly query: Query;
  readonly node: string;
  readonly epoch: () => Promise<string>;
  /** What was released could not be noted; it is tried again. */
  readonly failed: (error: unknown) => void;
}

interface Bind extends Holder {
  readonly package: PackageId;
  readonly client: number;
}

/** Client ids of this node's connections, in PostgreSQL: the key of the table of holds lets no two connections hold one. */
export class NodeLeases implements LeaseStore {
  readonly #query: Query;
  readonly #node: string;
  readonly #ids: PostgresLeases;
  readonly #epoch: () => Promise<string>;
  readonly #failed: (error: unknown) => void;
  /** No longer held by a connection, and not yet noted. */
  readonly #released = new Map<string, { readonly package: PackageId; readonly client: number }>();
  #noting: Promise<void> | null = null;
  readonly #binds = new Together<Bind, boolean>(async (asked) => this.#bindAll(asked));

  constructor({ query, node, epoch, failed }: NodeLeasesOptions) {
    this.#query = query;
    this.#node = node;
    this.#ids = new PostgresLeases(query);
    this.#epoch = epoch;
    this.#failed = failed;
  }

  async epoch(): Promise<string> {
    return this.#epoch();
  }

  async bind(packageId: PackageId, client: number, holder: Holder): Promise<boolean> {
    return this.#binds.ask({
      package: packageId,
      client,
      person: holder.person,
      delegation: holder.delegation,
    });
  }

  /** In the order of the keys: two statements that want the same ids wait for each other in one direction only. */
  async #bindAll(asked: readonly Bind[]): Promise<boolean[]> {
    const bound = await this.#query<{ package: PackageId; client: number }>({
      name: 'lease-bind-held',
      text: `WITH bound AS (
          INSERT INTO client_binding (package, client, person, delegation)
          SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::text[]) ORDER BY 1, 2
          ON CONFLICT DO NOTHING RETURNING package, client)
        INSERT INTO client_hold (package, client, node) SELECT package, client, $5 FROM bound
        RETURNING package, client::float8 AS client`,
      values: [
        asked.map((one) => one.package),
        asked.map(({ client }) => client),
        asked.map(({ person }) => person),
        asked.map(({ delegation }) => delegation),
        this.#node,
      ],
    });
    const keys = new Set(bound.map((one) => keyOf(one.package, one.client)));
    // Of two that drew the same id at once the first has it.
    return asked.map((one) => keys.delete(keyOf(one.package, one.client)));
  }

  async newestOf(packageId: PackageId, holder: Holder, most: number): Promise<number[]> {
    return this.#ids.newestOf(packageId, holder, most);
  }

  async boundAmong(packageId: PackageId, holder: Holder, clients: readonly number[]): Promise<number[]> {
    return this.#ids.boundAmong(packageId, holder, clients);
  }

  async hold(packageId: PackageId, client: number, holder: Holder): Promise<boolean> {
    // A release that is on its way, or waits to be tried again, would end the hold that this takes.
    await this.#noting;
    this.#released.delete(keyOf(packageId, client));
    const held = await this.#query({
      name: 'lease-hold',
      text: `INSERT INTO client_hold (package, client, node)
        SELECT package, client, $3 FROM client_binding
        WHERE package = $1 AND client = $2 AND person = $4 AND delegation = $5
        ON CONFLICT (package, client) DO UPDATE SET node = excluded.node WHERE client_hold.node = excluded.node
        RETURNING client`,
      values: [packageId, client, this.#node, holder.person, holder.delegation],
    });
    return held.length === 1;
  }

  release(packageId: PackageId, client: number): void {
    this.#released.set(keyOf(packageId, client), { package: packageId, client });
    this.#noting ??= this.#note();
  }

  /** All that wait in one statement; as long as the database is away, again and again: they stay held meanwhile, which is safe. */
  async #note(): Promise<void> {
    await new Promise(setImmediate);
    const released = [...this.#released.values()];
    this.#released.clear();
    try {
      await this.#query({
        name: 'lease-release',
        text: `DELETE FROM client_hold WHERE node = $1
          AND (package, client) IN (SELECT * FROM unnest($2::uuid[], $3::bigint[]))`,
        values: [this.#node, released.map((one) => one.package), released.map((one) => one.client)],
      });
      this.#noting = this.#released.size > 0 ? this.#note() : null;
    } catch (error: unknown) {
      this.#failed(error);
      // A connection may have taken one again since.
      for (const one of released) this.#again(one);
      this.#noting = null;
      setTimeout(() => {
        if (this.#released.size > 0) this.#noting ??= this.#note();
      }, RETRY_MS).unref();
    }
  }

  #again(one: { readonly package: PackageId; readonly client: number }): void {
    this.#released.set(keyOf(one.package, one.client), one);
  }
}

function keyOf(packageId: PackageId, client: number): string {
  return `${packageId}/${String(client)}`;
}
