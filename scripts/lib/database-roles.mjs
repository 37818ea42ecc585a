/**
 * A database of its own with two logins (`SECURITY §4.9`): `<name>_owner` owns it and runs migrations, `<name>_app` is the
 * running process and may do what migrations grant it. Neither can connect to any other database.
 * @param {(sql: string) => Promise<unknown>} server runs one statement on the server as its superuser
 * @param {(sql: string) => Promise<unknown>} inside the same, inside the new database (called after it exists)
 * @param {{ name: string, ownerPassword: string, appPassword: string }} database
 */
export async function prepareDatabase(server, inside, { name, ownerPassword, appPassword }) {
  const [owner, app] = [`${name}_owner`, `${name}_app`];
  await login(server, owner, ownerPassword);
  await login(server, app, appPassword);
  await server(`CREATE DATABASE ${name} OWNER ${owner}`).catch((error) => {
    // 42P04 duplicate_database: a second start on the same folder.
    if (error.code !== '42P04') throw error;
  });
  await server(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await server(`GRANT CONNECT ON DATABASE ${name} TO ${owner}, ${app}`);
  await inside(`ALTER SCHEMA public OWNER TO ${owner}`);
  await inside(`REVOKE ALL ON SCHEMA public FROM PUBLIC`);
  await inside(`GRANT USAGE ON SCHEMA public TO ${app}`);
}

/** PostgreSQL's own databases are open to every login until this has run once. */
export async function closeDefaultDatabases(server) {
  await server('REVOKE CONNECT ON DATABASE postgres FROM PUBLIC');
  await server('REVOKE CONNECT ON DATABASE template1 FROM PUBLIC');
}

async function login(server, role, password) {
  if (!/^[\w-]+$/.test(password)) throw new Error('a password of a role is of base64url characters only');
  const attributes = `LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '${password}'`;
  await server(`CREATE ROLE ${role} ${attributes}`).catch(async (error) => {
    // 42710 duplicate_object: it is there from an earlier start; its password is new at each.
    if (error.code !== '42710') throw error;
    await server(`ALTER ROLE ${role} ${attributes}`);
  });
}
