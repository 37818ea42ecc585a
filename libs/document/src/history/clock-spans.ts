/** A stretch of one client's clocks, `from` ≤ c < `to`, and the row that a fact about it comes from. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly seq: number;
}

const NOTHING = { seq: null, to: Number.POSITIVE_INFINITY } as const;
const NO_SPANS: readonly Span[] = [];

/** Facts about stretches of clocks, client by client, in order. Stretches of one client never overlap. */
export class ClockSpans {
  readonly #clients = new Map<number, Span[]>();

  add(client: number, span: Span): void {
    const spans = this.#clients.get(client);
    if (spans === undefined) {
      this.#clients.set(client, [span]);
      return;
    }
    if ((spans.at(-1)?.to ?? 0) <= span.from) spans.push(span);
    else spans.splice(firstAfter(spans, span.from), 0, span);
  }

  /** The stretch that holds `clock`, or else how far from it nothing is known. */
  at(client: number, clock: number): { readonly seq: number | null; readonly to: number } {
    const spans = this.#clients.get(client) ?? NO_SPANS;
    if (spans.length === 0) return NOTHING;
    const next = firstAfter(spans, clock);
    const span = spans[next - 1];
    if (span !== undefined && clock < span.to) return span;
    return { seq: null, to: spans[next]?.from ?? Number.POSITIVE_INFINITY };
  }
}

/** Index of the first stretch that begins after `clock`. */
function firstAfter(spans: readonly Span[], clock: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.from ?? 0) <= clock) low = middle + 1;
    else high = middle;
  }
  return low;
}
