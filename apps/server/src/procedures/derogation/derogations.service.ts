import {
  decide,
  derogationHash,
  derogationTerms,
  isCounted,
  type DerogationRefusal,
  type DerogationRequest,
  type Terms,
} from '@entente/consensus';
import type { AskDerogation, Derogation } from '@entente/contracts';
import {
  assertNever,
  err,
  instant,
  ok,
  type Instant,
  type PackageId,
  type ProcedureId,
} from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  actingOf,
  RecordService,
  refusalOfPackage,
  VersionsService,
  type Acting,
  type Answer,
  type LockedPackage,
} from '../../lifecycle/index.js';
import { RulebooksService } from '../../rulebooks/index.js';
import { newRow } from '../opening.js';
import { ProcedureDesk } from '../procedure-desk.js';
import { ProcedureReadings } from '../procedure-readings.js';
import { storedOfPackage, storedProcedure, type Stored } from '../procedure-store.js';
import { ProcedureTable } from '../procedure.table.js';
import { ProcedureWriter } from '../procedure-writer.js';
import { ProceduresService } from '../procedures.service.js';
import { refusalOfProcedure } from '../refusal-of-procedure.js';
import type { Viewer } from '../visibility.js';
import { DerogationTable, type DerogationRow } from './derogation.table.js';

/** Requests under an adopted package: asked by a partner, decided by a procedure of their own (DOMAIN §1.3.6; SPEC R204 to R206). */
@Injectable()
export class Derogations {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(ProcedureDesk) private readonly desk: ProcedureDesk,
    @Inject(ProcedureWriter) private readonly writer: ProcedureWriter,
    @Inject(ProceduresService) private readonly procedures: ProceduresService,
    @Inject(ProcedureReadings) private readonly readings: ProcedureReadings,
    @Inject(RecordService) private readonly record: RecordService,
    @Inject(RulebooksService) private readonly books: RulebooksService,
    @Inject(VersionsService) private readonly versions: VersionsService,
  ) {}

  /** Newest first, each with its procedure as the viewer may see it. */
  async list(packageId: PackageId, viewer: Viewer): Promise<Derogation[]> {
    const rows = await this.database.manager.find(DerogationTable, {
      where: { package: packageId },
      order: { record: 'DESC' },
    });
    return Promise.all(rows.map((row) => this.#view(row, viewer)));
  }

  /** One's partner asks. Its nonce is the id of its procedure: the same message again is the same request. */
  async ask(actor: SignedIn, packageId: PackageId, asked: AskDerogation): Promise<Answer<Derogation>> {
    const done = await this.desk.onPackage(packageId, async (manager, locked) => {
      const again = await this.#again(manager, actor, packageId, asked);
      if (again !== null) return again;
      const base = await this.#base(manager, locked, asked);
      if (!base.ok) return base;
      const member = base.value.core.members.find(({ partner }) => partner === actor.delegation);
      if (member === undefined || !isCounted(member)) return err(new Refusal('NOT_A_MEMBER'));
      const request = requestOf(actor, base.value, asked);
      const terms = await this.#terms(manager, locked, base.value, { request, asked });
      if (!terms.ok) return terms;
      return this.#open({ manager, locked, base: base.value, terms: terms.value }, actor, request);
    });
    return done.ok ? ok(await this.#view(done.value, actor)) : done;
  }

  /** Whoever asked takes its request back while it is not decided. */
  async takeBack(actor: SignedIn, id: ProcedureId, reason: string): Promise<Answer<Derogation>> {
    const row = await this.database.manager.findOneBy(DerogationTable, { procedure: id });
    if (row === null) return err(new Refusal('NOT_FOUND'));
    if (row.partner !== actor.delegation) return err(new Refusal('NOT_OWNER'));
    const acting = actingOf(actor, 'endorse');
    const command = { type: 'withdraw' } as const;
    const done = await this.procedures.perform(id, { acting, reason, command: () => ok(command) });
    return done.ok ? ok(await this.#view(row, actor)) : done;
  }

  async #again(
    manager: EntityManager,
    actor: SignedIn,
    packageId: PackageId,
    asked: AskDerogation,
  ): Promise<Answer<DerogationRow> | null> {
    const procedure = asked.nonce as ProcedureId;
    const row = await manager.findOneBy(DerogationTable, { procedure });
    const stored = row === null ? await storedProcedure(manager, procedure) : undefined;
    if (row === null && stored === undefined) return null;
    const same =
      row !== null &&
      row.package === packageId &&
      row.partner === actor.delegation &&
      row.adoptedHash === asked.packageHash &&
      contentOf(asked) === contentOf(viewOf(row));
    const faults = [{ at: 'body.nonce', message: 'stands for another act already' }];
    return same ? ok(row) : err(new Refusal('INPUT_INVALID', { faults }));
  }

  /** The procedure that adopted the words that are named. */
  async #base(
    manager: EntityManager,
    locked: LockedPackage,
    { packageHash, provision }: AskDerogation,
  ): Promise<Answer<Stored>> {
    const { state } = locked;
    if (state.state !== 'adopted' && state.state !== 'published') {
      return err(refusalOfPackage({ code: 'WRONG_STATE', state: state.state }));
    }
    const base = (await storedOfPackage(manager, locked.row.id)).find(({ core }) => core.state === 'adopted');
    if (base === undefined) throw new Error('an adopted package was adopted by no procedure');
    if (base.core.packageHash !== packageHash) {
      return err(new Refusal('HASH_MISMATCH', { detail: `What was adopted is ${base.core.packageHash}.` }));
    }
    if (provision === null) return ok(base);
    const version = await this.versions.view(locked.row.id, base.row.revision, manager);
    const known = version !== undefined && Object.hasOwn(version.provisions, provision);
    const faults = [{ at: 'body.provision', message: 'is no provision of the adopted text' }];
    return known ? ok(base) : err(new Refusal('INPUT_INVALID', { faults }));
  }

  async #terms(
    manager: EntityManager,
    locked: LockedPackage,
    { core }: Stored,
    { request, asked }: { readonly request: DerogationRequest; readonly asked: AskDerogation },
  ): Promise<Answer<Terms>> {
    const named = core.terms.rulebook;
    const book = named === null ? undefined : await this.books.rulebook(named.id, named.version, manager);
    if (book === undefined) return err(refusalOfDerogation({ code: 'no_derogations' }));
    const facts = {
      procedure: asked.nonce as ProcedureId,
      requestHash: derogationHash(request),
      askedAt: locked.now,
    };
    const terms = derogationTerms(book, core, facts, await this.books.shelf(manager));
    return terms.ok ? terms : err(refusalOfDerogation(terms.error));
  }

  async #open(
    { manager, locked, base, terms }: Opening,
    actor: SignedIn,
    request: DerogationRequest,
  ): Promise<Answer<DerogationRow>> {
    const decided = decide(null, { type: 'open', terms, frozenHash: terms.packageHash }, locked.now);
    if (!decided.ok) return err(refusalOfProcedure(decided.error));
    const acting = actingOf(actor, 'endorse');
    const recorded = await this.record.append(manager, locked, entryOf(acting, terms, request));
    const derogation = rowOf(actor, recorded, { terms, request });
    await manager.insert(DerogationTable, derogation);
    const row = { ...newRow(locked, terms, { partners: [], at: locked.now }), names: base.row.names };
    await manager.insert(ProcedureTable, row);
    const standing = { manager, locked: recorded, row, events: [], core: null };
    await this.writer.write(standing, decided.value, { by: acting, receivedAt: locked.now });
    return ok(derogation);
  }

  async #view(row: DerogationRow, viewer: Viewer): Promise<Derogation> {
    const procedure = await this.readings.view(row.procedure, viewer);
    if (procedure === undefined) throw new Error('a request for a derogation has no procedure');
    const { partner, person, name, record, under, adoptedHash, askedAt } = row;
    return {
      ...viewOf(row),
      partner,
      person,
      name,
      record,
      under,
      adoptedHash,
      askedAt: instant(askedAt.getTime()),
      procedure,
    };
  }
}

