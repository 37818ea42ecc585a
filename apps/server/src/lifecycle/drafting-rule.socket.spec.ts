import 'reflect-metadata';
import type { FormalAct, PackageView } from '@entente/contracts';
import { suggestionIdFrom, suggestionKey } from '@entente/document';
import type { DelegationCode, PackageId } from '@entente/kernel';
import { PackageConnection } from '@entente/sync/client';
import { testDatabase, waitFor, type TestDatabase } from '@entente/testing';
import { randomBytes } from 'node:crypto';
import * as Y from 'yjs';
import { bootServer, type BootedServer } from '../boot-server.js';
import { TestCoalition } from '../test-coalition.js';

describe('what delegations may do to a text', () => {
  let database: TestDatabase;
  let server: BootedServer;
  let us: TestCoalition;
  let id: PackageId;
  const connections: PackageConnection[] = [];

  beforeAll(async () => {
    database = await testDatabase('drafting_rule');
    server = await bootServer(database, { REQUESTS_PER_MINUTE: '100000' });
    us = new TestCoalition(server.address);
    await us.setUp();
  }, 60_000);
  beforeEach(async () => {
    id = (await us.ask<{ id: PackageId }>('chair', 'POST', '/packages', { title: 'Measures' })).id;
  });
  afterEach(() => {
    for (const connection of connections.splice(0)) connection.destroy();
  });
  afterAll(async () => {
    await server.app.close();
    await database.drop();
  });

  const set = (who: string, delegationsMay: string): ReturnType<TestCoalition['call']> =>
    us.call(who, 'PUT', `/packages/${id}/drafting-rule`, { delegationsMay });
  const view = (who: string): Promise<PackageView> => us.ask(who, 'GET', `/packages/${id}`);
  const types = async (): Promise<string[]> => {
    const { acts } = await us.ask<{ acts: FormalAct[] }>('chair', 'GET', `/packages/${id}/record`);
    return acts.map(({ type }) => type);
  };

  async function inside(who: string): Promise<PackageConnection> {
    const connection = new PackageConnection({
      url: server.address,
      origin: server.address,
      package: id,
      getTicket: async () => (await us.ask<{ ticket: string }>(who, 'POST', '/session/socket-ticket')).ticket,
    });
    connections.push(connection);
    connection.connect();
    await connection.ready();
    return connection;
  }

  /** The article of the package, as this connection holds it. */
  function article(connection: PackageConnection): ReturnType<PackageConnection['document']> {
    const found = connection.sections.find(({ kind }) => kind === 'article');
    if (found === undefined) throw new Error('no article');
    return connection.document(found.document);
  }

  /** Puts a run of words into the article's heading. */
  function heading(doc: Y.Doc, words: string, marks: Record<string, true>): void {
    const block = doc.getXmlFragment('content').get(0) as Y.XmlElement;
    doc.transact(() => {
      const run = new Y.XmlText();
      block.insert(0, [run]);
      run.insert(0, words, marks);
    });
  }

  it('[A14] is not set by a delegation, an observer or an administrator, nor for a package nobody has', async () => {
    for (const who of ['AU head', 'AU delegate', 'observer']) {
      expect((await set(who, 'comment')).code).toBe('FORBIDDEN');
    }
    expect((await set('administrator', 'comment')).status).toBeGreaterThanOrEqual(403);
    expect((await set('chair', 'anything')).status).toBe(400);
    expect((await view('chair')).delegationsMay).toBe('write');
    expect(await types()).toEqual(['package.created']);
  });

  it('[A14] is set by the chair and the secretariat, recorded once for each change', async () => {
    expect((await set('chair', 'suggest')).status).toBe(204);
    expect((await set('chair', 'suggest')).status).toBe(204);
    expect((await set('secretary', 'comment')).status).toBe(204);
    expect(await view('AU head')).toMatchObject({ delegationsMay: 'comment', mayWrite: false });
    expect(await view('chair')).toMatchObject({ mayWrite: true });
    expect(await types()).toEqual(['package.created', 'drafting.rule', 'drafting.rule']);
  });

  it('[A13] acts on live connections at once: marks of a delegation are recorded, plain words come back', async () => {
    const australia = await inside('AU delegate');
    const chair = await inside('chair');
    expect([article(australia).access, article(chair).access]).toEqual(['write', 'write']);
    await set('chair', 'suggest');
    await waitFor('suggesting', () => article(australia).access === 'suggest');
    expect([article(australia).writable, article(chair).access]).toEqual([true, 'write']);
    const own = { kind: 'insertion', delegation: 'AU' as DelegationCode } as const;
    const key = suggestionKey({ ...own, id: suggestionIdFrom(randomBytes(16)) });
    heading(article(australia).doc, 'Scope', { [key]: true });
    await waitFor('the suggestion at the chair', () => {
      return article(chair).doc.getXmlFragment('content').toJSON().includes('Scope');
    });
    const lost: string[] = [];
    australia.on('lost', ({ code, text }) => lost.push(`${code}: ${text}`));
    heading(article(australia).doc, 'Plain', {});
    await waitFor('the words to come back', () => lost.length > 0);
    expect(lost).toEqual(['SUGGEST_ONLY: Plain']);
    await set('secretary', 'comment');
    await waitFor('commenting', () => article(australia).access === 'comment');
    expect(article(australia).writable).toBe(false);
  });

  it('[D33] a text with an open suggestion is not tabled; the place and the delegation are named', async () => {
    const chair = await inside('chair');
    const own = { kind: 'insertion', delegation: 'PRES' as DelegationCode } as const;
    const key = suggestionKey({ ...own, id: suggestionIdFrom(randomBytes(16)) });
    heading(article(chair).doc, 'Scope', { [key]: true });
    await waitFor('recorded', () => chair.unrecorded === 0);
    const answer = await us.call('chair', 'POST', `/packages/${id}/versions`, { revision: 1 });
    expect(answer.code).toBe('TEXT_NOT_READY');
    expect(JSON.stringify(answer.body)).toContain(
      'Article 1, heading: an open suggestion of PRES (SUGGESTION_OPEN)',
    );
  });
});
