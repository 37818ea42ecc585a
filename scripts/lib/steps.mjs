const begun = performance.now();

/** Runs one step and prints its name when it begins and its seconds when it ends. */
export async function step(name, work) {
  const start = performance.now();
  process.stdout.write(`  ${name} …`);
  if (!process.stdout.isTTY) process.stdout.write('\n');
  try {
    const result = await work();
    line(name, seconds(start));
    return result;
  } catch (error) {
    if (process.stdout.isTTY) process.stdout.write('\n');
    throw error;
  }
}

function line(name, took) {
  const text = `  ${name.padEnd(34, ' ')} ${took.padStart(8)}`;
  process.stdout.write(process.stdout.isTTY ? `\r${text}\n` : `${text}\n`);
}

/** Seconds since `start` (a `performance.now()`), or since the command began. */
export function seconds(start = begun) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
