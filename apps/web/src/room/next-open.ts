/** The next open provision after the selected one, round the end; null where none is open. */
export function nextOpen<One extends { readonly id: string }>(
  all: readonly One[],
  from: One['id'] | null,
  by: 1 | -1,
  isOpen: (id: One['id']) => boolean,
): One | null {
  const at = all.findIndex(({ id }) => id === from);
  const start = at < 0 && by < 0 ? 0 : at;
  for (let step = 1; step <= all.length; step += 1) {
    const one = all[(start + by * step + all.length * 2) % all.length];
    if (one !== undefined && isOpen(one.id)) return one;
  }
  return null;
}
