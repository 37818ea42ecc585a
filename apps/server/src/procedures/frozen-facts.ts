import { rulebookHash } from '@entente/consensus';
import { ruleText, type RecordFacts } from '@entente/formats';
import { Inject, Injectable } from '@nestjs/common';
import { CoalitionService } from '../coalition/index.js';
import { VersionsService } from '../lifecycle/index.js';
import { RulebooksService } from '../rulebooks/index.js';
import type { ProcedureRow } from './procedure.table.js';

/** What was frozen when a procedure began, as its decision record holds it. */
@Injectable()
export class FrozenFacts {
  constructor(
    @Inject(CoalitionService) private readonly coalition: CoalitionService,
    @Inject(RulebooksService) private readonly rulebooks: RulebooksService,
    @Inject(VersionsService) private readonly versions: VersionsService,
  ) {}

  async of(row: ProcedureRow): Promise<Pick<RecordFacts, 'coalition' | 'frozen'>> {
    const { name } = await this.coalition.current();
    return { coalition: name, frozen: await this.#frozen(row) };
  }

  async #frozen(row: ProcedureRow): Promise<RecordFacts['frozen']> {
    const version = await this.versions.view(row.package, row.revision);
    if (version === undefined) throw new Error('a procedure is on no version');
    const { terms, packageHash, electorateHash, termsHash, names } = row;
    const { textHash, sealedText, annexes } = version;
    const rulebook = await this.#rulebook(row);
    return {
      textHash,
      ...(sealedText === null ? {} : { sealedText }),
      packageHash,
      annexes: annexes.map(({ annex, commitment }) => ({ annex, commitment })),
      electorateHash,
      termsHash,
      terms,
      names: { ...names },
      rulebook,
      ruleText: ruleText(terms),
    };
  }

  async #rulebook({ terms }: ProcedureRow): Promise<RecordFacts['frozen']['rulebook']> {
    if (terms.rulebook === null) return null;
    const { id, version } = terms.rulebook;
    const book = await this.rulebooks.rulebook(id, version);
    // Versions are never deleted: a procedure that names one that is not there is a defect.
    if (book === undefined) throw new Error(`there is no rule book ${id} ${String(version)}`);
    const { name, body, basis } = book;
    return { id, version, name, body, basis, hash: rulebookHash(book) };
  }
}