interface Opening {
  readonly manager: EntityManager;
  readonly locked: LockedPackage;
  readonly base: Stored;
  readonly terms: Terms;
}

type Content = Pick<AskDerogation, 'subject' | 'provision' | 'ground' | 'from' | 'until'>;

const contentOf = ({ subject, provision, ground, from, until }: Content): string =>
  JSON.stringify([subject, provision, ground, from, until]);

const at = (date: Date | null): Instant | null => (date === null ? null : instant(date.getTime()));
const viewOf = ({ subject, provision, ground, from, until }: DerogationRow): Content => ({
  subject,
  // It was read at the door as the id of a provision.
  provision: provision as Content['provision'],
  ground,
  from: at(from),
  until: at(until),
});

function requestOf(
  { delegation: partner }: SignedIn,
  { core, row }: Stored,
  { subject, provision, ground, from, until }: AskDerogation,
): DerogationRequest {
  const { packageHash } = core;
  return { packageHash, procedure: row.id, partner, subject, provision, ground, from, until };
}

/** The request in the package's record, whole: what its hash was taken of. */
function entryOf(
  acting: Acting,
  { procedure, packageHash }: Terms,
  request: DerogationRequest,
): Parameters<RecordService['append']>[2] {
  return {
    type: 'derogation.asked',
    acting,
    packageHash,
    body: { procedure, request: { ...request } },
  };
}

function rowOf(
  { person, name }: SignedIn,
  { row, now }: LockedPackage,
  { terms, request }: { readonly terms: Terms; readonly request: DerogationRequest },
): DerogationRow {
  const { partner, subject, provision, ground, from, until, procedure: under, packageHash } = request;
  const dateOf = (ms: Instant | null): Date | null => (ms === null ? null : new Date(ms));
  return {
    procedure: terms.procedure,
    package: row.id,
    partner,
    subject,
    provision,
    ground,
    from: dateOf(from),
    until: dateOf(until),
    under,
    adoptedHash: packageHash,
    person,
    name,
    askedAt: new Date(now),
    record: row.recordHead,
  };
}

function refusalOfDerogation(refusal: DerogationRefusal): Refusal {
  switch (refusal.code) {
    case 'not_adopted':
      return new Refusal('ACT_NOT_ALLOWED', { detail: 'Nothing was adopted that it could derogate from.' });
    case 'no_derogations':
      return new Refusal('ACT_NOT_ALLOWED', {
        detail: 'The rule book that this was adopted by knows no derogations.',
      });
    case 'calendar_missing':
      return new Refusal('RULE_INPUT', { detail: 'The calendar that the rule book names is not there.' });
    case 'calendar_ends':
      return new Refusal('RULE_INPUT', {
        detail: `The calendar of the rule book does not cover ${refusal.day}.`,
      });
    case 'period_not_whole':
      return new Refusal('RULE_INPUT', { detail: 'The period of the rule book is no whole number from 1.' });
    default:
      return assertNever(refusal);
  }
}
