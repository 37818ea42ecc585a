import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const KILL_AFTER_MS = 10_000;
const started = new Set<ChildProcess>();

export interface ProgramOptions {
  /** Absolute path of a compiled program. */
  readonly script: string;
  readonly arguments?: readonly string[];
  readonly flags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly logFile: string;
}

/** Starts a Node.js program with an IPC channel; what it prints goes to its log. It ends with this process. */
export function startProgram(options: ProgramOptions): ChildProcess {
  const log = openSync(options.logFile, 'a', 0o600);
  const child = spawn(
    process.execPath,
    [...(options.flags ?? []), options.script, ...(options.arguments ?? [])],
    {
      env: { ...process.env, NODE_ENV: 'production', ...options.environment },
      stdio: ['ignore', log, log, 'ipc'],
    },
  );
  closeSync(log);
  started.add(child);
  child.once('exit', () => started.delete(child));
  return child;
}

/** Flags that put the probe into a server. */
export function probed(): string[] {
  const probe = path.join(import.meta.dirname, '../servers/probe.js');
  return ['--expose-gc', '--import', pathToFileURL(probe).href];
}

/** Flags with which `npm start` and the image run our server. The scripts are plain JavaScript outside every room. */
export async function serverFlags(): Promise<string[]> {
  const file = path.join(import.meta.dirname, '../../../../scripts/lib/node-flags.mjs');
  const flags = (await import(pathToFileURL(file).href)) as { readonly serverFlags: readonly string[] };
  return [...flags.serverFlags];
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Settles when the process is gone. */
export async function ended(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  await new Promise((resolve) => child.once('exit', resolve));
}

export async function stopProgram(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  child.kill('SIGTERM');
  const harder = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
  await ended(child);
  clearTimeout(harder);
}

/** For the way out: nothing that was started here goes on. */
export function killAll(): void {
  for (const child of started) child.kill('SIGKILL');
}
