import type { Server as HttpServer } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { StartRefused } from './settings.js';

/**
 * The main of a server process: starts, listens, and on SIGTERM or SIGINT closes in order and ends with 0. A refusal to start
 * is one sentence on standard error and exit code 1.
 */
export async function run(
  start: () => Promise<{ app: NestExpressApplication; port: number; host: string }>,
): Promise<void> {
  try {
    const { app, port, host } = await start();
    let closing = false;
    const close = (): void => {
      if (closing) return;
      closing = true;
      // A client that goes on asking over a connection it keeps would hold the process for as long as it likes.
      setInterval(() => (app.getHttpServer() as HttpServer).closeIdleConnections(), 50).unref();
      void app.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    };
    process.on('SIGTERM', close);
    process.on('SIGINT', close);
    await app.listen(port, host);
  } catch (error) {
    process.stderr.write(`${sentenceOf(error, 'The server could not start')}\n`);
    process.exit(1);
  }
}

/** The main of a short command, `migrate.js`: runs, says what it did, ends. */
export async function runCommand(command: () => Promise<string>): Promise<void> {
  try {
    process.stdout.write(`${await command()}\n`);
  } catch (error) {
    process.stderr.write(`${sentenceOf(error, 'The command failed')}\n`);
    process.exit(1);
  }
}

function sentenceOf(error: unknown, otherwise: string): string {
  if (error instanceof StartRefused) return error.message;
  const { code } = error as { code?: unknown };
  if (code === 'EADDRINUSE')
    return 'The port is taken: choose another with PORT, or stop what listens there.';
  return `${otherwise}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
