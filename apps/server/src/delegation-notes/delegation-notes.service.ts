import type { DelegationNote } from '@entente/contracts';
import { err, instant, ok, type DelegationCode, type PackageId } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PackageText, transact, type Answer } from '../lifecycle/index.js';
import { DelegationNoteTable, type DelegationNoteRow } from './delegation-note.table.js';

const NEWEST = 200;

/**
 * Notes within a partner. Every question is about the asker's own partner and nothing is announced, as with instructions: not
 * even the moment of a note shows to anybody else.
 */
@Injectable()
export class DelegationNotesService {
  constructor(
    private readonly database: DataSource,
    private readonly text: PackageText,
  ) {}

  async list({ delegation: partner }: SignedIn, packageId: PackageId): Promise<Answer<DelegationNote[]>> {
    const known = await this.text.isKnown(packageId);
    if (!known.ok) return known;
    const rows = await this.database.manager.find(DelegationNoteTable, {
      where: { package: packageId, partner },
      order: { sequence: 'DESC' },
      take: NEWEST,
    });
    return ok(rows.map(viewOf));
  }

  async add(actor: SignedIn, packageId: PackageId, text: string): Promise<Answer<DelegationNote>> {
    if (text.trim() === '') return err(new Refusal('INPUT_INVALID', { faults: [EMPTY_FAULT] }));
    const known = await this.text.isKnown(packageId);
    if (!known.ok) return known;
    const answer = await transact(this.database, (manager) => insert(manager, actor, packageId, text));
    return answer.ok ? ok(viewOf(answer.value)) : answer;
  }
}

const EMPTY_FAULT = { at: 'body.text', message: 'what the note says' };

async function insert(
  manager: EntityManager,
  { person, name, delegation: partner }: SignedIn,
  packageId: PackageId,
  text: string,
): Promise<Answer<DelegationNoteRow>> {
  const now = await lock(manager, packageId, partner);
  const last = await manager.findOne(DelegationNoteTable, {
    where: { package: packageId, partner },
    order: { sequence: 'DESC' },
  });
  // A second click of the same button is the same note.
  if (last !== null && last.person === person && last.text === text) return ok(last);
  const at = last === null || last.at < now ? now : last.at;
  const sequence = (last?.sequence ?? 0) + 1;
  const row: DelegationNoteRow = { package: packageId, partner, sequence, text, person, name, at };
  await manager.insert(DelegationNoteTable, row);
  return ok(row);
}

/** The people of one partner one after another; partners do not wait for each other. */
async function lock(manager: EntityManager, packageId: PackageId, partner: DelegationCode): Promise<Date> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 3))', [`${packageId} ${partner}`]);
  const [row]: { now: Date }[] = await manager.query(
    `SELECT date_trunc('milliseconds', clock_timestamp()) AS now`,
  );
  if (row === undefined) throw new Error('the database gave no time');
  return row.now;
}

const viewOf = ({ sequence, text, person, name, at }: DelegationNoteRow): DelegationNote => ({
  sequence,
  text,
  person,
  name,
  at: instant(at.getTime()),
});
