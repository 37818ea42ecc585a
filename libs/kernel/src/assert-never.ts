/** Ends a switch over a closed union: adding a member makes this line a compile error. */
export function assertNever(value: never): never {
  throw new Error(`unexpected variant: ${JSON.stringify(value)}`);
}
