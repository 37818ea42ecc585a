import pg from 'pg';

export interface Copied {
  readonly procedure: string;
  readonly package: string;
}

/**
 * Copies one open procedure with its package so many times, straight in the database: the same terms, members and deadline, under ids of
 * their own. For what is only worth measuring in great numbers.
 */
export async function copyProcedure(adminUrl: string, of: Copied, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(
      `CREATE TEMP TABLE copy AS SELECT gen_random_uuid() AS package, gen_random_uuid() AS procedure, n
       FROM generate_series(1, $1::int) n`,
      [count],
    );
    // A record of its own begins at its first act: the copies bring none.
    await client.query(
      `INSERT INTO package SELECT (jsonb_populate_record(p, jsonb_build_object('id', c.package,
         'sequence', (SELECT max(sequence) FROM package) + c.n, 'procedure', c.procedure, 'record_head', 0))).*
       FROM package p, copy c WHERE p.id = $1`,
      [of.package],
    );
    // The register goes on after them.
    await client.query(
      `UPDATE package_number r SET last = (SELECT max(sequence) FROM package p WHERE p.year = r.year)
       FROM package o WHERE o.id = $1 AND o.year = r.year`,
      [of.package],
    );
    await client.query(
      `INSERT INTO procedure SELECT (jsonb_populate_record(p, jsonb_build_object('id', c.procedure, 'package', c.package))).*
       FROM procedure p, copy c WHERE p.id = $1`,
      [of.procedure],
    );
    await client.query(
      `INSERT INTO procedure_event SELECT (jsonb_populate_record(e, jsonb_build_object('procedure', c.procedure,
         'body', replace(e.body::text, $1, c.procedure::text)::jsonb))).* FROM procedure_event e, copy c WHERE e.procedure = $1::uuid`,
      [of.procedure],
    );
  } finally {
    await client.end();
  }
}
