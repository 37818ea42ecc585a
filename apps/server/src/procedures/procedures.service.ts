import {
  decide,
  electorateHash,
  type ActKind,
  type Member,
  type Procedure as Core,
  type EventOf,
  type ProcedureEvent,
} from '@entente/consensus';
import type { Delegation, Procedure } from '@entente/contracts';
import { err, ok, type Hash, type PackageId, type ProcedureId } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { DraftingService } from '../drafting/index.js';
import { DelegationService } from '../identity/index.js';
import {
  actingOf,
  RecordService,
  transact,
  type Acting,
  type Answer,
  type LockedPackage,
} from '../lifecycle/index.js';
import { ActTable, type ActRow } from './act.table.js';
import { fullTerms, procedureOf, refusalOfProcedure, viewOf, voteStateOf } from './procedure-state.js';
import { ProcedureTable, type ProcedureRow, type StoredTerms } from './procedure.table.js';

/** What a partner says on a procedure's package. */
export interface PartnerAct {
  readonly act: ActKind;
  readonly packageHash: Hash;
  readonly reason: string;
  readonly nonce: string;
}

/** A procedure and its package under the package's lock. */
interface Standing {
  readonly manager: EntityManager;
  readonly locked: LockedPackage;
  readonly row: ProcedureRow;
  readonly acts: readonly ActRow[];
}

type Closed = EventOf<'closed'>;

/** Procedures: opened by the chair, acted in by partners, closed by the act that decides. One at a time for a package. */
@Injectable()
export class ProceduresService {
  constructor(
    private readonly database: DataSource,
    private readonly drafting: DraftingService,
    private readonly record: RecordService,
    private readonly delegations: DelegationService,
  ) {}

  /** Procedures on a package, newest first. */
  async list(packageId: PackageId): Promise<Procedure[]> {
    const rows = await this.database.manager.find(ProcedureTable, {
      where: { package: packageId },
      order: { openedAt: 'DESC' },
    });
    return Promise.all(rows.map(async (row) => viewOf(row, await actsOf(this.database.manager, row.id))));
  }

  async view(id: ProcedureId, manager = this.database.manager): Promise<Procedure | undefined> {
    const row = await manager.findOneBy(ProcedureTable, { id });
    return row === null ? undefined : viewOf(row, await actsOf(manager, id));
  }

  /** The package that a procedure is on; undefined where there is no such procedure. */
  async packageOf(id: ProcedureId): Promise<PackageId | undefined> {
    return (await this.database.manager.findOneBy(ProcedureTable, { id }))?.package;
  }

  /** Opens a procedure on the frozen version with this hash; electorate, weights and rule are frozen now. */
  async open(actor: SignedIn, packageId: PackageId, packageHash: Hash): Promise<Answer<Procedure>> {
    const partners = await this.delegations.partners();
    const answer = await transact(this.database, async (manager) => {
      const locked = await this.record.lock(manager, packageId);
      if (locked === undefined) return err(new Refusal('NOT_FOUND'));
      if (locked.state.state === 'decision') return err(new Refusal('ALREADY_OPEN'));
      const members = partners.filter(({ code }) => locked.row.parties.includes(code));
      const row = newProcedure(locked, packageHash, members);
      const decided = decide(
        null,
        { type: 'open', terms: fullTerms(row.terms), frozenHash: packageHash },
        locked.now,
      );
      if (!decided.ok) return err(refusalOfProcedure(decided.error));
      const command = { type: 'open_procedure', packageHash, procedure: row.id } as const;
      const act = {
        type: 'procedure.opened',
        acting: actingOf(actor, 'propose'),
        packageHash,
        body: {
          procedure: row.id,
          revision: row.revision,
          rule: row.rule,
          electorateHash: row.electorateHash,
        },
      };
      const moved = await this.record.apply(manager, locked, command, act);
      if (!moved.ok) return moved;
      await manager.insert(ProcedureTable, row);
      return ok(viewOf(row, []));
    });
    if (answer.ok) await this.#tell(packageId, 'decision');
    return answer;
  }

