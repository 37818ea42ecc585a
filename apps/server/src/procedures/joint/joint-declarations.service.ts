import {
  decide,
  declaredJointly,
  draftJoint,
  isClosed,
  isJoinedByAll,
  joinJoint,
  stageOf,
  type JointDeclaration,
  type JointRefusal,
  type Procedure as Core,
} from '@entente/consensus';
import type { JointDeclarationView, NewJointDeclarationBody, NotificationKind } from '@entente/contracts';
import {
  err,
  instant,
  ok,
  type Instant,
  type MandateId,
  type ProcedureId,
  type Result,
} from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { actingOf, packageNumber, type Acting, type Answer } from '../../lifecycle/index.js';
import { Notices } from '../../notifications/index.js';
import { ProcedureDesk } from '../procedure-desk.js';
import type { Stored } from '../procedure-store.js';
import { ProcedureWriter, type Standing } from '../procedure-writer.js';
import { refusalOfProcedure } from '../refusal-of-procedure.js';
import type { Viewer } from '../visibility.js';
import {
  JoinTable,
  JointDeclarationTable,
  type JoinRow,
  type JointDeclarationRow,
} from './joint-declaration.table.js';
import { jointOf, openJoints, storedJoint, type StoredJoint } from './joint-store.js';

type Under = Standing & Stored;

/** Declarations of several partners: one drafts, each other joins by its own act, and nobody speaks for another (SPEC R243, R244). */
@Injectable()
export class JointDeclarations {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(ProcedureDesk) private readonly desk: ProcedureDesk,
    @Inject(ProcedureWriter) private readonly writer: ProcedureWriter,
    @Inject(Notices) private readonly notices: Notices,
  ) {}

  /** Those open for joining that a viewer may know of. */
  async list(procedure: ProcedureId, viewer: Viewer): Promise<JointDeclarationView[]> {
    const open = await openJoints(this.database.manager, procedure);
    return open.filter((stored) => mayKnow(stored, viewer)).map(viewOfJoint);
  }

  async draft(actor: SignedIn, id: ProcedureId, body: NewJointDeclarationBody): Promise<Answer<Stored>> {
    const acting = actingOf(actor, 'speak');
    const { mandate, delegation: partner } = acting;
    if (mandate === null) return err(new Refusal('NO_MANDATE'));
    const { with: others, ...words } = body;
    const drafted = { ...words, named: [partner, ...others] };
    return this.desk.onProcedure(id, async (standing, receivedAt) => {
      const { manager, core } = standing;
      const earlier = await manager.findOneBy(JointDeclarationTable, { id: body.id });
      if (earlier !== null)
        return isSame(earlier, id, drafted) ? ok(standing) : err(new Refusal('ALREADY_EXISTS'));
      const by = { partner, person: acting.person, mandate };
      const context = { ...contextOf(core, receivedAt), earlier: core.declarations };
      const made = taken(draftJoint(drafted, by, context));
      if (!made.ok) return made;
      await manager.insert(JointDeclarationTable, {
        ...drafted,
        procedure: id,
        at: new Date(receivedAt),
        ended: null,
      });
      await manager.insert(JoinTable, joinRow(body.id, acting, mandate, receivedAt));
      await this.#tell(standing, made.value, 'declaration_to_join', receivedAt);
      return ok(standing);
    });
  }

  /** To a partner that it does not name it does not exist. */
  async join(actor: SignedIn, id: ProcedureId, declaration: string): Promise<Answer<Stored>> {
    const acting = actingOf(actor, 'speak');
    const { mandate, delegation: partner, person } = acting;
    if (mandate === null) return err(new Refusal('NO_MANDATE'));
    return this.desk.onProcedure(id, async (standing, receivedAt) => {
      const stored = await storedJoint(standing.manager, id, declaration);
      if (stored === undefined || !stored.row.named.includes(partner)) return err(new Refusal('NOT_FOUND'));
      const before = jointOf(stored);
      const hasJoined = before.joined.some((one) => one.partner === partner);
      if (hasJoined && stored.row.ended !== 'taken_back') return ok(standing);
      if (stored.row.ended !== null) return err(endedRefusal(stored, standing.core));
      const after = taken(
        joinJoint(before, { partner, person, mandate }, contextOf(standing.core, receivedAt)),
      );
      if (!after.ok) return after;
      await standing.manager.insert(JoinTable, joinRow(declaration, acting, mandate, receivedAt));
      return isJoinedByAll(after.value)
        ? this.#declare(standing, after.value, { by: acting, receivedAt })
        : ok(standing);
    });
  }

  async takeBack(actor: SignedIn, id: ProcedureId, declaration: string): Promise<Answer<Stored>> {
    return this.desk.onProcedure(id, async (standing, receivedAt) => {
      const stored = await storedJoint(standing.manager, id, declaration);
      if (stored === undefined || !mayKnow(stored, actor)) return err(new Refusal('NOT_FOUND'));
      if (stored.row.named[0] !== actor.delegation) return err(new Refusal('NOT_OWNER'));
      if (stored.row.ended === 'taken_back') return ok(standing);
      if (stored.row.ended !== null) return err(endedRefusal(stored, standing.core));
      await standing.manager.update(JointDeclarationTable, { id: declaration }, { ended: 'taken_back' });
      await this.#tell(standing, jointOf(stored), 'declaration_taken_back', receivedAt);
      return ok(standing);
    });
  }

  /** All have joined: it is declared now, as any declaration is. */
  async #declare(
    standing: Under,
    joint: JointDeclaration,
    bringing: { readonly by: Acting; readonly receivedAt: Instant },
  ): Promise<Answer<Under>> {
    const { core, manager } = standing;
    const declaration = declaredJointly(joint, membersOf(core), bringing.receivedAt);
    if (declaration === null) return err(new Refusal('NOT_A_MEMBER'));
    const decided = decide(core, { type: 'declare', declaration }, bringing.receivedAt);
    if (!decided.ok) return err(refusalOfProcedure(decided.error));
    await manager.update(JointDeclarationTable, { id: joint.id }, { ended: 'declared' });
    return ok(await this.writer.write(standing, decided.value, bringing));
  }

  /** Its words stay behind the sign-in: letters and notices say that there is one. */
  async #tell(
    { manager, locked, row }: Under,
    { id, named }: JointDeclaration,
    kind: NotificationKind,
    at: Instant,
  ): Promise<void> {
    const [partner, ...others] = named;
    await this.notices.tell(manager, {
      key: `${row.id}/joint/${id}/${kind}`,
      kind,
      package: row.package,
      procedure: row.id,
      facts: {
        number: packageNumber(locked.row),
        revision: row.revision,
        procedureKind: row.kind,
        ...(partner === undefined ? {} : { partner }),
      },
      to: others,
      at,
    });
  }
}

