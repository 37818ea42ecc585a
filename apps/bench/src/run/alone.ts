import { spawn, type ChildProcess } from 'node:child_process';
import { ended } from './children.js';

const HELD = 'held\n';

/** Does `work`; with a `command`, while that command runs a program of ours, which it does when it pleases. */
export async function aloneBy<Value>(command: string | null, work: () => Promise<Value>): Promise<Value> {
  if (command === null) return work();
  const holder = spawn('sh', ['-c', `exec ${command} sh -c 'echo held; exec cat'`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await untilHeld(command, holder);
  try {
    return await work();
  } finally {
    holder.stdin?.end();
    await ended(holder);
  }
}

async function untilHeld(command: string, holder: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    holder.stdout?.once('data', (said: Buffer) => {
      if (said.toString() === HELD) resolve();
      else reject(new Error(`“${command}” said something of its own: ${said.toString()}`));
    });
    holder.once('exit', () => {
      reject(new Error(`“${command}” ended without running anything`));
    });
  });
}
