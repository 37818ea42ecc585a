import type { AnnexEntry, PackageView } from '@entente/contracts';
import { sealedPackageHash, sealText } from '@entente/formats';
import type { Hash } from '@entente/kernel';
import { useMemo } from 'react';
import { useAnnexIndex } from '../api/queries.js';
import type { ReadText } from './read-text.js';

const NONE: readonly AnnexEntry[] = [];

/** The package hash that a text would have if it were tabled as it stands; null until text and annexes have arrived. */
export function useDraftHash({ id, sealSeed }: PackageView, text: ReadText | null): Hash | null {
  const { data } = useAnnexIndex(id);
  const annexes = data?.annexes ?? NONE;
  return useMemo(
    () =>
      text === null
        ? null
        : sealedPackageHash({ sealedText: sealText(text.canonical.sections, sealSeed).hash, annexes }),
    [text, sealSeed, annexes],
  );
}
