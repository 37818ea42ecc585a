import {
  derogationHash,
  derogationTerms,
  isCounted,
  type DerogationRefusal,
  type DerogationRequest,
  type Terms,
} from '@entente/consensus';
import type { AskDerogation } from '@entente/contracts';
import { assertNever, err, ok, type ProcedureId } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { refusalOfPackage, VersionsService, type Answer, type LockedPackage } from '../../lifecycle/index.js';
import { RulebooksService } from '../../rulebooks/index.js';
import { storedOfPackage, type Stored } from '../procedure-store.js';
import { requestOf } from './derogation-row.js';

/** A request that may be opened: what was adopted, what is asked under it, and the terms that follow (SPEC R203). */
export interface Basis {
  readonly base: Stored;
  readonly request: DerogationRequest;
  readonly terms: Terms;
}

/** Whether something may be asked under a package, by this partner and now, and by which terms. */
@Injectable()
export class DerogationBasis {
  constructor(
    @Inject(RulebooksService) private readonly books: RulebooksService,
    @Inject(VersionsService) private readonly versions: VersionsService,
  ) {}

  async of(
    manager: EntityManager,
    locked: LockedPackage,
    { actor, asked }: { readonly actor: SignedIn; readonly asked: AskDerogation },
  ): Promise<Answer<Basis>> {
    const base = await this.#base(manager, locked, asked);
    if (!base.ok) return base;
    const member = base.value.core.members.find(({ partner }) => partner === actor.delegation);
    if (member === undefined || !isCounted(member)) return err(new Refusal('NOT_A_MEMBER'));
    const request = requestOf(actor, base.value, asked);
    const facts = {
      procedure: asked.nonce as ProcedureId,
      requestHash: derogationHash(request),
      askedAt: locked.now,
    };
    const terms = await this.#terms(manager, base.value, facts);
    return terms.ok ? ok({ base: base.value, request, terms: terms.value }) : terms;
  }

  /** The procedure that adopted the words that are named. */
  async #base(
    manager: EntityManager,
    locked: LockedPackage,
    { packageHash, provision }: AskDerogation,
  ): Promise<Answer<Stored>> {
    const { state } = locked.state;
    if (state !== 'adopted' && state !== 'published') {
      return err(refusalOfPackage({ code: 'WRONG_STATE', state }));
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
    { core }: Stored,
    facts: Parameters<typeof derogationTerms>[2],
  ): Promise<Answer<Terms>> {
    const named = core.terms.rulebook;
    const book = named === null ? undefined : await this.books.rulebook(named.id, named.version, manager);
    if (book === undefined) return err(refusalOfDerogation({ code: 'no_derogations' }));
    const terms = derogationTerms(book, core, facts, await this.books.shelf(manager));
    return terms.ok ? terms : err(refusalOfDerogation(terms.error));
  }
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