  /** Records a partner's act, and closes the procedure where the act decides it. The same nonce again is the same act. */
  async act(actor: SignedIn, id: ProcedureId, act: PartnerAct): Promise<Answer<Procedure>> {
    const acting = actingOf(actor, 'endorse');
    return this.#change(id, async (standing) => {
      const { locked } = standing;
      const command = { ...act, type: 'act', partner: actor.delegation, ...by(acting) } as const;
      const decided = decide(coreOf(standing), command, locked.now);
      if (!decided.ok) return err(refusalOfProcedure(decided.error));
      let after = standing;
      for (const event of decided.value) after = await this.#append(after, event, acting);
      return ok(after);
    });
  }

  /** The chair takes an open procedure back; the package returns to drafting. */
  async withdraw(actor: SignedIn, id: ProcedureId, reason: string): Promise<Answer<Procedure>> {
    const acting = actingOf(actor, 'propose');
    return this.#change(id, async (standing) => {
      const decided = decide(coreOf(standing), { type: 'withdraw' }, standing.locked.now);
      if (!decided.ok) return err(refusalOfProcedure(decided.error));
      let after = standing;
      for (const event of decided.value) after = await this.#append(after, event, acting, reason);
      return ok(after);
    });
  }

  /** One change of one procedure, under the lock of its package; told after it is committed. */
  async #change(
    id: ProcedureId,
    work: (standing: Standing) => Promise<Answer<Standing>>,
  ): Promise<Answer<Procedure>> {
    const packageId = await this.packageOf(id);
    if (packageId === undefined) return err(new Refusal('NOT_FOUND'));
    const answer = await transact(this.database, async (manager) => {
      const locked = await this.record.lock(manager, packageId);
      if (locked === undefined) return err(new Refusal('NOT_FOUND'));
      const row = await manager.findOneByOrFail(ProcedureTable, { id });
      return work({ manager, locked, row, acts: await actsOf(manager, id) });
    });
    if (!answer.ok) return answer;
    const { locked, row, acts } = answer.value;
    await this.#tell(packageId, locked.row.state);
    return ok(viewOf(row, acts));
  }

  async #append(standing: Standing, event: ProcedureEvent, acting: Acting, reason = ''): Promise<Standing> {
    if (event.type === 'acted') return this.#acted(standing, event, acting);
    if (event.type === 'closed') return this.#closed(standing, event, { acting, reason });
    // Both acts of people who disagree are in the record already.
    if (event.type === 'disagreed') return standing;
    throw new Error(`a vote without reserves, holds and a deadline has no event ${event.type}`);
  }

  async #acted(standing: Standing, event: EventOf<'acted'>, acting: Acting): Promise<Standing> {
    const { manager, row } = standing;
    const { partner, act, reason, packageHash, nonce } = event;
    const locked = await this.record.append(manager, standing.locked, {
      type: 'procedure.acted',
      acting,
      packageHash,
      body: { procedure: row.id, partner, act, reason, nonce },
    });
    const added: ActRow = {
      procedure: row.id,
      sequence: locked.row.recordHead,
      partner,
      act,
      reason,
      packageHash,
      person: event.person,
      name: acting.name,
      mandate: event.mandate,
      nonce,
      at: new Date(event.at),
    };
    await manager.insert(ActTable, added);
    return { ...standing, locked, acts: [...standing.acts, added] };
  }

  async #closed(
    standing: Standing,
    event: Closed,
    { acting, reason }: { acting: Acting; reason: string },
  ): Promise<Standing> {
    const { manager, row } = standing;
    const closedAt = new Date(event.at);
    const state = voteStateOf(event.state);
    // The act that decided is named by its number in the record; the chair's withdrawal is an act of its own.
    const closedBy = state === 'withdrawn' ? null : (standing.acts.at(-1)?.sequence ?? null);
    await manager.update(ProcedureTable, { id: row.id }, { state, closedAt });
    const moved = await this.record.apply(
      manager,
      standing.locked,
      { type: 'close_procedure', procedure: row.id, outcome: state },
      {
        type: 'procedure.closed',
        acting,
        packageHash: row.packageHash,
        body: { procedure: row.id, revision: row.revision, state, reason, closedBy },
      },
    );
    // The package stood in this procedure's decision when it was locked; anything else is a defect.
    if (!moved.ok) throw moved.error;
    if (state !== 'adopted') await this.drafting.reopenAll(manager, row.package);
    return { ...standing, locked: moved.value, row: { ...row, state, closedAt } };
  }

  /** After commit only. Live sockets read states again where the text was opened or a decision fell. */
  async #tell(packageId: PackageId, state: LockedPackage['row']['state']): Promise<void> {
    if (state !== 'decision') await this.drafting.announce(packageId);
    this.drafting.topics(packageId, ['package', 'procedures']);
  }
}

const coreOf = ({ row, acts }: Standing): Core => procedureOf(row, acts);
const by = ({ person, mandate }: Acting): Pick<Acting, 'person' | 'mandate'> => ({ person, mandate });

function actsOf(manager: EntityManager, procedure: ProcedureId): Promise<ActRow[]> {
  return manager.find(ActTable, { where: { procedure }, order: { sequence: 'ASC' } });
}

function newProcedure(
  locked: LockedPackage,
  packageHash: Hash,
  partners: readonly Delegation[],
): ProcedureRow {
  const id = randomUUID() as ProcedureId;
  const members: Member[] = partners.map(({ code, weight }) => ({
    partner: code,
    weight,
    participates: true,
  }));
  const terms: StoredTerms = {
    procedure: id,
    kind: 'vote',
    rule: 'UNANIMITY_ABST',
    packageHash,
    members,
    allowConstructive: false,
  };
  return {
    id,
    package: locked.row.id,
    revision: locked.row.revision,
    packageHash,
    rule: terms.rule,
    state: 'open',
    terms,
    names: Object.fromEntries(partners.map(({ code, name }) => [code, name])),
    electorateHash: electorateHash(members),
    openedAt: new Date(locked.now),
    closedAt: null,
  };
}
