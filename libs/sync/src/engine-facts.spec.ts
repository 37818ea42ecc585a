import { defaultEngineLimits } from './engine-limits.js';
import type { EngineEvent } from './engine-types.js';
import { PACKAGE, turns, World } from './world.kit.js';

const of = <Kind extends EngineEvent['kind']>(
  world: World,
  kind: Kind,
): Extract<EngineEvent, { kind: Kind }>[] =>
  world.events.filter((event): event is Extract<EngineEvent, { kind: Kind }> => event.kind === kind);

describe('what the engine tells whoever operates it', () => {
  it('[S150] each flight is told once, with what the log took of it', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    const before = of(world, 'flight').length;
    anna.type(article, ' of');
    anna.type(article, ' persons');
    await turns();
    const flights = of(world, 'flight').slice(before);
    const rows = world.log.rows(article).slice(-2);
    expect(flights).toEqual([
      {
        kind: 'flight',
        rows: 2,
        documents: 1,
        recorded: 2,
        bytes: rows.reduce((sum, row) => sum + row.bytes.length, 0),
        inspectMs: 0,
        ms: 0,
      },
    ]);
  });

  it('[S150] rows that the log did not take are not told as recorded', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    const before = of(world, 'flight').length;
    world.log.setState(article, 'closed');
    anna.type(article, ' too late');
    await turns();
    expect(of(world, 'flight').slice(before)).toMatchObject([{ rows: 1, recorded: 0, bytes: 0 }]);
    expect(of(world, 'refused')).toMatchObject([{ document: article, code: 'DOC_CLOSED' }]);
  });

  it('[S150] joins, snapshots and connections that the engine ended are told', async () => {
    const world = new World({ limits: { snapshotRows: 1 } });
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    anna.type(article, '!');
    await turns();
    anna.backlog = defaultEngineLimits.bufferedBytes + 1;
    world.engine.changed(PACKAGE, ['package']);
    expect(of(world, 'joined').at(-1)).toEqual({ kind: 'joined', documents: 1, ms: 0 });
    expect(of(world, 'snapshot').at(-1)).toMatchObject({ document: article, ms: 0 });
    expect(of(world, 'closed')).toMatchObject([{ code: 'SLOW', holder: { delegation: 'AU' } }]);
  });

  it('[S151] the inventory names each room with its state and size, and no word of it', async () => {
    const world = new World();
    const article = await world.article(1, 'Unmistakable');
    const anna = world.person(1);
    await anna.join([article]);
    anna.type(article, ' words');
    const flying = world.engine.inventory()[0];
    await turns();
    const rows = world.log.rows(article);
    expect(flying).toMatchObject({ pending: 1, head: 1 });
    expect(world.engine.inventory()).toEqual([
      {
        document: article,
        package: PACKAGE,
        kind: 'article',
        state: 'open',
        phase: 'ready',
        head: 2,
        members: 1,
        pending: 0,
        bytes: rows.reduce((sum, row) => sum + row.bytes.length, 0),
      },
    ]);
    expect(anna.session.facts()).toEqual({ package: PACKAGE, documents: 1 });
    const told = JSON.stringify([world.engine.inventory(), world.events]);
    expect(told).not.toMatch(/Unmistakable|Person 1/);
  });
});
