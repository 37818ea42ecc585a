import type { QueryRunner } from 'typeorm';

type Right = 'SELECT' | 'INSERT' | 'DELETE' | 'UPDATE' | `UPDATE (${string})`;

/**
 * Lets the running process do these things to `table` and no others. Nothing is granted by default: a record has no
 * `UPDATE` and no `DELETE` (SECURITY §4.9).
 */
export async function grantToApp(
  runner: QueryRunner,
  table: string,
  rights: readonly Right[],
): Promise<void> {
  const role = await appRole(runner);
  if (role === null) return;
  await runner.query(`GRANT ${rights.join(', ')} ON ${quoted(table)} TO ${quoted(role)}`);
}

/** Lets the running process read and write every table of a library's own schema, and call its functions; it makes none there. */
export async function grantSchemaToApp(runner: QueryRunner, schema: string): Promise<void> {
  const role = await appRole(runner);
  if (role === null) return;
  await runner.query(`GRANT USAGE ON SCHEMA ${quoted(schema)} TO ${quoted(role)}`);
  await runner.query(
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${quoted(schema)} TO ${quoted(role)}`,
  );
}

/**
 * Makes `table` a record: nobody changes or removes a row of it, its owner included, unless a superuser first takes the
 * trigger away. Holds for partitions too.
 */
export async function makeAppendOnly(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`
    CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'rows of % are a record and stay as they are', TG_TABLE_NAME USING ERRCODE = '42501';
    END $$`);
  await runner.query(`
    CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON ${quoted(table)}
    FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  await runner.query(`
    CREATE TRIGGER append_only_table BEFORE TRUNCATE ON ${quoted(table)}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
  // ALWAYS: also where session_replication_role would silence ordinary triggers.
  for (const trigger of ['append_only_rows', 'append_only_table']) {
    await runner.query(`ALTER TABLE ${quoted(table)} ENABLE ALWAYS TRIGGER ${trigger}`);
  }
}

/** The role that `migrate` was told of; null where the owner's own role runs the process. */
async function appRole(runner: QueryRunner): Promise<string | null> {
  const [row] = (await runner.query(
    `SELECT nullif(current_setting('entente.app_role', true), current_user) AS role`,
  )) as readonly { role: string | null }[];
  return row?.role === undefined || row.role === '' ? null : row.role;
}

function quoted(name: string): string {
  if (!/^[A-Za-z_][\w-]*$/.test(name)) throw new Error(`not a name of a table or a role: ${name}`);
  return `"${name}"`;
}
