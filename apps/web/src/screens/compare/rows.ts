import type { Comparison, ProvisionChange, SectionChange, WordRun } from '@entente/document';
import type { ProvisionId } from '@entente/kernel';
import { anchorOf } from '../../text/outline.js';

/** One provision of two texts, in one line: what stood there and what stands there are always beside each other. */
export type Row = {
  readonly key: string;
  readonly id: ProvisionId | null;
  /** Fragment of the address that leads to it; undefined where it has no number. */
  readonly anchor: string | undefined;
  readonly depth: number;
  readonly before: Cell | null;
  readonly after: Cell | null;
  /** The later words with what came and what went. */
  readonly words: readonly WordRun[];
  readonly change: ProvisionChange['change'];
  readonly moved: boolean;
};

type Cell = { readonly marker: string; readonly words: readonly WordRun[] };

export type RowGroup = {
  readonly key: string;
  readonly citation: string;
  readonly kind: SectionChange['kind'];
  readonly rows: readonly Row[];
};

/** The rows of a comparison, section by section; with `changedOnly` those that differ, and no section without one. */
export function rowsOf(comparison: Comparison, changedOnly: boolean): readonly RowGroup[] {
  return comparison.sections
    .map((section) => ({
      key: section.document,
      citation: (section.after ?? section.before)?.citation ?? '',
      kind: section.kind,
      rows: section.provisions
        .filter(({ change, moved }) => !changedOnly || change !== 'same' || moved)
        .map((provision, at) => rowOf(provision, `${section.document} ${String(at)}`)),
    }))
    .filter(({ rows }) => rows.length > 0);
}

function rowOf(provision: ProvisionChange, key: string): Row {
  const { id, depth, change, moved, before, after, words } = provision;
  const label = after ?? before;
  return {
    key: id ?? key,
    id: id as ProvisionId | null,
    anchor: label === null || label.citation === '' ? undefined : anchorOf(label.citation),
    depth,
    before: change === 'added' ? null : sideOf(before?.marker, words, 'added'),
    after: change === 'removed' ? null : sideOf(after?.marker, words, 'removed'),
    words,
    change,
    moved,
  };
}

/** The words of one side: those of the other side alone are left out. */
const sideOf = (marker: string | undefined, words: readonly WordRun[], without: WordRun['op']): Cell => ({
  marker: marker ?? '',
  words: words.filter(({ op }) => op !== without),
});
