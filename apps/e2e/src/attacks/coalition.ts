import { newPerson, routes, setup as setupForm, type NewPerson, type Setup } from '@entente/contracts';
import { testDatabase, type TestDatabase } from '@entente/testing';
import { Api } from '../harness/api.js';
import { ServerProcess } from '../harness/server-process.js';
import { LogReader } from './log-reader.js';

const PASSWORD = 'a long enough secret for tests';

/** The attackers' delegation, CH, joins after the first package was made: to them that package does not exist. */
const EARLY = { sec: 'SEC', ada: 'AU', jan: 'JP' } as const;
const LATE = { eve: 'CH', mal: 'CH' } as const;
export type Name = 'admin' | keyof typeof EARLY | keyof typeof LATE;
export const HOSTILE: readonly Name[] = ['eve', 'mal'];

/** Sections by what they are for. */
export interface Documents {
  /** Where the bystander types and the attacks go. */
  readonly open: string;
  /** Another open one. */
  readonly other: string;
  /** Agreed and closed. */
  readonly closed: string;
  /** Taken out of the text. */
  readonly removed: string;
  readonly structure: string;
  /** Of a package that the attackers' delegation takes no part in. */
  readonly secret: string;
}

/** Everything that stands before anybody attacks. */
export interface Scene {
  readonly database: TestDatabase;
  readonly server: ServerProcess;
  readonly log: LogReader;
  readonly apis: ReadonlyMap<Name, Api>;
  readonly people: ReadonlyMap<Name, string>;
  readonly package: string;
  readonly secretPackage: string;
  readonly documents: Documents;
}

export function account(name: Name): { readonly email: string; readonly password: string } {
  return { email: `${name}@attacks.example`, password: PASSWORD };
}

/** A real server on a database of its own, and a coalition with two packages, made over the public API. */
export async function prepare(label: string, settings: Readonly<Record<string, string>>): Promise<Scene> {
  const database = await testDatabase(label);
  // Many a test asks for a ticket: that is no flood.
  const server = await ServerProcess.start(database, { REQUESTS_PER_MINUTE: '100000', ...settings });
  const apis = new Map<Name, Api>();
  for (const name of ['admin', ...Object.keys(EARLY), ...Object.keys(LATE)] as Name[]) {
    apis.set(name, new Api(server.address, account(name)));
  }
  const { admin, sec } = { admin: of(apis, 'admin'), sec: of(apis, 'sec') };
  await new Api(server.address).call('setup', { body: setup() });
  const secret = await addPackage(sec);
  await addLate(admin);
  const shared = await addPackage(sec);
  const [open, other, closed, removed] = shared.articles;
  const [hidden] = secret.articles;
  if (!open || !other || !closed || !removed || !hidden) throw new Error('too few articles');
  await sec.call('closeSection', { params: { package: shared.package, document: closed } });
  await sec.call('removeSection', { params: { package: shared.package, document: removed } });
  const { people } = await admin.call('people', {});
  return {
    database,
    server,
    log: await LogReader.open(database.adminUrl),
    apis,
    people: new Map(people.map(({ name, id }) => [name as Name, id])),
    package: shared.package,
    secretPackage: secret.package,
    documents: { open, other, closed, removed, structure: shared.structure, secret: hidden },
  };
}

function of(apis: ReadonlyMap<Name, Api>, name: Name): Api {
  const api = apis.get(name);
  if (api === undefined) throw new Error(`nobody is called ${name}`);
  return api;
}

function person(name: keyof typeof EARLY | keyof typeof LATE): NewPerson {
  const delegation = { ...EARLY, ...LATE }[name];
  const role = delegation === 'SEC' ? ('secretariat' as const) : ('delegate' as const);
  return newPerson.parse({ name, ...account(name), delegation, roles: [role] });
}

function setup(): Setup {
  const partner = (code: string, order: number): object => ({
    code,
    name: `Partner ${code}`,
    order,
    weight: 1,
  });
  return setupForm.parse({
    coalition: { name: 'Attacked Coalition', slug: 'attacked', seat: 'Nowhere', timeZone: 'UTC' },
    administrator: { name: 'admin', ...account('admin') },
    partners: [partner('AU', 1), partner('JP', 2)],
    people: (Object.keys(EARLY) as (keyof typeof EARLY)[]).map((name) => ({
      ...person(name),
      powers: ['speak', 'propose'],
    })),
  });
}

async function addLate(admin: Api): Promise<void> {
  const partner = { code: 'CH', name: 'Partner CH', order: 3, weight: 1 };
  await admin.call('addPartner', { body: routes.addPartner.body.parse(partner) });
  for (const name of Object.keys(LATE) as (keyof typeof LATE)[]) {
    const { id } = await admin.call('addPerson', { body: person(name) });
    const mandate = { person: id, powers: ['speak'], from: 0, to: null, accreditedBy: 'a note' };
    await admin.call('addMandate', { body: routes.addMandate.body.parse(mandate) });
  }
}

/** A package of the secretariat's, imported: four articles. */
export async function addPackage(
  secretariat: Api,
  articles = 4,
): Promise<{ package: string; structure: string; articles: readonly string[] }> {
  const bytes = new TextEncoder().encode(act(articles));
  const made = await secretariat.call('importPackage', { bytes });
  if (made.package === null) throw new Error('nothing was imported');
  const view = await secretariat.call('package', { params: { package: made.package.id } });
  const found = view.sections.filter(({ kind }) => kind === 'article').map(({ document }) => document);
  return { package: view.id, structure: view.structure, articles: found };
}

function act(articles: number): string {
  const body = Array.from({ length: articles }, (_, index) => {
    const id = `art_${String(index + 1)}`;
    const text = 'Funds belonging to the persons listed shall be frozen without delay.';
    return `<article eId="${id}"><num>Article ${String(index + 1)}</num><heading>Freezing</heading>
      <paragraph eId="${id}__para_1"><num>1.</num><content><p>${text}</p></content></paragraph></article>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
  <act name="jointDecision">
    <preface><longTitle><p>Joint decision under attack</p></longTitle></preface>
    <preamble>
      <formula name="enacting"><p>THE PARTNERS OF THE COALITION,</p></formula>
      <recitals><intro><p>Whereas:</p></intro>
        <recital eId="recs__rec_1"><num>(1)</num><p>What is promised is tested.</p></recital>
      </recitals>
      <formula name="adopted"><p>HAVE ADOPTED THIS DECISION:</p></formula>
    </preamble>
    <body>${body.join('\n')}</body>
  </act>
</akomaNtoso>
`;
}
