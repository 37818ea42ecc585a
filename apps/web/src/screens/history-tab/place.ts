import type { History } from '@entente/contracts';
import type { DelegationCode, DocumentId, Instant } from '@entente/kernel';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

/** What the page shows, as its address says it: so that a moment can be sent to somebody else. */
export interface HistoryPlace {
  /** Null: the whole text. */
  readonly document: DocumentId | null;
  /** A row of the section; null: its newest. Only with a section. */
  readonly seq: number | null;
  /** An instant of the whole text; null: now. Only without a section. */
  readonly at: Instant | null;
  /** The other side of a comparison: a row of the section, or an instant of the whole text; null: none. */
  readonly against: number | null;
  readonly removed: boolean;
  readonly delegation: DelegationCode | null;
  /** Only what began before: older pages of the timeline. */
  readonly before: Instant | null;
}

const NAMES = ['document', 'seq', 'at', 'against', 'removed', 'delegation', 'before'] as const;

export function readPlace(search: URLSearchParams): HistoryPlace {
  const document = search.get('document') as DocumentId | null;
  return {
    document,
    seq: document === null ? null : numberIn(search, 'seq'),
    at: document === null ? (numberIn(search, 'at') as Instant | null) : null,
    against: numberIn(search, 'against'),
    removed: search.get('removed') === '1',
    delegation: search.get('delegation') as DelegationCode | null,
    before: numberIn(search, 'before') as Instant | null,
  };
}

export function writePlace(place: HistoryPlace): URLSearchParams {
  const search = new URLSearchParams();
  for (const name of NAMES) {
    const value = place[name];
    if (value === null || value === false) continue;
    search.set(name, value === true ? '1' : String(value));
  }
  return search;
}

function numberIn(search: URLSearchParams, name: string): number | null {
  const value = search.get(name);
  return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : null;
}

/** The place in the address, and a way to change part of it without filling the list of pages one has been to. */
export function useHistoryPlace(): [HistoryPlace, (change: Partial<HistoryPlace>) => void] {
  const [search, setSearch] = useSearchParams();
  const place = useMemo(() => readPlace(search), [search]);
  const move = useCallback(
    (change: Partial<HistoryPlace>) => {
      setSearch((now) => writePlace({ ...readPlace(now), ...change }), { replace: true });
    },
    [setSearch],
  );
  return [place, move];
}

/** A moment that the slider of the whole text, or of one who may not see every row, can stop at. */
export interface Step {
  /** Row of the section, or instant of the whole text; null: the newest. */
  readonly point: number | null;
  /** Its own name, where it has one. */
  readonly name: string | null;
  readonly at: Instant | null;
  /** A version; its name is made of it. */
  readonly revision: number | null;
}

const NOW: Step = { point: null, name: null, at: null, revision: null };

/** Moments of the whole text, oldest first: ends of sittings, versions, named moments, now. */
export function stepsOfText(history: History): Step[] {
  const steps = new Map<number, Step>();
  for (const { to } of history.mayReadRemoved ? history.sittings : []) {
    steps.set(to, { point: to, name: null, at: to, revision: null });
  }
  for (const { at, name } of history.mayReadRemoved ? history.points : []) {
    steps.set(at, { point: at, name, at, revision: null });
  }
  for (const { at, revision } of history.versions) steps.set(at, { point: at, name: null, at, revision });
  return [...[...steps.values()].toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0)), NOW];
}

/** Rows of a section that everybody may see: those that a version froze, and the newest. */
export function openSteps(history: History, document: DocumentId): Step[] {
  const steps = history.versions.flatMap(({ at, revision, heads }) => {
    const head = heads.find((one) => one.document === document);
    return head === undefined ? [] : [{ point: head.seq, name: null, at, revision }];
  });
  return [...steps, NOW];
}

/** The last step that is not after a point. */
export function stepBefore(steps: readonly Step[], point: number | null): number {
  if (point === null) return steps.length - 1;
  const after = steps.findIndex((step) => step.point === null || step.point > point);
  return Math.max(0, after - 1);
}
