/** Patience for a condition on a busy machine; a test waits for what it needs, never for a number of milliseconds. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 10;

/**
 * Asks `condition` again and again until it answers something other than `false`, `null` or `undefined`, and gives that.
 * Throws, naming `what`, after 30 s or `patienceMs`.
 */
export async function waitFor<T>(
  what: string,
  condition: () => T | Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<Exclude<T, false | null | undefined>> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const answer = await condition();
    if (answer !== false && answer !== null && answer !== undefined) {
      return answer as Exclude<T, false | null | undefined>;
    }
    if (performance.now() > end) {
      throw new Error(`waited ${String(patienceMs)} ms in vain for: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
