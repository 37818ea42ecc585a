/** Preloaded into every server that is measured: answers questions about its process, and is no part of its work. */
import { writeFileSync } from 'node:fs';
import { Session, type Profiler } from 'node:inspector';

export type Question =
  | { readonly ask: 'cpu' | 'memory' | 'profile-begin'; readonly number: number }
  | { readonly ask: 'profile-end'; readonly number: number; readonly file: string };

export interface Answer {
  readonly answer: number;
  readonly value: Readonly<Record<string, number>>;
}

const session = new Session();

function cpu(): Record<string, number> {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1_000 };
}

/** After two full collections: what a first one only unlinks, the second one gives back. */
function memory(): Record<string, number> {
  const { gc } = globalThis as { gc?: () => void };
  gc?.();
  gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heap: heapUsed + external };
}

function beginProfile(): Record<string, number> {
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: 500 });
  session.post('Profiler.start');
  return {};
}

function endProfile(file: string): Record<string, number> {
  session.post('Profiler.stop', (error: Error | null, { profile }: Profiler.StopReturnType) => {
    if (error === null) writeFileSync(file, JSON.stringify(profile));
  });
  session.disconnect();
  return {};
}

function reply(question: Question): Record<string, number> {
  switch (question.ask) {
    case 'cpu':
      return cpu();
    case 'memory':
      return memory();
    case 'profile-begin':
      return beginProfile();
    case 'profile-end':
      return endProfile(question.file);
  }
}

if (process.channel !== undefined) {
  process.on('message', (message: Partial<Question>) => {
    if (message.ask === undefined || message.number === undefined) return;
    process.send?.({ answer: message.number, value: reply(message as Question) } satisfies Answer);
  });
  process.on('disconnect', () => {
    process.exit(0);
  });
  process.channel.unref();
}
