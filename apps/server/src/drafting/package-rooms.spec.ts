import type { DelegationCode, PackageId } from '@entente/kernel';
import type { PackageDirectory } from './drafting.types.js';
import { PackageRooms } from './package-rooms.js';
import type { Query } from './query.js';

const PACKAGE = 'a0000000-0000-4000-8000-000000000001' as PackageId;

describe('what access asks about a package', () => {
  it('[S173] stays the same object until a reading finds something new', async () => {
    const rows = [{ id: 'd', package: PACKAGE, kind: 'article', removed: false }];
    const known = { parties: ['AA' as DelegationCode], delegationsMay: 'write' };
    const factsNow = () => ({
      subject: { kind: 'package', parties: [...known.parties] },
      delegationsMay: known.delegationsMay,
    });
    // Of the directory and of the query only what rooms ask for: the facts and the rows.
    const directory = {
      factsOf: async () => Promise.resolve(factsNow()),
      factsOfAll: async () => Promise.resolve(new Map([[PACKAGE, factsNow()]])),
    } as unknown as PackageDirectory;
    const query = (async () => Promise.resolve(rows.map((row) => ({ ...row })))) as unknown as Query;
    const rooms = new PackageRooms(query, directory);
    rooms.enter(PACKAGE);
    const first = await rooms.read(PACKAGE);
    expect(await rooms.read(PACKAGE)).toBe(first);
    expect(await rooms.sweep()).toEqual([]);
    expect(rooms.facts(PACKAGE)).toBe(first);
    known.parties = ['AA' as DelegationCode, 'BB' as DelegationCode];
    expect(await rooms.sweep()).toEqual([PACKAGE]);
    const second = rooms.facts(PACKAGE);
    expect(second?.subject).toEqual({ kind: 'package', parties: ['AA', 'BB'] });
    rows.push({ id: 'e', package: PACKAGE, kind: 'article', removed: false });
    const third = await rooms.read(PACKAGE);
    expect([...(third?.documents.keys() ?? [])]).toEqual(['d', 'e']);
    known.delegationsMay = 'comment';
    expect(await rooms.sweep()).toEqual([PACKAGE]);
  });

  it('[S191] is kept until the last connection has left, and not for one that left while it was read', async () => {
    const known = { subject: { kind: 'package', parties: [] }, delegationsMay: 'write' };
    // Only what rooms ask of the directory and of the query.
    let answer = (): void => undefined;
    const directory = {
      factsOf: async () =>
        new Promise((resolve) => {
          answer = () => {
            resolve(known);
          };
        }),
    } as unknown as PackageDirectory;
    const query = (async () => Promise.resolve([])) as unknown as Query;
    const rooms = new PackageRooms(query, directory);
    const read = async (): Promise<unknown> => {
      const reading = rooms.read(PACKAGE);
      answer();
      return reading;
    };
    rooms.enter(PACKAGE);
    rooms.enter(PACKAGE);
    await read();
    rooms.leave(PACKAGE);
    expect(rooms.facts(PACKAGE)).toMatchObject(known);
    rooms.leave(PACKAGE);
    expect(rooms.facts(PACKAGE)).toBeUndefined();
    rooms.enter(PACKAGE);
    const reading = rooms.read(PACKAGE);
    rooms.leave(PACKAGE);
    answer();
    expect(await reading).toMatchObject(known);
    expect(rooms.facts(PACKAGE)).toBeUndefined();
  });
});