const membersOf = ({ members }: Core) => members.map(({ partner }) => partner);
const contextOf = (core: Core, now: Instant) => ({ stage: stageOf(core), members: membersOf(core), now });

/** Those whom it names, and who runs procedures. */
const mayKnow = ({ row }: StoredJoint, { delegation, delegationKind }: Viewer): boolean =>
  row.named.includes(delegation) || delegationKind === 'chair' || delegationKind === 'secretariat';

const taken = <T>(result: Result<T, JointRefusal>): Answer<T> =>
  result.ok ? result : err(refusalOfProcedure(result.error));

function endedRefusal({ row }: StoredJoint, { state, closedAt, since }: Core): Refusal {
  if (row.ended === 'taken_back') return new Refusal('NOT_FOUND');
  return isClosed(state)
    ? refusalOfProcedure({ code: 'ALREADY_CLOSED', state, closedAt: closedAt ?? since })
    : refusalOfProcedure({ code: 'WRONG_STATE', state });
}

type Drafted = Pick<JointDeclarationRow, 'kind' | 'text' | 'answers' | 'named'>;

function isSame(
  earlier: Drafted & Pick<JointDeclarationRow, 'procedure'>,
  procedure: ProcedureId,
  drafted: Drafted,
): boolean {
  const said = ({ kind, text, answers, named }: Drafted): string =>
    JSON.stringify([kind, text, answers, named]);
  return earlier.procedure === procedure && said(earlier) === said(drafted);
}

function joinRow(
  declaration: string,
  { person, name, delegation }: Acting,
  mandate: MandateId,
  at: Instant,
): JoinRow {
  return { declaration, partner: delegation, person, name, mandate, at: new Date(at) };
}

function viewOfJoint({ row, joins }: StoredJoint): JointDeclarationView {
  const { id, kind, text, answers, named } = row;
  const joined = joins.map(({ partner, name, at }) => ({ partner, name, at: instant(at.getTime()) }));
  return { id, kind, text, answers, named: [...named], joined };
}
