import { publicationFile, type Procedure, type PublicationFile } from '@entente/contracts';
import { err, instant, ok, type Instant, type ProcedureId } from '@entente/kernel';
import { Refusal } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnnexIndexService } from '../annex-index/index.js';
import { CoalitionService } from '../coalition/index.js';
import { packageNumber, publicationAddress, type Answer, type LockedPackage } from '../lifecycle/index.js';
import { CorrectedTexts, ProcedureReadings, type DecidedText } from '../procedures/index.js';
import { wholeFileOf } from './publication-file.js';
import type { PublicationRow } from './publication.table.js';
import { sealedFileOf } from './sealed-file.js';
import { entriesOf, isLeftOut } from './standing.js';

/** What is decided of a package, and the words that were decided on: as the corrigenda that stand left them. */
export interface Decided extends DecidedText {
  readonly procedure: Procedure;
}

/** What publishing now would put there. */
export interface Made {
  readonly file: PublicationFile;
  readonly procedure: ProcedureId;
  readonly address: string;
  readonly edition: number;
}

/** Collects what a published file is made of, inside the publishing transaction. */
@Injectable()
export class PublicationFiles {
  constructor(
    private readonly procedures: ProcedureReadings,
    private readonly annexes: AnnexIndexService,
    private readonly coalition: CoalitionService,
    private readonly corrected: CorrectedTexts,
  ) {}

  /** What stands decided; refused where nothing is adopted yet, where the chair holds publication, or where what fell cannot be left out. */
  async decided(
    manager: EntityManager,
    { row, now }: Pick<LockedPackage, 'row' | 'now'>,
  ): Promise<Answer<Decided>> {
    const procedure =
      row.procedure === null ? undefined : await this.procedures.whole(row.procedure, manager);
    if (procedure === undefined) return err(notAdopted());
    const refusal = stateRefusal(procedure) ?? standingRefusal(procedure, now);
    if (refusal !== null) return err(refusal);
    const text = await this.corrected.decided(manager, procedure, procedure.core);
    if (text === null) return err(wordsUnknown());
    const decided = { ...text, procedure };
    const left = leftOutRefusal(decided);
    return left === null ? ok(decided) : err(left);
  }

  /** The file of what is decided, as the edition after `before`. */
  async of(
    manager: EntityManager,
    { row, now }: Pick<LockedPackage, 'row' | 'now'>,
    {
      decided,
      before,
      words,
    }: { decided: Decided; before: readonly PublicationRow[]; words: readonly string[] },
  ): Promise<Made> {
    const { version, corrected, procedure } = decided;
    const edition = before.length + 1;
    const address = publicationAddress(row, edition);
    const publishing = {
      coalition: (await this.coalition.current()).name,
      number: packageNumber(row),
      title: row.title,
      address,
      version,
      procedure,
      annexes: await this.annexes.list(row.id, manager),
      publishedAt: now,
    };
    const last = before.at(-1);
    const file =
      version.sealedText === null
        ? wholeFileOf(publishing)
        : sealedFileOf({
            ...publishing,
            corrected,
            edition,
            words,
            before: before.map(amendedOf),
            had: last === undefined ? [] : adoptedIn(last),
          });
    return { file, procedure: procedure.id, address, edition };
  }
}

/** Why what stands decided cannot be published; null: it can. */
function stateRefusal({ core }: Procedure): Refusal | null {
  if (core.state !== 'adopted' && core.state !== 'part_adopted') return notAdopted();
  return core.publicationHeld ? held() : null;
}

/** Time owes that a corrigendum stands, and nobody has come to it yet: its words are the ones to publish. */
function standingRefusal({ core }: Procedure, now: Instant): Refusal | null {
  const isOver = core.corrigenda.some(
    ({ state, passages, standsAt }) => state === 'running' && passages !== undefined && standsAt < now,
  );
  return isOver ? aboutToStand() : null;
}

/** Why what fell cannot be left out; null: it can, or nothing did. */
function leftOutRefusal({ version, procedure: { core } }: Decided): Refusal | null {
  const fallen = entriesOf(core).filter(isLeftOut);
  const canBeLeftOut =
    version.sealedText !== null && fallen.every(({ item: { provisions = [] } }) => provisions.length > 0);
  return fallen.length === 0 || canBeLeftOut ? null : notSeverable(fallen.map(({ item }) => item.id));
}

const amendedOf = ({ slug, fileHash, publishedAt }: PublicationRow) => ({
  address: `/publications/${slug}`,
  fileHash,
  publishedAt: instant(publishedAt.getTime()),
});

/** Ids of the entries that an edition has. */
export function adoptedIn({ file }: Pick<PublicationRow, 'file'>): readonly string[] {
  const read = publicationFile.parse(JSON.parse(file.toString('utf8')));
  if (read.form === 'entente-publication/1') return [];
  return read.decision.entries.flatMap((entry) => (entry.state === 'adopted' ? [entry.id] : []));
}

const notAdopted = (): Refusal =>
  new Refusal('WRONG_STATE', { detail: 'Nothing of the package is adopted yet.' });

const held = (): Refusal =>
  new Refusal('ACT_NOT_ALLOWED', { detail: 'The chair holds publication after a late objection.' });

const aboutToStand = (): Refusal =>
  new Refusal('WRONG_STATE', {
    detail:
      'The day in which a corrigendum could be contested is over, and it is about to stand. Publish again in a moment.',
  });

/** Of the time before passages were filed: what was tabled is not what was adopted. */
const wordsUnknown = (): Refusal =>
  new Refusal('ACT_NOT_ALLOWED', {
    detail:
      'A corrigendum changed the text after it was tabled, and only its hash was filed. The text as tabled is not what was adopted. Table the corrected text again and put it to a procedure.',
  });

/** The file would hold the words of an entry that was not adopted: it would say what nobody decided. */
const notSeverable = (items: readonly string[]): Refusal =>
  new Refusal('ACT_NOT_ALLOWED', {
    detail: `Not adopted: ${items.join(', ')}. What they are in the text was not bound when it was tabled and put to the decision, so they cannot be left out. Table the text again and open a procedure whose entries name their provisions.`,
  });
