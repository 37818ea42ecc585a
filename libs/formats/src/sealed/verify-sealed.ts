import type { JsonValue } from '@entente/canonical';
import { residualOfIds } from '@entente/consensus';
import type { SealedPublicationFile } from '@entente/contracts';
import { numberSections, type CanonicalNode } from '@entente/document';
import type { AnnexId, Hash } from '@entente/kernel';
import { sealedPackageHash } from '../sealed-package-hash.js';
import type { Difference, EntriesFault } from '../publication-verdict.js';
import { checkCanonical, readPart, type ReadPart } from './read-part.js';
import { commitmentTo, contentOf, hashOfSeals, isRun, nodeOf, unitOf, type Seal } from './sealed-text.js';

type File = SealedPublicationFile;

/** A text with its openings and its hash: of a file, or of what a corrigendum of it was filed on. */
export type Sealed = Pick<File, 'text' | 'openings' | 'sealedText'>;

/** Where a file of a sealed text contradicts itself: in its words, its hashes, or in what it says of its entries (SPEC F56, F57). */
export function sealedDifferences(file: File): Difference[] {
  const part = readPart(file.text as JsonValue);
  if (part === null) return [{ code: 'TEXT_NOT_CANONICAL', detail: 'NOT_THE_FORM', id: null }];
  const standing = standingIn(file, part);
  return [
    ...textDifferences(file, part, standing),
    ...packageDifferences(file, file.annexes),
    ...entryDifferences(file, part, new Set(standing.map(({ id }) => id))),
  ];
}

/** Where the text that a corrigendum was filed on contradicts itself. */
export function differencesOf(
  sealed: Sealed & Pick<File, 'packageHash'>,
  annexes: File['annexes'],
): Difference[] {
  const part = readPart(sealed.text as JsonValue);
  if (part === null) return [{ code: 'TEXT_NOT_CANONICAL', detail: 'NOT_THE_FORM', id: null }];
  return [...textDifferences(sealed, part, standingIn(sealed, part)), ...packageDifferences(sealed, annexes)];
}

/** One provision or section that stands in the text, with the seals that its file states for those inside it. */
interface Standing {
  readonly id: string;
  readonly computed: Hash | null;
}

function textDifferences(file: Sealed, part: ReadPart, standing: readonly Standing[]): Difference[] {
  const differences = provisionDifferences(file, part, standing);
  const fault = canonicalFault(part);
  if (fault !== null) return [...differences, fault];
  const computed = hashOfSeals(
    part.sections.map((section) => sealOf(file, part, section.document, section.tree)),
  );
  const elsewhere = computed !== file.sealedText && differences.length === 0;
  return elsewhere ? [{ code: 'TEXT_ELSEWHERE', stated: file.sealedText, computed }] : differences;
}

function provisionDifferences(file: Sealed, part: ReadPart, standing: readonly Standing[]): Difference[] {
  const labels = numberSections(part.sections);
  const citation = (id: string): string => labels.get(id)?.citation ?? id;
  const differences = standing.flatMap(({ id, computed }): Difference[] => {
    const stated = file.openings[id]?.commitment;
    if (stated === undefined) return [{ code: 'PROVISION_ADDED', id, citation: citation(id) }];
    return computed === stated ? [] : [{ code: 'PROVISION_CHANGED', id, citation: citation(id) }];
  });
  const ids = new Set(standing.map(({ id }) => id));
  const missing = Object.keys(file.openings).filter((id) => !ids.has(id));
  return [...differences, ...missing.map((id): Difference => ({ code: 'PROVISION_MISSING', id }))];
}

function canonicalFault(part: ReadPart): Difference | null {
  const canonical = checkCanonical(part);
  if (canonical.ok) return null;
  const [fault] = canonical.error.code === 'REFUSED_CONTENT' ? canonical.error.faults : [];
  const detail = fault?.code ?? canonical.error.code;
  return { code: 'TEXT_NOT_CANONICAL', detail, id: fault?.provision ?? null };
}

/** The stated seal: each provision is checked by itself, so that a changed word is named once, at the innermost place. */
function sealOf(file: Sealed, { left }: ReadPart, unit: string, [name]: CanonicalNode): Seal {
  const commitment = left.get(unit)?.commitment ?? file.openings[unit]?.commitment;
  return ['sealed', name, commitment ?? NOTHING];
}

/** No hash: stands where a file states none, which is named as a difference by itself. */
const NOTHING = 'sha256:' as Hash;

function standingIn(file: Sealed, part: ReadPart): readonly Standing[] {
  const found: Standing[] = [];
  const walk = (unit: string | null, node: CanonicalNode): void => {
    if (unit !== null && part.left.has(unit)) return;
    if (unit !== null) found.push({ id: unit, computed: computedOf(file, part, unit, node) });
    for (const child of node[2]) if (!isRun(child)) walk(unitOf(child), child);
  };
  for (const section of part.sections) walk(section.document, nodeOf(section));
  return found;
}

function computedOf(file: Sealed, part: ReadPart, unit: string, node: CanonicalNode): Hash | null {
  const salt = file.openings[unit]?.salt;
  if (salt === undefined) return null;
  return commitmentTo(
    contentOf(node, (inner, child) => sealOf(file, part, inner, child)),
    salt,
  );
}

function packageDifferences(
  { sealedText, packageHash }: Pick<File, 'sealedText' | 'packageHash'>,
  annexes: File['annexes'],
): Difference[] {
  const bound = annexes.map(({ annex, commitment }) => ({ annex: annex as AnnexId, commitment }));
  const computed = sealedPackageHash({ sealedText, annexes: bound });
  return computed === packageHash ? [] : [{ code: 'PACKAGE_HASH', stated: packageHash, computed }];
}

/** Whether what the file says of its entries is what its text shows: nothing is left out without a decision, nothing else stands there. */
function entryDifferences(file: File, { left }: ReadPart, standing: ReadonlySet<string>): Difference[] {
  const { entries, acts, residual, cells = [] } = file.decision;
  const fault = (detail: EntriesFault, entry: number | null): Difference => ({
    code: 'ENTRIES',
    detail,
    entry,
  });
  const stated = entries.flatMap((entry) => (entry.state === 'adopted' ? [] : entry.left));
  const shown = [...left.values()].map(({ commitment }) => commitment);
  const differences = entries.flatMap((entry, at): Difference[] => {
    if (entry.state === 'adopted')
      return entry.provisions.every((unit) => standing.has(unit)) ? [] : [fault('NOT_THERE', at + 1)];
    return entry.left.length > 0 && entry.left.every((commitment) => shown.includes(commitment))
      ? []
      : [fault('NOT_LEFT_OUT', at + 1)];
  });
  if (shown.some((commitment) => stated.filter((one) => one === commitment).length !== 1))
    differences.push(fault('UNSAID', null));
  const numbers = [...acts.flatMap(({ about }) => about.entries), ...file.adds];
  if (numbers.some((number) => entries[number - 1] === undefined)) differences.push(fault('NUMBER', null));
  if (cells.some(({ entry }) => entries[entry - 1]?.state !== 'adopted'))
    differences.push(fault('CELLS', null));
  if (residual !== residualStated(file)) differences.push(fault('RESIDUAL', null));
  return differences;
}

/** What the residual hash has to be: null where nothing is left out. */
function residualStated({ packageHash, decision: { entries } }: File): Hash | null {
  const adopted = entries.flatMap((entry) => (entry.state === 'adopted' ? [entry.id] : []));
  return adopted.length === entries.length ? null : residualOfIds(packageHash, adopted);
}
