import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { MaintenancePause } from '@entente/contracts';
import type { DocumentId } from '@entente/kernel';
import { waitFor } from '@entente/testing';
import { Logger } from '@nestjs/common';
import * as Y from 'yjs';
import { ApiCaller, signedIn } from '../api-caller.js';
import { bootServer } from '../boot-server.js';
import { Stage, plain, words, type Person, type Text } from '../drafting/drafting.kit.js';
import { hashPassword } from '../identity/passwords.js';
import { PASSWORD } from '../small-coalition.js';

const ENTENTE = fileURLToPath(new URL('../../../cli/dist/main.js', import.meta.url));

describe('read-only for maintenance', () => {
  let stage: Stage;
  let text: Text;
  let ada: Person;
  let admin: Person;
  let api: ApiCaller;
  const first = (): DocumentId => text.articles[0] ?? text.structure;
  const second = (): DocumentId => text.articles[1] ?? text.structure;

  const set = async (target: object, readOnly: boolean): Promise<[number, unknown]> => {
    const { status, body } = await api.call('POST', '/system/maintenance', { target, readOnly });
    return [status, body];
  };
  const pauses = async (): Promise<MaintenancePause[]> => {
    const { body } = await api.call('GET', '/system/maintenance');
    return (body as { pauses: MaintenancePause[] }).pauses;
  };

  beforeAll(async () => {
    stage = await Stage.open('maintenance');
    ada = await stage.person('AU');
    admin = await stage.person('SEC', ['administrator'], ['administer']);
    const hash = await hashPassword(PASSWORD);
    await stage.admin.query(
      `UPDATE person SET email = 'admin@test.example', password_hash = $2 WHERE id = $1`,
      [admin.id, hash],
    );
    api = await signedIn(stage.server.address, 'admin@test.example', PASSWORD);
  }, 60_000);
  beforeEach(async () => {
    text = await stage.package('one', 'two');
  });
  afterEach(async () => {
    stage.hangUp();
    for (const { scope, target } of await pauses()) {
      await set(scope === 'system' ? { scope } : { scope, id: target }, false);
    }
  });
  afterAll(async () => {
    await stage.close();
  });

  it('[S116] what does not exist is not cut over, and the whole system has no id', async () => {
    for (const scope of ['package', 'document'])
      expect((await set({ scope, id: randomUUID() }, true))[0]).toBe(404);
    expect((await set({ scope: 'system', id: randomUUID() }, true))[0]).toBe(400);
    expect(await pauses()).toEqual([]);
  });

  it('[S175] what a cut-over would change is told before, and telling it changes nothing', async () => {
    const preview = async (target: object, readOnly: boolean): Promise<[number, unknown]> => {
      const { status, body } = await api.call('POST', '/system/maintenance/preview', { target, readOnly });
      return [status, body];
    };
    const whole = { scope: 'package', id: text.package };
    const one = { scope: 'document', id: first() };
    expect((await preview({ scope: 'package', id: randomUUID() }, true))[0]).toBe(404);
    expect(await preview(whole, true)).toEqual([200, { documents: 3, packages: 1, covered: 0 }]);
    expect(await preview(whole, false)).toEqual([200, { documents: 0, packages: 0, covered: 0 }]);
    expect(await pauses()).toEqual([]);
    await set(one, true);
    expect(await preview(whole, true)).toEqual([200, { documents: 2, packages: 1, covered: 1 }]);
    expect(await preview(one, false)).toEqual([200, { documents: 1, packages: 1, covered: 0 }]);
    expect(await set(whole, true)).toEqual([200, { documents: 2 }]);
    expect(await preview(one, false)).toEqual([200, { documents: 0, packages: 0, covered: 1 }]);
    expect(await preview(whole, false)).toEqual([200, { documents: 2, packages: 1, covered: 1 }]);
    const [status, effect] = await preview({ scope: 'system' }, true);
    expect([status, (effect as { covered: number }).covered]).toEqual([200, 3]);
  });

  it('[S115] nothing typed is lost: it waits, and is recorded once when maintenance ends', async () => {
    const connection = await stage.inside(ada, text);
    const lost: unknown[] = [];
    connection.on('lost', (one) => lost.push(one));
    const handle = connection.document(first());
    expect(await set({ scope: 'document', id: first() }, true)).toEqual([200, { documents: 1 }]);
    await waitFor('the client to be told', () => handle.state === 'paused');
    expect([handle.writable, connection.document(second()).writable]).toEqual([false, true]);
    words(handle.doc).insert(0, 'typed meanwhile ');
    expect(connection.unrecorded).toBe(1);
    expect(await stage.rows(first())).toHaveLength(1);
    expect(await set({ scope: 'document', id: first() }, false)).toEqual([200, { documents: 1 }]);
    await waitFor('it to be recorded', () => connection.unrecorded === 0);
    expect([plain(handle.doc), handle.writable, lost]).toEqual(['typed meanwhile one', true, []]);
    expect(await stage.rows(first())).toHaveLength(2);
  });

  it('[S114] an edit that does not ask is refused MAINTENANCE, on another process too, which started afterwards', async () => {
    expect(await set({ scope: 'package', id: text.package }, true)).toEqual([200, { documents: 3 }]);
    const other = await bootServer(stage.database);
    try {
      const connection = stage.connection(ada, text, { url: other.address, origin: other.address });
      connection.connect();
      await connection.ready();
      expect(connection.document(first()).state).toBe('paused');
      const doc = new Y.Doc();
      doc.clientID = connection.lease ?? 0;
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(connection.document(first()).doc), 'remote');
      const socket = await stage.bare(ada);
      await socket.emitWithAck('join', {
        package: text.package,
        schema: 'entente-document/1',
        documents: [{ document: first() }],
      });
      words(doc).insert(0, 'forced ');
      const update = Buffer.from(Y.encodeStateAsUpdate(doc));
      const verdict: unknown = await socket.emitWithAck('update', { document: first(), n: 1, update });
      expect(verdict).toEqual({ verdict: 'refused', code: 'MAINTENANCE', retry: 'later' });
    } finally {
      await other.app.close();
    }
    expect(await stage.rows(first())).toHaveLength(1);
  });

  it('[S114] nothing is recorded once the cut-over has answered, however fast somebody types', async () => {
    const connection = await stage.inside(ada, text);
    const handle = connection.document(first());
    const other = await bootServer(stage.database);
    try {
      const elsewhere = stage.connection(ada, text, { url: other.address, origin: other.address });
      elsewhere.connect();
      await elsewhere.ready();
      const handles = [handle, elsewhere.document(first())];
      let typed = 0;
      const typing = setInterval(() => {
        for (const one of handles) if (one.writable) words(one.doc).insert(0, `${String((typed += 1))};`);
      }, 1);
      await waitFor('rows', async () => (await stage.rows(first())).length > 20);
      await set({ scope: 'package', id: text.package }, true);
      const rows = await stage.rows(first());
      await waitFor('both to be told', () => handles.every(({ state }) => state === 'paused'));
      clearInterval(typing);
      expect(await stage.rows(first())).toHaveLength(rows.length);
      await set({ scope: 'package', id: text.package }, false);
      await waitFor('all to be recorded', () => connection.unrecorded + elsewhere.unrecorded === 0);
      const marks = (doc: Y.Doc): string[] => plain(doc).split(';').slice(0, -1);
      await waitFor('both to agree', () => handles.every(({ doc }) => marks(doc).length === typed));
      const numbers = marks(handle.doc)
        .map(Number)
        .toSorted((a, b) => a - b);
      expect(numbers).toEqual(Array.from({ length: typed }, (_, at) => at + 1));
    } finally {
      await other.app.close();
    }
  });

  it('[S116] formal acts on the text are refused by name meanwhile, and done afterwards', async () => {
    const chair = await stage.person('PRES', ['chair'], ['speak', 'propose']);
    const hash = await hashPassword(PASSWORD);
    await stage.admin.query(
      `UPDATE person SET email = 'chair@test.example', password_hash = $2 WHERE id = $1`,
      [chair.id, hash],
    );
    const pen = await signedIn(stage.server.address, 'chair@test.example', PASSWORD);
    const path = `/packages/${text.package}`;
    const acts = [
      ['POST', `${path}/sections`, { kind: 'article', after: null }],
      ['POST', `${path}/sections/${second()}/close`, undefined],
      ['POST', `${path}/sections/${second()}/move`, { after: null }],
      ['DELETE', `${path}/sections/${first()}`, undefined],
      ['POST', `${path}/versions`, { revision: 1 }],
    ] as const;
    await set({ scope: 'document', id: first() }, true);
    for (const [method, address, body] of acts) {
      const answer = await pen.call(method, address, body);
      expect([address, answer.status, answer.code]).toEqual([address, 409, 'MAINTENANCE']);
    }
    await set({ scope: 'system' }, true);
    expect((await pen.call('POST', '/packages', { title: 'A third' })).code).toBe('MAINTENANCE');
    await set({ scope: 'system' }, false);
    await set({ scope: 'document', id: first() }, false);
    expect(
      (await pen.call('POST', `${path}/sections`, { kind: 'article', after: null })).status,
    ).toBeLessThan(300);
  });

  it('[S116] the command line does the same, with a password from the environment', async () => {
    const run = async (state: string): Promise<string> => {
      const where = [
        '--package',
        text.package,
        '--email',
        'admin@test.example',
        '--server',
        stage.server.address,
      ];
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [ENTENTE, 'admin', 'read-only', state, ...where],
        { env: { ...process.env, ENTENTE_PASSWORD: PASSWORD } },
      );
      return stdout;
    };
    expect(await run('on')).toBe(
      `Read-only for maintenance: package ${text.package}; documents changed: 3.\n`,
    );
    expect(await pauses()).toMatchObject([{ scope: 'package', target: text.package, by: admin.id }]);
    expect(await run('off')).toContain('No longer read-only');
    expect(await pauses()).toEqual([]);
  });

  it('[S116] of pauses that overlap each has to end; all of it is listed, and in the log of security events', async () => {
    const lines: Record<string, unknown>[] = [];
    const hear = (facts: unknown): void => {
      if (typeof facts === 'object' && facts !== null && 'event' in facts) lines.push({ ...facts });
    };
    Logger.overrideLogger({ log: hear, warn: hear, error: hear });
    const document = { scope: 'document', id: first() };
    await set(document, true);
    const [, all] = await set({ scope: 'system' }, true);
    expect((all as { documents: number }).documents).toBeGreaterThan(1);
    expect(await pauses()).toMatchObject([
      { scope: 'document', target: first(), by: admin.id },
      { scope: 'system', target: null, by: admin.id },
    ]);
    expect(await set(document, false)).toEqual([200, { documents: 0 }]);
    const state = async (): Promise<string | undefined> =>
      (await stage.inside(ada, text)).document(first()).state;
    expect(await state()).toBe('paused');
    await set({ scope: 'system' }, false);
    expect(await state()).toBe('open');
    expect(lines.map(({ event, scope, by }) => [event, scope, by])).toEqual([
      ['maintenance-begun', 'document', admin.id],
      ['maintenance-begun', 'system', admin.id],
      ['maintenance-ended', 'document', admin.id],
      ['maintenance-ended', 'system', admin.id],
    ]);
  });
});
