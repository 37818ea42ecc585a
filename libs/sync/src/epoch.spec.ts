import type { Join } from '@entente/contracts';
import { MemoryLeaseStore } from './memory-log.kit.js';
import { PACKAGE, World } from './world.kit.js';

const message: Join = { package: PACKAGE, schema: 'entente-document/1', documents: [] };
const OTHER = 'e0000000-0000-4000-8000-000000000002';

describe('the epoch of the store', () => {
  it('[S87] is told at each join; whoever comes with another is refused, and keeps no lease of it', async () => {
    const leases = new MemoryLeaseStore();
    const world = new World({ leases });
    const anna = world.person(1);
    const before = await anna.join([]);
    expect(before.epoch).toBe(leases.storeEpoch);
    anna.session.end();

    const again = world.person(1);
    const refusal = { verdict: 'refused', code: 'EPOCH_CHANGED', retry: 'reload' };
    expect(await again.session.join({ ...message, lease: before.lease, epoch: OTHER })).toEqual(refusal);
    const anew = await again.join([]);
    expect([anew.epoch, anew.lease === before.lease]).toEqual([leases.storeEpoch, false]);
    expect(await again.session.join({ ...message, epoch: anew.epoch })).toMatchObject({ verdict: 'joined' });
    expect(await again.session.join({ ...message, epoch: OTHER })).toEqual(refusal);
  });

  it('[S87] a store that cannot be asked puts the join off', async () => {
    const leases = new MemoryLeaseStore();
    const { epoch } = leases;
    leases.epoch = () => Promise.reject(new Error('away'));
    const world = new World({ leases });
    const anna = world.person(1);
    expect(await anna.session.join(message)).toMatchObject({ code: 'UNAVAILABLE', retry: 'later' });
    leases.epoch = epoch;
    expect((await anna.join([])).verdict).toBe('joined');
  });
});
