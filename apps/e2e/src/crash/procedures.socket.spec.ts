import { routes } from '@entente/contracts';
import { steerClock, testDatabase, waitFor, type SteeredClock, type TestDatabase } from '@entente/testing';
import { randomUUID } from 'node:crypto';
import { addPackage } from '../attacks/coalition.js';
import { Api } from '../harness/api.js';
import { ServerProcess } from '../harness/server-process.js';
import { HaltingPlace, type Step } from './halting-place.js';

const HOUR = 3_600_000;
const SETTINGS = { CLOCK_TOLERANCE_MS: '1000000000000', CLOSING_SWEEP_SECONDS: '1' };
const at = (table: Extract<Step, { at: 'insert' }>['table']): Step => ({ at: 'insert', table });
const COMMIT: Step = { at: 'commit' };

/** Killed there → what a restart finds: nothing of it, or all of it. */
const OPENING: readonly (readonly [where: string, step: Step, stays: boolean])[] = [
  ['before its row', at('procedure'), false],
  ['before the record', at('formal_act'), false],
  ['before its events', at('procedure_event'), false],
  ['before anybody is told', at('notification'), false],
  ['while it commits', COMMIT, true],
];
const MESSAGE = OPENING.slice(1);

describe('kill -9 of the server at each step of a procedure', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  let clock: SteeredClock;
  let secretariat: Api;
  let chair: Api;
  let norway: Api;

  beforeAll(async () => {
    database = await testDatabase('procedure_crash');
    server = await ServerProcess.start(database, SETTINGS);
    const { accounts } = await new Api(server.address).call('setupDemo', {});
    const seat = (delegation: string, role: string): Api => {
      const account = accounts.find(
        (one) => one.delegation === delegation && one.roles.some((own) => own === role),
      );
      if (account === undefined) throw new Error(`the demo has no ${role} of ${delegation}`);
      return new Api(server.address, account);
    };
    [secretariat, chair, norway] = [
      seat('SEC', 'secretariat'),
      seat('PRES', 'chair'),
      seat('NO', 'head_of_delegation'),
    ];
    clock = await steerClock(database.adminUrl);
  }, 120_000);

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  async function frozen() {
    const { package: id } = await addPackage(secretariat, 1);
    const params = routes.package.params.parse({ package: id });
    const { packageHash } = await secretariat.call('tableVersion', { params, body: { revision: 1 } });
    return { params, packageHash };
  }
  type Frozen = Awaited<ReturnType<typeof frozen>>;

  const open = ({ params, packageHash }: Frozen) =>
    chair.call('openProcedure', {
      params,
      body: { packageHash, rulebook: { id: 'nato-silence', version: 1 } },
    });
  const proceduresOn = async ({ params }: Frozen) => (await chair.call('procedures', { params })).procedures;
  const acts = async ({ params }: Frozen, type: string): Promise<number> =>
    (await chair.call('record', { params })).acts.filter((act) => act.type === type).length;
  const told = async (procedure: string, kind: string): Promise<number> =>
    (await norway.call('notifications', {})).notifications.filter(
      (one) => one.procedure === procedure && one.kind === kind,
    ).length;

  /** Runs `doing` until its transaction stands at the step, kills the process there, and starts it again. */
  async function killedAt(step: Step, doing: () => Promise<unknown>): Promise<void> {
    const place = await HaltingPlace.set(database.adminUrl, step);
    const done = doing().then(
      () => 'answered',
      () => 'broken off',
    );
    await place.reached();
    await server.kill();
    expect(await done).toBe('broken off');
    await place.clear();
    await server.start();
  }

  it.each(OPENING)(
    '[R171] opening, killed %s',
    async (_where, step, stays) => {
      const text = await frozen();
      await killedAt(step, () => open(text));
      const found = await proceduresOn(text);
      const view = await chair.call('package', { params: text.params });
      expect([found.map(({ state }) => state), view.state]).toEqual(
        stays ? [['open'], 'decision'] : [[], 'frozen'],
      );
      if (!stays) await open(text);
      const [procedure] = await proceduresOn(text);
      expect(await acts(text, 'procedure.opened')).toBe(1);
      expect(await told(procedure?.id ?? '', 'procedure_opened')).toBe(1);
    },
    120_000,
  );

  it.each(MESSAGE)(
    '[R171] an objection, killed %s; sent again it is one',
    async (_where, step, stays) => {
      const text = await frozen();
      const { id: procedure, packageHash } = await open(text);
      const body = { act: 'object', packageHash, reason: 'Article 1.', nonce: randomUUID() } as const;
      const object = () => norway.call('act', { params: { procedure }, body });
      await killedAt(step, object);
      const [found] = await proceduresOn(text);
      expect([found?.state, found?.acts.length]).toEqual(stays ? ['broken', 1] : ['open', 0]);
      expect((await object()).state).toBe('broken');
      expect([await acts(text, 'procedure.acted'), await acts(text, 'procedure.closed')]).toEqual([1, 1]);
      expect(await told(procedure, 'objection')).toBe(1);
      expect((await chair.call('package', { params: text.params })).state).toBe('drafting');
    },
    120_000,
  );

  it.each(MESSAGE)(
    '[R171] closing, killed %s: adopted once, at the instant of the law',
    async (_where, step) => {
      const text = await frozen();
      const { id: procedure, deadlineAt } = await open(text);
      await killedAt(step, async () => {
        await clock.setTo((deadlineAt ?? 0) + 5_000);
        await waitFor('the closing to be answered, which it is not', async () => {
          await chair.call('procedure', { params: { procedure } });
          return false;
        });
      });
      const closed = await waitFor('the restarted server to have closed it', async () => {
        const [found] = await proceduresOn(text);
        return found?.closedAt === null ? null : found;
      });
      expect([closed.state, closed.closedAt]).toEqual(['adopted', (deadlineAt ?? 0) + 1]);
      expect(await acts(text, 'procedure.closed')).toBe(1);
      expect(await told(procedure, 'procedure_closed')).toBe(1);
      expect((await chair.call('package', { params: text.params })).state).toBe('adopted');
    },
    120_000,
  );

  it('[R157] down across the deadline: adopted at the next start, at the instant of the law; what came before still breaks', async () => {
    const [passes, breaks] = [await frozen(), await frozen()];
    const [first, second] = [await open(passes), await open(breaks)];
    const { packageHash } = second;
    await norway.call('act', {
      params: { procedure: second.id },
      body: { act: 'object', packageHash, reason: 'Article 1.', nonce: randomUUID() },
    });
    await server.kill();
    await clock.setTo((first.deadlineAt ?? 0) + 30 * HOUR);
    await server.start();
    const adopted = await waitFor('the boot to have closed it', async () => {
      const [found] = await proceduresOn(passes);
      return found?.closedAt === null ? null : found;
    });
    expect([adopted.state, adopted.cause, adopted.closedAt]).toEqual([
      'adopted',
      'silence',
      (first.deadlineAt ?? 0) + 1,
    ]);
    expect((await proceduresOn(breaks)).map(({ state }) => state)).toEqual(['broken']);
  }, 120_000);
});
