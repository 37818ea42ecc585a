/** Hocuspocus with its database extension and its default debounce, on a table of the same PostgreSQL. */
import { Database } from '@hocuspocus/extension-database';
import { Server } from '@hocuspocus/server';
import pg from 'pg';
import { givenPort, ready } from './ready.js';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] });
// An idle connection that breaks is replaced by the pool; without a listener it would end the process.
pool.on('error', () => undefined);
await pool.query('CREATE TABLE IF NOT EXISTS document (name text PRIMARY KEY, state bytea NOT NULL)');

const server = new Server({
  port: givenPort(),
  address: '127.0.0.1',
  quiet: true,
  extensions: [
    new Database({
      fetch: async ({ documentName }) => {
        const { rows } = await pool.query<{ state: Buffer }>('SELECT state FROM document WHERE name = $1', [
          documentName,
        ]);
        return rows[0]?.state ?? null;
      },
      store: async ({ documentName, state }) => {
        await pool.query(
          'INSERT INTO document VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET state = excluded.state',
          [documentName, state],
        );
      },
    }),
  ],
});
await server.listen();
ready();
