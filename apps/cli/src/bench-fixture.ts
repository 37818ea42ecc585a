import { parseArgs } from 'node:util';
import { err, ok, type Result } from '@entente/kernel';
import { fixtureAct, fixtureCoalition, type FixturePerson } from './bench-coalition.js';
import { PublicApi } from './public-api.js';

export const benchFixtureHelp = `entente bench-fixture --documents N --people M [--server URL]

Sets up a coalition for measurements on an empty server and prints, as JSON, what a load generator needs to get in by the
public way: addresses, the package, its documents, and the credentials of M people who may write.

  --documents N   articles in the package, each a document of its own (1 to 500)
  --people M      people with the right to write (1 to 900)
  --server URL    the server, default http://localhost:3000; its store must be empty`;

interface Options {
  readonly documents: number;
  readonly people: number;
  readonly server: string;
}

/** Why nothing was made, in one sentence. */
interface Refused {
  readonly message: string;
}

/** Runs the command; the value is the JSON to print. `help` asked for gives the help text. */
export async function benchFixture(args: readonly string[]): Promise<Result<string, Refused>> {
  const options = readOptions(args);
  if (!options.ok) return options;
  if (options.value === 'help') return ok(benchFixtureHelp);
  const { documents, people, server } = options.value;
  const api = new PublicApi(server);
  const coalition = fixtureCoalition(people);
  const made = await api.call('POST', '/setup', coalition.setup);
  if (!made.ok) return made;
  return makePackage(api, { documents, server, people: coalition.writers, secretary: coalition.secretary });
}

async function makePackage(
  api: PublicApi,
  plan: Omit<Options, 'people'> & { people: readonly FixturePerson[]; secretary: FixturePerson },
): Promise<Result<string, Refused>> {
  const session = await api.call<{ accessToken: string }>('POST', '/session', {
    email: plan.secretary.email,
    password: plan.secretary.password,
  });
  if (!session.ok) return session;
  const secretariat = api.as(session.value.accessToken);
  const imported = await secretariat.upload<{ package: { id: string } }>(
    '/packages/import',
    'application/akn+xml',
    fixtureAct(plan.documents),
  );
  if (!imported.ok) return imported;
  const id = imported.value.package.id;
  const view = await secretariat.call<PackageView>('GET', `/packages/${id}`);
  if (!view.ok) return view;
  return ok(JSON.stringify(description(plan.server, view.value, plan.people), null, 2));
}

interface PackageView {
  readonly id: string;
  readonly structure: string;
  readonly sections: readonly { readonly document: string; readonly kind: string }[];
}

function description(server: string, view: PackageView, people: readonly FixturePerson[]): object {
  const origin = new URL(server).origin;
  return {
    form: 'entente-bench-fixture/1',
    addresses: {
      server: origin,
      signIn: `${origin}/api/v1/session`,
      socketTicket: `${origin}/api/v1/session/socket-ticket`,
      socket: `${origin}/sync`,
      socketPath: '/socket.io/',
      ready: `${origin}/health/ready`,
    },
    origin,
    package: view.id,
    structure: view.structure,
    documents: view.sections.map(({ document, kind }) => ({ document, kind })),
    people,
  };
}

function readOptions(args: readonly string[]): Result<Options | 'help', Refused> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        documents: { type: 'string' },
        people: { type: 'string' },
        server: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return ok('help');
    const documents = count(values.documents, 500);
    const people = count(values.people, 900);
    if (documents === undefined) return err({ message: '--documents takes a number from 1 to 500.' });
    if (people === undefined) return err({ message: '--people takes a number from 1 to 900.' });
    const server = values.server ?? 'http://localhost:3000';
    if (!URL.canParse(server)) return err({ message: `--server takes an address, not "${server}".` });
    return ok({ documents, people, server });
  } catch (error) {
    return err({ message: `${error instanceof Error ? error.message : String(error)}` });
  }
}

function count(text: string | undefined, most: number): number | undefined {
  const value = Number(text);
  return text !== undefined && Number.isInteger(value) && value >= 1 && value <= most ? value : undefined;
}
