/**
 * When the command began, as `performance.now()` counts it here: negative where another runtime installed first and then
 * ran the same command again.
 */
const begun = Number(process.env.ENTENTE_BEGUN ?? performance.timeOrigin) - performance.timeOrigin;
// Not for what this command starts.
delete process.env.ENTENTE_BEGUN;
let out = process.stdout;

/** For commands whose standard output belongs to what they print in the end. */
export function onStandardError() {
  out = process.stderr;
}

/** Runs one step and prints its name when it begins and its seconds when it ends. */
export async function step(name, work) {
  const start = performance.now();
  out.write(`  ${name} …${out.isTTY ? '' : '\n'}`);
  try {
    const result = await work();
    const text = `  ${name.padEnd(42, ' ')} ${seconds(start).padStart(8)}`;
    out.write(out.isTTY ? `\r${text}\n` : `${text}\n`);
    return result;
  } catch (error) {
    if (out.isTTY) out.write('\n');
    throw error;
  }
}

/** Seconds since `start` (a `performance.now()`), or since the command began. */
export function seconds(start = begun) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
