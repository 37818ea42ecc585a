import type { MaintenanceTarget } from '@entente/contracts';
import { err, ok, type DocumentId, type PackageId, type Result } from '@entente/kernel';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import type { Outcome } from './outcome.js';
import { PublicApi } from './public-api.js';

const adminHelp = `entente admin read-only on|off [--package ID | --document ID] --email ADDRESS [--server URL]
entente admin new-epoch --email ADDRESS [--server URL]

read-only
Cuts the whole system, one package or one document over to read-only for maintenance, or ends that. It answers once
nothing more is recorded there, on any server process; it survives restarts. What people have typed and was not recorded
is kept on their side, and recorded by itself afterwards.

new-epoch
Says that the database was restored from a backup. The server notices most restores by itself; this is for the others, as when the
whole machine went back with it. Everybody fetches the text anew, and is offered the words of theirs that it does not have.

Each call is a security event with the person's id.

  --package ID           this package only, sections and their order
  --document ID          this document only
  --email ADDRESS        an administrator with a mandate to administer
  --password-file FILE   the first line of FILE is the password; without it ENTENTE_PASSWORD, else it is asked for
  --server URL           the server, default http://localhost:3000

Ends with 0 if it was done, 1 if the server refused, 2 if the command was not understood.`;

type Task =
  | { readonly kind: 'read-only'; readonly isOn: boolean; readonly target: MaintenanceTarget }
  | { readonly kind: 'new-epoch' };

interface Options {
  readonly task: Task;
  readonly email: string;
  readonly passwordFile: string | undefined;
  readonly server: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Runs `admin` with its arguments. */
export async function admin(args: readonly string[]): Promise<Outcome> {
  const options = readOptions(args);
  if (!options.ok) return { exit: 2, errors: `${options.error}\n\n${adminHelp}` };
  if (options.value === 'help') return { exit: 0, output: adminHelp };
  const password = await passwordFor(options.value);
  return password.ok ? carryOut(options.value, password.value) : { exit: 2, errors: password.error };
}

async function carryOut({ server, email, task }: Options, password: string): Promise<Outcome> {
  const api = new PublicApi(server);
  const session = await api.call<{ accessToken: string }>('POST', '/session', { email, password });
  if (!session.ok) return { exit: 1, errors: session.error.message };
  const signedIn = api.as(session.value.accessToken);
  const outcome = task.kind === 'new-epoch' ? await renew(signedIn) : await cutOver(signedIn, task);
  await signedIn.call('DELETE', '/session');
  return outcome;
}

async function renew(api: PublicApi): Promise<Outcome> {
  const renewed = await api.call<{ epoch: string }>('POST', '/system/epoch', {});
  if (!renewed.ok) return { exit: 1, errors: renewed.error.message };
  return { exit: 0, output: `A new epoch of the store has begun: ${renewed.value.epoch}.` };
}

async function cutOver(
  api: PublicApi,
  { target, isOn }: Extract<Task, { kind: 'read-only' }>,
): Promise<Outcome> {
  const set = await api.call<{ documents: number }>('POST', '/system/maintenance', {
    target,
    readOnly: isOn,
  });
  if (!set.ok) return { exit: 1, errors: set.error.message };
  const what = target.scope === 'system' ? 'the whole system' : `${target.scope} ${target.id}`;
  const state = isOn ? 'Read-only for maintenance' : 'No longer read-only for maintenance';
  return { exit: 0, output: `${state}: ${what}; documents changed: ${String(set.value.documents)}.` };
}

function readOptions(args: readonly string[]): Result<Options | 'help', string> {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        package: { type: 'string' },
        document: { type: 'string' },
        email: { type: 'string' },
        'password-file': { type: 'string' },
        server: { type: 'string', default: 'http://localhost:3000' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return err((error as Error).message);
  }
  const { values, positionals } = parsed;
  if (values.help === true) return ok('help');
  if (!URL.canParse(values.server)) return err('--server is not an address.');
  const task = taskOf(positionals, values);
  if (!task.ok) return task;
  const { email, 'password-file': passwordFile, server } = values;
  if (email === undefined) return err('Say who you are: --email.');
  return ok({ task: task.value, email, passwordFile, server });
}

function taskOf(
  [what, state, ...rest]: readonly string[],
  values: { readonly package?: string; readonly document?: string },
): Result<Task, string> {
  const target = targetOf(values.package, values.document);
  if (!target.ok) return target;
  if (what === 'new-epoch' && state === undefined) {
    return target.value.scope === 'system'
      ? ok({ kind: what })
      : err('The store is one: no --package, no --document.');
  }
  if (what !== 'read-only' || (state !== 'on' && state !== 'off') || rest.length > 0)
    return err('Say: read-only on, read-only off, or new-epoch.');
  return ok({ kind: what, isOn: state === 'on', target: target.value });
}

function targetOf(
  packageId: string | undefined,
  document: string | undefined,
): Result<MaintenanceTarget, string> {
  if (packageId !== undefined && document !== undefined) return err('Either --package or --document.');
  const id = packageId ?? document;
  if (id === undefined) return ok({ scope: 'system' });
  if (!UUID.test(id)) return err(`“${id}” is no id.`);
  return ok(
    document === undefined
      ? { scope: 'package', id: id as PackageId }
      : { scope: 'document', id: id as DocumentId },
  );
}

/** Never from the command line: other users of the machine can read that. */
async function passwordFor({ passwordFile, email }: Options): Promise<Result<string, string>> {
  if (passwordFile !== undefined) {
    // Whatever kept it from being read, the answer below names the file as the fault.
    const content = await readFile(passwordFile, 'utf8').catch(() => undefined);
    const line = content?.split('\n')[0]?.replace(/\r$/, '');
    return line === undefined || line === '' ? err('The password file could not be read.') : ok(line);
  }
  const fromEnvironment = process.env['ENTENTE_PASSWORD'];
  if (fromEnvironment !== undefined) return ok(fromEnvironment);
  if (!process.stdin.isTTY) return err('No password: give --password-file or ENTENTE_PASSWORD.');
  process.stderr.write(`Password of ${email}: `);
  // What is typed is not shown.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const asked = createInterface({ input: process.stdin, output: silent, terminal: true });
  const typed = await asked.question('');
  asked.close();
  process.stderr.write('\n');
  return ok(typed);
}
