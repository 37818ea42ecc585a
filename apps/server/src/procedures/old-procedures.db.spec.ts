import 'reflect-metadata';
import { evolveAll, outcome, type ProcedureEvent } from '@entente/consensus';
import { migrate, type DatabaseParts } from '@entente/nest-platform';
import { testDatabase, type TestDatabase } from '@entente/testing';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { databaseParts } from '../features.js';
import { ProcedureEvents1795600300400 } from './migrations/1795600300400-procedure-events.js';

const HASH = `sha256:${'a'.repeat(64)}`;
const [PACKAGE, PERSON, MANDATE] = [randomUUID(), randomUUID(), randomUUID()];
const at = (second: number): Date => new Date(Date.UTC(2026, 5, 8, 8, 0, second));

/** Every migration that was there before the one under test. */
const before: DatabaseParts = {
  ...databaseParts,
  migrations: databaseParts.migrations.filter(
    ({ name }) =>
      Number(/\d{13}$/.exec(name)?.[0]) < Number(/\d{13}$/.exec(ProcedureEvents1795600300400.name)?.[0]),
  ),
};

describe('procedures of the first release', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await testDatabase('old_procedures');
    await migrate({ ...database, parts: before });
    client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  async function record(sequence: number, type: string, body: object): Promise<void> {
    await client.query(
      `INSERT INTO formal_act VALUES ($1, $2, $3, $4, 'Ada', 'AU', $5, $6, $7, $8, $9, $10)`,
      [
        PACKAGE,
        sequence,
        type,
        PERSON,
        MANDATE,
        HASH,
        at(sequence),
        JSON.stringify(body),
        `h${String(sequence - 1)}`,
        `h${String(sequence)}`,
      ],
    );
  }

  async function oldProcedure(
    state: string,
    first: number,
    acts: readonly (readonly [partner: string, act: string])[],
  ): Promise<string> {
    const id = randomUUID();
    const closed = state === 'open' ? null : at(first + acts.length);
    const members = ['AU', 'CA'].map((partner) => ({ partner, weight: 1, participates: true }));
    const terms = {
      procedure: id,
      kind: 'vote',
      rule: 'UNANIMITY_ABST',
      packageHash: HASH,
      members,
      allowConstructive: false,
    };
    await client.query(
      `INSERT INTO procedure VALUES ($1, $2, 1, $3, 'UNANIMITY_ABST', $4, $5, '{}', 'e', $6, $7)`,
      [id, PACKAGE, HASH, state, JSON.stringify(terms), at(first), closed],
    );
    await record(first, 'procedure.opened', { procedure: id });
    for (const [index, [partner, act]] of acts.entries()) {
      const sequence = first + index + 1;
      await client.query(
        `INSERT INTO procedure_act VALUES ($1, $2, $3, $4, 'because', $5, $6, 'Ada', $7, $8, $9)`,
        [id, sequence, partner, act, HASH, PERSON, MANDATE, randomUUID(), at(sequence)],
      );
      await record(sequence, 'procedure.acted', { procedure: id });
    }
    if (closed !== null) await record(first + acts.length + 1, 'procedure.closed', { procedure: id });
    return id;
  }

  it('[R154] become the events that the core would have decided, and fold to what they were', async () => {
    const broken = await oldProcedure('broken', 1, [
      ['AU', 'agree'],
      ['CA', 'object'],
    ]);
    const withdrawn = await oldProcedure('withdrawn', 5, [['AU', 'abstain']]);
    const open = await oldProcedure('open', 8, [['AU', 'agree']]);
    await migrate({ ...database, parts: databaseParts });
    const { rows } = await client.query<{
      procedure: string;
      body: ProcedureEvent;
      record: number;
      person: string;
    }>('SELECT procedure, body, record, person FROM procedure_event ORDER BY procedure, sequence');
    const of = (id: string) => rows.filter(({ procedure }) => procedure === id);
    const folded = (id: string) => {
      const core = evolveAll(
        null,
        of(id).map(({ body }) => body),
      );
      if (core === null) throw new Error('nothing was converted');
      return core;
    };
    expect(of(broken).map(({ body, record: number }) => [body.type, number])).toEqual([
      ['opened', 1],
      ['acted', 2],
      ['acted', 3],
      ['closed', 4],
    ]);
    expect([folded(broken).state, folded(broken).closedAt]).toEqual(['broken', at(3).getTime()]);
    expect(folded(withdrawn).state).toBe('withdrawn');
    expect([folded(open).state, outcome(folded(open)).stances.in_favour.partners]).toEqual(['open', ['AU']]);
    expect(rows.every(({ person }) => person === PERSON)).toBe(true);
    const { rows: kept } = await client.query<{ event_head: number; kind: string; last_at: Date }>(
      'SELECT event_head, kind, last_at FROM procedure WHERE id = $1',
      [broken],
    );
    expect(kept).toEqual([{ event_head: 4, kind: 'vote', last_at: at(3) }]);
  });

  it('[R154] events stay as they are, and follow without a gap; terms and end of a procedure stay too', async () => {
    for (const sql of [
      `UPDATE procedure_event SET type = 'closed'`,
      'DELETE FROM procedure_event',
      'TRUNCATE procedure_event',
      `UPDATE procedure SET terms = '{}'`,
      `UPDATE procedure SET state = 'open', closed_at = NULL WHERE state = 'broken'`,
      `UPDATE procedure SET last_at = last_at - interval '1 second'`,
      'DELETE FROM procedure',
    ]) {
      await expect(client.query(sql)).rejects.toThrow(/stay as they are|keeps its terms/);
    }
    const gap = `INSERT INTO procedure_event SELECT procedure, 99, type, body, received_at, person, name, delegation, mandate, record
      FROM procedure_event LIMIT 1`;
    await expect(client.query(gap)).rejects.toThrow('does not follow');
    const app = new pg.Client({ connectionString: database.appUrl });
    await app.connect();
    try {
      for (const sql of [
        `UPDATE procedure_event SET type = 'closed'`,
        `UPDATE procedure SET terms = '{}'`,
        'DELETE FROM procedure_notice',
      ]) {
        await expect(app.query(sql)).rejects.toThrow('permission denied');
      }
    } finally {
      await app.end();
    }
  });
});
