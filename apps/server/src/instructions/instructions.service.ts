import { standingOf } from '@entente/consensus';
import type { GiveInstruction, Instruction } from '@entente/contracts';
import { err, instant, ok, type DelegationCode, type Hash, type PackageId } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { IdentityService } from '../identity/index.js';
import { actingOf, PackageText, transact, type Answer } from '../lifecycle/index.js';
import { InstructionTable, type InstructionRow } from './instruction.table.js';

type Provisions = Readonly<Record<string, Hash>>;

/**
 * What a capital tells its own delegation, provision by provision. Private to the partner: every question is about the asker's
 * partner, and nothing is announced to anybody else, so that not even the moment of an instruction shows.
 */
@Injectable()
export class InstructionsService {
  constructor(
    private readonly database: DataSource,
    private readonly text: PackageText,
    private readonly identity: IdentityService,
  ) {}

  /** The standing instruction on each provision for the actor's partner. */
  async list(actor: SignedIn, packageId: PackageId): Promise<Answer<Instruction[]>> {
    const provisions = await this.text.provisions(packageId);
    if (!provisions.ok) return provisions;
    const rows = await standing(this.database.manager, packageId, actor.delegation);
    return ok(rows.map((row) => viewOf(row, provisions.value)));
  }

  /** Records an instruction to the actor's own delegation, where the provision's words still have the hash that it names. */
  async give(actor: SignedIn, packageId: PackageId, given: GiveInstruction): Promise<Answer<Instruction>> {
    if ((given.position === 'reserve') !== (given.reserve !== null)) {
      return err(new Refusal('INPUT_INVALID', { faults: [RESERVE_FAULT] }));
    }
    const open = await this.text.isUndecided(packageId);
    if (!open.ok) return open;
    const provisions = await this.text.provisions(packageId);
    if (!provisions.ok) return provisions;
    const now = Object.hasOwn(provisions.value, given.provision)
      ? provisions.value[given.provision]
      : undefined;
    if (now !== given.hash) return err(new Refusal('HASH_MISMATCH', { detail: detailOf(now) }));
    const answer = await transact(this.database, (manager) => this.#insert(manager, actor, packageId, given));
    return answer.ok ? ok(viewOf(answer.value, provisions.value)) : answer;
  }

  async #insert(
    manager: EntityManager,
    actor: SignedIn,
    packageId: PackageId,
    given: GiveInstruction,
  ): Promise<Answer<InstructionRow>> {
    const { mandate, name } = actingOf(actor, 'speak');
    if (mandate === null) return err(new Refusal('NO_MANDATE'));
    const partner = actor.delegation;
    const { sequence, now } = await lastOf(manager, packageId, partner);
    if (!(await this.identity.mandateStands(manager, mandate, instant(now.getTime())))) {
      return err(new Refusal('NO_MANDATE'));
    }
    const before = await manager.findOne(InstructionTable, {
      where: { package: packageId, partner, provision: given.provision },
      order: { sequence: 'DESC' },
    });
    // A second click of the same button is the same instruction.
    if (before !== null && isSame(before, given)) return ok(before);
    const row: InstructionRow = {
      ...given,
      package: packageId,
      partner,
      sequence: sequence + 1,
      person: actor.person,
      name,
      mandate,
      at: now,
    };
    await manager.insert(InstructionTable, row);
    return ok(row);
  }
}

const RESERVE_FAULT = {
  at: 'body.reserve',
  message: 'the kind of the reserve, for a reserve and for nothing else',
};

const detailOf = (now: Hash | undefined): string =>
  now === undefined
    ? 'The provision is no longer in the text.'
    : `The provision now has the hash ${now}. Read the words again and instruct on them.`;

/** The people of one capital one after another; partners do not wait for each other. */
async function lastOf(
  manager: EntityManager,
  packageId: PackageId,
  partner: DelegationCode,
): Promise<{ sequence: number; now: Date }> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 2))', [`${packageId} ${partner}`]);
  const rows: { sequence: number; now: Date }[] = await manager.query(
    `SELECT coalesce(max(sequence), 0)::int AS sequence,
            date_trunc('milliseconds', greatest(clock_timestamp(), max(at))) AS now
     FROM instruction_given WHERE package = $1 AND partner = $2`,
    [packageId, partner],
  );
  const last = rows[0];
  if (last === undefined) throw new Error('the database gave no time');
  return last;
}

function standing(
  manager: EntityManager,
  packageId: PackageId,
  partner: DelegationCode,
): Promise<InstructionRow[]> {
  return manager
    .createQueryBuilder(InstructionTable, 'given')
    .distinctOn(['given.provision'])
    .where('given.package = :packageId AND given.partner = :partner', { packageId, partner })
    .orderBy({ 'given.provision': 'ASC', 'given.sequence': 'DESC' })
    .getMany();
}

function isSame(row: InstructionRow, given: GiveInstruction): boolean {
  return (
    row.hash === given.hash &&
    row.position === given.position &&
    row.reserve === given.reserve &&
    row.note === given.note
  );
}

function viewOf(row: InstructionRow, provisions: Provisions): Instruction {
  const { provision, hash, position, reserve, note, person, name, at } = row;
  const now = Object.hasOwn(provisions, provision) ? (provisions[provision] ?? null) : null;
  const current = standingOf({ hash }, now) === 'given';
  return { provision, hash, position, reserve, note, person, name, at: instant(at.getTime()), current };
}
