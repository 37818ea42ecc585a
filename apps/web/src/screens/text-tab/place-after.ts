/** After which section one stands when it moves by one place; null: first; undefined: it cannot. */
export function placeAfter<Id>(order: readonly Id[], at: number, by: 1 | -1): Id | null | undefined {
  if (at < 0) return undefined;
  if (by === 1) return order[at + 1];
  return at === 0 ? undefined : (order[at - 2] ?? null);
}
