import { numberSections, type CanonicalText, type Fault } from '@entente/document';
import { sealedPackageHash, sealText } from '@entente/formats';
import { err, ok, type AnnexId, type Hash, type Result } from '@entente/kernel';
import { Refusal } from '@entente/nest-platform';
import { notReady } from './not-ready.js';

/** What a version is made of. */
export interface FrozenText {
  readonly bytes: Uint8Array;
  readonly textHash: Hash;
  readonly sealedText: Hash;
  readonly packageHash: Hash;
  readonly provisions: Readonly<Record<string, Hash>>;
}

/** What a version is made of beside its words. */
export interface Sealing {
  readonly annexes: readonly { readonly annex: AnnexId; readonly commitment: Hash }[];
  readonly sealSeed: string;
}

type Computed = Result<CanonicalText, readonly Fault[]>;

/**
 * The text as it is frozen: computed from the rooms' rows and again from a replay of the whole log, byte for byte the same,
 * with no fault left. Every fault is named with its place.
 */
export function frozenText(
  live: Computed,
  replayed: Computed,
  { annexes, sealSeed }: Sealing,
): Result<FrozenText, Refusal> {
  if (!live.ok) return err(notReady(live.error));
  if (!replayed.ok) return err(notReady(replayed.error));
  // Equal state says nothing, equal bytes do (DESIGN §10).
  if (live.value.textHash !== replayed.value.textHash) return err(different());
  if (live.value.freezeFaults.length > 0) {
    return err(notReady(live.value.freezeFaults, numberSections(live.value.sections)));
  }
  const { bytes, textHash, provisions, sections } = live.value;
  const sealedText = sealText(sections, sealSeed).hash;
  return ok({
    bytes,
    textHash,
    sealedText,
    packageHash: sealedPackageHash({ sealedText, annexes }),
    provisions: Object.fromEntries(provisions),
  });
}

function different(): Refusal {
  return new Refusal('TEXT_NOT_READY', {
    detail: 'The text and a replay of its log differ. Nothing was frozen; tell those who run the platform.',
  });
}
