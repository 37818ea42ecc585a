import type { Corrigendum, CorrectedPassage, Procedure as Core } from '@entente/consensus';
import type { NewCorrigendum, VersionView } from '@entente/contracts';
import { correctText, readCanonicalText, type SectionTree } from '@entente/document';
import { sealedPackageHash, sealText } from '@entente/formats';
import { err, ok, type AnnexId, type ProcedureId } from '@entente/kernel';
import { Refusal } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { VersionsService, type Answer } from '../../lifecycle/index.js';
import type { Stored } from '../procedure-store.js';
import { ProcedureTable } from '../procedure.table.js';
import { CorrectedTextTable, type CorrectedTextRow } from './corrected-text.table.js';
import { refusalOfPassage } from './refusal-of-passage.js';

/** One corrigendum that stands, and the text that it was filed on. */
export interface Corrected {
  readonly corrigendum: Corrigendum;
  readonly of: VersionView;
}

/** A version as its procedure decided it: with every corrigendum that stands. */
export interface DecidedText {
  readonly version: VersionView;
  /** In the order in which they came to stand; none: the words are as they were tabled. */
  readonly corrected: readonly Corrected[];
}

/** The texts that corrigenda make of a frozen version: computed from their passages, and kept. */
@Injectable()
export class CorrectedTexts {
  constructor(
    private readonly database: DataSource,
    private readonly versions: VersionsService,
  ) {}

  /** Puts the passages into the words that the procedure is on, and keeps the text; refused where it is not the one that was meant (SPEC R217). */
  async file(
    manager: EntityManager,
    { row, core }: Stored,
    { id, toHash, passages }: NewCorrigendum,
  ): Promise<Answer<readonly CorrectedPassage[]>> {
    const earlier = core.corrigenda.find((corrigendum) => corrigendum.id === id);
    // Whether it is sent again or another one is for the core to say.
    if (earlier !== undefined) return ok(earlier.passages ?? []);
    const decided = await this.decided(manager, row, core);
    if (decided === null) return err(wordsUnknown());
    const { version } = decided;
    if (version.sealedText === null) return err(notSealed());
    const made = correctText(sectionsOf(version), passages);
    if (!made.ok) return err(refusalOfPassage(made.error, version));
    const { text } = made.value;
    const sealedText = sealText(text.sections, version.sealSeed).hash;
    const annexes = version.annexes.map(({ annex, commitment }) => ({ annex: annex as AnnexId, commitment }));
    const packageHash = sealedPackageHash({ sealedText, annexes });
    if (packageHash !== toHash) {
      const detail = `The text with these passages has the hash ${packageHash}.`;
      return err(new Refusal('HASH_MISMATCH', { detail }));
    }
    const kept: CorrectedTextRow = {
      procedure: row.id,
      corrigendum: id,
      packageHash,
      textHash: text.textHash,
      sealedText,
      provisions: Object.fromEntries(text.provisions),
      canonical: Buffer.from(text.bytes),
    };
    await manager.insert(CorrectedTextTable, kept);
    return ok(made.value.passages);
  }

  /** What the procedure decides on; null where a corrigendum of which only the hash was filed stands. */
  async decided(
    manager: EntityManager,
    { id, package: packageId, revision }: Pick<Stored['row'], 'id' | 'package' | 'revision'>,
    { corrigenda, packageHash }: Pick<Core, 'corrigenda' | 'packageHash'>,
  ): Promise<DecidedText | null> {
    const tabled = await this.versions.view(packageId, revision, manager);
    if (tabled === undefined) throw new Error('a procedure is on no version');
    const corrected: Corrected[] = [];
    let version = tabled;
    for (const corrigendum of corrigenda.filter(({ state }) => state === 'stands')) {
      const row = await textOf(manager, id, corrigendum.id);
      if (row === null) return null;
      corrected.push({ corrigendum, of: version });
      version = correctedBy(version, row);
    }
    if (version.packageHash !== packageHash) throw new Error('a procedure is on other words than are kept');
    return { version, corrected };
  }

  /** What one corrigendum makes of its version; undefined where there is none, or only its hash was filed. */
  async text(id: ProcedureId, corrigendum: string): Promise<VersionView | undefined> {
    const { manager } = this.database;
    const kept = await textOf(manager, id, corrigendum);
    const row = kept === null ? null : await manager.findOneBy(ProcedureTable, { id });
    if (kept === null || row === null) return undefined;
    const version = await this.versions.view(row.package, row.revision, manager);
    return version === undefined ? undefined : correctedBy(version, kept);
  }
}

const textOf = (
  manager: EntityManager,
  procedure: ProcedureId,
  corrigendum: string,
): Promise<CorrectedTextRow | null> => manager.findOneBy(CorrectedTextTable, { procedure, corrigendum });

const correctedBy = (
  version: VersionView,
  { packageHash, textHash, sealedText, provisions, canonical }: CorrectedTextRow,
): VersionView => ({
  ...version,
  packageHash,
  textHash,
  sealedText,
  provisions: { ...provisions },
  canonical: canonical.toString('utf8'),
});

function sectionsOf({ canonical }: VersionView): readonly SectionTree[] {
  const text = readCanonicalText(new TextEncoder().encode(canonical));
  if (!text.ok) throw new Error('a frozen text is not canonical');
  return text.value.sections;
}

const wordsUnknown = (): Refusal =>
  new Refusal('ACT_NOT_ALLOWED', {
    detail:
      'A corrigendum stands of which only the hash was filed, so there are no words to correct. Withdraw the procedure, table the text again and open another one.',
  });

const notSealed = (): Refusal =>
  new Refusal('ACT_NOT_ALLOWED', {
    detail:
      'The text was tabled before texts were sealed, and could not be published as corrected. Withdraw the procedure, table the text again and open another one.',
  });
