import type { BoardMark } from '@entente/consensus';
import type { VersionStrip } from '@entente/contracts';
import { MILDEST_FIRST } from './stance.js';

/** Part of a strip: so many partners with one mark, from `from` on, of `1` in all. */
export type Segment = {
  readonly mark: BoardMark;
  readonly count: number;
  /** Of them, who said it for other words. */
  readonly stale: number;
  readonly from: number;
  readonly width: number;
};

/** One round as a strip, and who moved since the one before. */
export type Round = {
  readonly revision: number;
  readonly segments: readonly Segment[];
  readonly closer: readonly string[];
  readonly further: readonly string[];
};

/** Small multiples: for each version how many partners stood where, mildest first, each strip of the same length (UI §8). */
export function roundsOf(versions: readonly VersionStrip[], partners: readonly string[]): readonly Round[] {
  return versions.map(({ revision, partners: known }) => {
    const said = new Map(known.map((one) => [one.partner as string, one]));
    const codes = (shift: VersionStrip['partners'][number]['shift']): string[] =>
      partners.filter((code) => said.get(code)?.shift === shift);
    return {
      revision,
      segments: segmentsOf(partners.map((code) => said.get(code) ?? { mark: 'none', stale: false })),
      closer: codes('closer'),
      further: codes('further'),
    };
  });
}

function segmentsOf(all: readonly { readonly mark: BoardMark; readonly stale: boolean }[]): Segment[] {
  let from = 0;
  return MILDEST_FIRST.flatMap((mark) => {
    const these = all.filter((one) => one.mark === mark);
    if (these.length === 0) return [];
    const width = these.length / all.length;
    const stale = these.filter((one) => one.stale).length;
    const segment = { mark, count: these.length, stale, from, width };
    from += width;
    return [segment];
  });
}
