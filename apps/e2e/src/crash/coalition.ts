import type { PackageId } from '@entente/kernel';
import { PackageConnection } from '@entente/sync/client';
import { seededRandom, waitFor, type SeededRandom } from '@entente/testing';
import { Api } from '../harness/api.js';
import { Typist } from './typist.js';

const PATIENCE_MS = 90_000;

type Account = Awaited<ReturnType<typeof demo>>['accounts'][number];

async function demo(address: string) {
  return new Api(address).call('setupDemo', {});
}

/** The demo coalition at its package, some of its delegates typing. */
export interface Coalition {
  readonly accounts: readonly Account[];
  readonly packageId: PackageId;
  readonly typists: readonly Typist[];
  /** Signed in for the secretariat. */
  readonly secretariat: Api;
  /** One more client of somebody who may read. */
  observe(): PackageConnection;
}

/** Loads the demo and connects `count` delegates, each with a chance of their own drawn from `random`. */
export async function gather(address: string, count: number, random: SeededRandom): Promise<Coalition> {
  const { accounts } = await demo(address);
  const delegates = accounts.filter(({ roles }) => roles.includes('delegate')).slice(0, count);
  const secretary = accounts.find(({ roles }) => roles.includes('secretariat'));
  if (secretary === undefined || delegates.length < count)
    throw new Error('the demo is smaller than expected');
  const secretariat = new Api(address, secretary);
  const [first] = (await secretariat.call('packages', {})).packages;
  if (first === undefined) throw new Error('the demo has no package');
  const packageId = first.id;
  const open = (api: Api): PackageConnection =>
    new PackageConnection({
      url: address,
      origin: address,
      package: packageId,
      getTicket: async () => api.ticket(),
    });
  const typists = delegates.map((account, index) => {
    const connection = open(new Api(address, account));
    return new Typist(`w${String(index)}`, connection, seededRandom(random.integer(2 ** 31)));
  });
  for (const { connection } of typists) connection.connect();
  await allOpen(typists);
  return { accounts, packageId, typists, secretariat, observe: () => open(secretariat) };
}

/** Resolves when every typist is connected, and has all of the package. */
export async function allOpen(typists: readonly Typist[]): Promise<void> {
  await waitFor(
    'every client to be open and synced',
    () => typists.every(({ connection }) => connection.status === 'open' && connection.synced),
    PATIENCE_MS,
  );
}

/** Everyone types until `enough`, one edit after another with the event loop in between. */
export async function typeUntil(typists: readonly Typist[], enough: () => boolean): Promise<void> {
  await waitFor(
    'enough typing',
    () => {
      for (const typist of typists) typist.edit();
      return enough();
    },
    PATIENCE_MS,
  );
}
