import type { PackageId } from '@entente/kernel';
import type { Holder } from '@entente/sync';
import type { Query } from './query.js';

/** Client ids in PostgreSQL, where the key of the table lets no id be bound twice in a package. */
export class PostgresLeases {
  readonly #query: Query;

  constructor(query: Query) {
    this.#query = query;
  }

  async bind(packageId: PackageId, client: number, holder: Holder): Promise<boolean> {
    const bound = await this.#query({
      name: 'lease-bind',
      text: `INSERT INTO client_binding (package, client, person, delegation) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING RETURNING client`,
      values: [packageId, client, holder.person, holder.delegation],
    });
    return bound.length === 1;
  }

  async newestOf(packageId: PackageId, holder: Holder, most: number): Promise<number[]> {
    const rows = await this.#query<{ client: number }>({
      name: 'lease-newest',
      text: `SELECT client::float8 AS client FROM client_binding
        WHERE package = $1 AND person = $2 AND delegation = $3 ORDER BY since DESC LIMIT $4`,
      values: [packageId, holder.person, holder.delegation, most],
    });
    return rows.map(({ client }) => client);
  }

  async boundAmong(packageId: PackageId, holder: Holder, clients: readonly number[]): Promise<number[]> {
    const rows = await this.#query<{ client: number }>({
      name: 'lease-among',
      text: `SELECT client::float8 AS client FROM client_binding
        WHERE package = $1 AND client = ANY ($2::bigint[]) AND person = $3 AND delegation = $4`,
      values: [packageId, clients, holder.person, holder.delegation],
    });
    return rows.map(({ client }) => client);
  }
}
