import type { Procedure, VersionView } from '@entente/contracts';
import { useMemo } from 'react';
import { useCorrectedText, useVersion } from '../api/queries.js';
import { useRoom } from '../room/room-context.js';
import { readFrozen, type ReadText } from '../text/read-text.js';

/** The words that a procedure is on: a frozen version as the last corrigendum that stands left it. */
export interface WordsUnderDecision {
  readonly version: VersionView;
  readonly text: ReadText;
}

/** Null while they are read, or where a corrigendum stands of which only the hash was filed. */
export function useWordsUnderDecision({ id, revision, core }: Procedure): {
  readonly words: WordsUnderDecision | null;
  readonly error: Error | null;
} {
  const { view } = useRoom();
  const last = core.corrigenda.findLast(({ state }) => state === 'stands') ?? null;
  const tabled = useVersion(view.id, last === null ? revision : 0);
  const corrected = useCorrectedText(view.id, last === null ? null : { procedure: id, corrigendum: last.id });
  const { data, error } = last === null ? tabled : corrected;
  const words = useMemo(() => {
    const text = data === undefined ? null : readFrozen(data.canonical);
    return data === undefined || text === null ? null : { version: data, text };
  }, [data]);
  return { words, error };
}
