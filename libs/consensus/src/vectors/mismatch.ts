/** One expectation that did not come true. Values as one line of JSON. */
export interface Mismatch {
  readonly field: string;
  readonly expected: string;
  readonly found: string;
}

/** Compares by JSON; what is expected and undefined is not checked. */
export function differ(field: string, expected: unknown, found: unknown): readonly Mismatch[] {
  if (expected === undefined) return [];
  const [one, other] = [JSON.stringify(expected), JSON.stringify(found ?? null)];
  return one === other ? [] : [{ field, expected: one, found: other }];
}
