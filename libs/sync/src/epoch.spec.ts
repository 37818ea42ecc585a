import type { Join } from '@entente/contracts';
import { MemoryLeaseStore } from './memory-log.kit.js';
import { PACKAGE, turns, World } from './world.kit.js';

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
    expect(world.events).toEqual([{ kind: 'leases-failed', error: new Error('away') }]);
    leases.epoch = epoch;
    expect((await anna.join([])).verdict).toBe('joined');
  });

  it('[S185] when it changes while people type, they are sent away, and nothing that was in memory comes to the new store', async () => {
    const leases = new MemoryLeaseStore();
    const world = new World({ leases });
    const article = await world.article(1);
    const [anna, ben] = [world.person(1), world.person(2)];
    await anna.join([article]);
    await ben.join([article]);
    let land = (): void => undefined;
    world.log.gate = new Promise((resolve) => (land = resolve));
    anna.type(article, ' in flight');
    await turns();
    ben.type(article, ' waiting');
    leases.storeEpoch = OTHER;
    world.engine.storeChanged();
    expect([anna.closed, ben.closed]).toEqual(['EPOCH_CHANGED', 'EPOCH_CHANGED']);
    expect(world.engine.counts()).toEqual({ rooms: 0, sessions: 0, pending: 0 });
    // The flight lands in whichever store is there; what it says is nobody's verdict any more.
    const heard = [anna, ben].map((person) => person.frames('updates').length);
    land();
    world.log.gate = null;
    await turns();
    expect(world.logged(article)).not.toContain('waiting');
    expect([anna, ben].map((person) => person.frames('updates').length)).toEqual(heard);
    expect(world.engine.counts().rooms).toBe(0);
    const again = world.person(1);
    expect((await again.join([article])).epoch).toBe(OTHER);
    expect(await again.session.join({ ...message, epoch: OTHER })).toMatchObject({ verdict: 'joined' });
  });
});
