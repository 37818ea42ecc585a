import type { PastBlock, PastRunView, PastSectionView, PastText } from '@entente/contracts';
import {
  isPastRun,
  livingTree,
  numberSections,
  type Labels,
  type PastNode,
  type PastRun,
  type RowFacts,
} from '@entente/document';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { childrenOf, type SectionMoment } from './package-past.js';
import type { Past } from './history-shelf.js';

type RowsOf = PastRunView['written'];

/** The people of a text, each named once. */
class HandList {
  readonly list: Omit<PastText['hands'][number], 'name'>[] = [];
  readonly #indexes = new Map<string, number>();

  indexOf({ person, delegation }: Pick<RowFacts, 'person' | 'delegation'>): number {
    const key = `${person} ${delegation}`;
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    const index = this.list.push({ person, delegation }) - 1;
    this.#indexes.set(key, index);
    return index;
  }
}

interface Scope {
  readonly past: Past;
  readonly hands: HandList;
  readonly labels: Labels;
}

/** Past sections as the wire has them. Words of one sitting that stand side by side are one run. */
export async function viewOf(
  moments: readonly SectionMoment[],
  { removed, whole }: { readonly removed: boolean; readonly whole: boolean },
): Promise<{ sections: PastSectionView[]; hands: HandList['list'] }> {
  const living: (PastNode | PastRun)[][] = [];
  for (const moment of moments) living.push(await childrenOf(moment, false));
  const labels = numberSections(
    moments.map(({ document, kind }, at) => ({ document, kind, tree: livingTree(kind, living[at] ?? []) })),
  );
  const hands = new HandList();
  const sections: PastSectionView[] = [];
  for (const [at, moment] of moments.entries()) {
    const children = removed ? await childrenOf(moment, true) : (living[at] ?? []);
    const section = await sectionOf(moment, children, { past: moment.past, hands, labels });
    // Of one section alone nobody knows which article it was.
    sections.push(whole ? section : { ...section, label: '' });
  }
  return { sections, hands: hands.list };
}

async function sectionOf(
  { document, kind, seq, past }: SectionMoment,
  children: readonly (PastNode | PastRun)[],
  scope: Scope,
): Promise<PastSectionView> {
  const blocks: PastBlock[] = [];
  for (const child of children) await addBlock(child, 0, scope, blocks);
  const row = seq === 0 ? null : past.history.row(seq);
  return {
    document,
    kind,
    label: scope.labels.get(document)?.citation ?? '',
    seq,
    head: past.history.head,
    at: row?.receivedAt ?? null,
    hand: row === null ? null : scope.hands.indexOf(row),
    blocks,
  };
}

async function addBlock(
  child: PastNode | PastRun,
  depth: number,
  scope: Scope,
  into: PastBlock[],
): Promise<void> {
  if (isPastRun(child)) return;
  const id = child.attributes['id'] ?? null;
  const runs = await runsOf(child.children.filter(isPastRun), scope);
  into.push({
    node: child.name,
    id,
    depth,
    marker: child.removed === null && id !== null ? (scope.labels.get(id)?.marker ?? '') : '',
    removed: child.removed === null ? null : rowsOf(child.removed, scope),
    runs,
  });
  for (const inner of child.children) await addBlock(inner, depth + 1, scope, into);
}

/** Runs that are looked at before others get their turn. */
const STEP = 2_000;

async function runsOf(runs: readonly PastRun[], scope: Scope): Promise<PastRunView[]> {
  const views: PastRunView[] = [];
  let before: PastRun | null = null;
  for (const [at, run] of runs.entries()) {
    if (at % STEP === STEP - 1) await nextTurn();
    const last = views.at(-1);
    const view = viewOfRun(run, scope);
    if (last !== undefined && before !== null && isOneSitting(before, run, scope.past)) {
      views[views.length - 1] = joined(last, view);
    } else views.push(view);
    before = run;
  }
  return views;
}

function viewOfRun(run: PastRun, scope: Scope): PastRunView {
  return {
    text: run.text,
    written: rowsOf(run.written, scope),
    carried: run.carried === null ? null : rowsOf(run.carried, scope),
    removed: run.removed === null ? null : rowsOf(run.removed, scope),
    suggested: run.marks[0]?.kind ?? null,
  };
}

function rowsOf(seq: number, { past, hands }: Scope): RowsOf {
  const row = past.history.row(seq);
  const { receivedAt } = row;
  return { hand: hands.indexOf(row), seq, last: seq, at: receivedAt, until: receivedAt };
}

function isOneSitting(one: PastRun, other: PastRun, { sittings }: Past): boolean {
  const same = (a: number | null, b: number | null): boolean => {
    if (a === null || b === null) return a === b;
    return sittings.of(a) === sittings.of(b);
  };
  const marks = one.marks.map(({ kind }) => kind).join() === other.marks.map(({ kind }) => kind).join();
  return (
    marks &&
    same(one.written, other.written) &&
    same(one.carried, other.carried) &&
    same(one.removed, other.removed)
  );
}

function joined(one: PastRunView, other: PastRunView): PastRunView {
  return {
    text: one.text + other.text,
    written: spanning(one.written, other.written),
    carried: one.carried === null || other.carried === null ? null : spanning(one.carried, other.carried),
    removed: one.removed === null || other.removed === null ? null : spanning(one.removed, other.removed),
    suggested: one.suggested,
  };
}

function spanning(one: RowsOf, other: RowsOf): RowsOf {
  const [first, last] = one.seq <= other.seq ? [one, other] : [other, one];
  const end = one.last >= other.last ? one : other;
  return {
    hand: first.hand,
    seq: first.seq,
    at: first.at,
    last: Math.max(end.last, last.last),
    until: end.until,
  };
}
