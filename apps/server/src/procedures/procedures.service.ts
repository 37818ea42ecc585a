import { decide, type ProcedureCommand, type Terms } from '@entente/consensus';
import { err, ok, type PackageId, type ProcedureId } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DelegationService } from '../identity/index.js';
import { actingOf, type Acting, type Answer } from '../lifecycle/index.js';
import { Beginnings } from './beginnings.js';
import { newRow, type OpeningFacts } from './opening.js';
import { ProcedureDesk } from './procedure-desk.js';
import type { Stored } from './procedure-store.js';
import { ProcedureWriter, type Standing } from './procedure-writer.js';
import { refusalOfProcedure } from './refusal-of-procedure.js';

/** Makes the terms of a new procedure from the facts of the moment at which it opens. */
export type TermsMaker = (facts: OpeningFacts) => Answer<Terms> | Promise<Answer<Terms>>;

/** What a person does to a procedure: the command, once it is known on what. */
export interface Doing {
  readonly acting: Acting;
  /** Stands in the record beside what the events say. */
  readonly reason?: string;
  readonly command: (
    standing: Standing & Stored,
  ) => Answer<ProcedureCommand> | Promise<Answer<ProcedureCommand>>;
}

/** Procedures: opened by the chair, moved by commands. One at a time for a package. */
@Injectable()
export class ProceduresService {
  constructor(
    @Inject(ProcedureDesk) private readonly desk: ProcedureDesk,
    @Inject(DelegationService) private readonly delegations: DelegationService,
    @Inject(ProcedureWriter) private readonly writer: ProcedureWriter,
    @Inject(Beginnings) private readonly beginnings: Beginnings,
  ) {}

  /** Opens or announces one on the frozen version with this hash; everything it is bound to is frozen now (SPEC R153). */
  async open(actor: SignedIn, packageId: PackageId, termsOf: TermsMaker): Promise<Answer<Stored>> {
    const partners = await this.delegations.partners();
    return this.desk.onPackage(packageId, async (manager, locked) => {
      if (locked.state.state === 'decision') return err(new Refusal('ALREADY_OPEN'));
      const members = partners.filter(({ code }) => locked.row.parties.includes(code));
      const procedure = randomUUID() as string as ProcedureId;
      const terms = await termsOf({ manager, procedure, locked, members });
      if (!terms.ok) return terms;
      const row = newRow(locked, terms.value, { partners: members, at: locked.now });
      return this.beginnings.begin(
        { manager, locked, row, events: [], core: null },
        actingOf(actor, 'propose'),
      );
    });
  }

  /** Whether a procedure decides on a derogation; false where there is none. */
  isOnDerogation(id: ProcedureId): Promise<boolean> {
    return this.desk.isOnDerogation(id);
  }

  /** One command of one person. */
  async perform(id: ProcedureId, { acting, reason, command }: Doing): Promise<Answer<Stored>> {
    return this.desk.onProcedure(id, async (standing, receivedAt) => {
      const made = await command(standing);
      if (!made.ok) return made;
      const decided = decide(standing.core, made.value, receivedAt);
      if (!decided.ok) return err(refusalOfProcedure(decided.error));
      const bringing = { by: acting, receivedAt, ...(reason === undefined ? {} : { reason }) };
      return ok(await this.writer.write(standing, decided.value, bringing));
    });
  }
}
