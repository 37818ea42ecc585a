/** Tells the process that started this one that it listens. */
export function ready(): void {
  process.send?.({ kind: 'ready' });
}

/** The port that this server was given. */
export function givenPort(): number {
  return Number(process.env['PORT']);
}
