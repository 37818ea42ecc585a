import type { PackageId } from '@entente/kernel';
import type { Holder } from '@entente/sync';
import { Together } from '../together.js';
import type { Query } from './query.js';

interface Newest extends Holder {
  readonly package: PackageId;
  readonly most: number;
}

/** Client ids in PostgreSQL, where the key of the table lets no id be bound twice in a package. */
export class PostgresLeases {
  readonly #query: Query;
  readonly #newest = new Together<Newest, number[]>(async (asked) => this.#newestOfAll(asked));

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
    const { person, delegation } = holder;
    return this.#newest.ask({ package: packageId, person, delegation, most });
  }

  async #newestOfAll(asked: readonly Newest[]): Promise<number[][]> {
    const rows = await this.#query<{ at: number; clients: number[] }>({
      name: 'lease-newest',
      text: `SELECT a.at::float8 AS at, array_agg(b.client::float8) AS clients
        FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[]) WITH ORDINALITY AS a (package, person, delegation, most, at)
        CROSS JOIN LATERAL (
          SELECT client FROM client_binding c
          WHERE c.package = a.package AND c.person = a.person AND c.delegation = a.delegation
          ORDER BY since DESC LIMIT a.most) AS b
        GROUP BY a.at`,
      values: [
        asked.map((one) => one.package),
        asked.map(({ person }) => person),
        asked.map(({ delegation }) => delegation),
        asked.map(({ most }) => most),
      ],
    });
    const found = new Map(rows.map(({ at, clients }) => [at, clients]));
    return asked.map((_, index) => found.get(index + 1) ?? []);
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
