import type { Writer } from './room.js';

/** A refusal that the same edit may be sent again after. */
const LATER = new Set(['UNAVAILABLE', 'RATE', 'DRAINING']);
const AGAIN_MS = 200;

export interface Steady {
  /** Least time between two edits of one writer, ms. */
  readonly leastMs: number;
  /** Whether there is another edit to make. */
  more(): boolean;
  onAcknowledged(client: number, clock: number): void;
  onRefused(refusal: string): void;
}

/**
 * Types with one edit under way, as docs/protocol.md asks of a client: the next one after the answer, the same one again where
 * the server says later. Settles when there is no more to type, when the connection ends, or on any other refusal.
 */
export async function typeSteadily({ client, typist }: Writer, steady: Steady): Promise<void> {
  await new Promise<void>((resolve) => {
    client.onClose = resolve;
    const next = (): void => {
      if (!steady.more()) {
        resolve();
        return;
      }
      const clock = typist.clock;
      const update = typist.edit();
      const sentAt = performance.now();
      const send = (): void => {
        client.send(update, (refusal) => {
          if (refusal === null) {
            steady.onAcknowledged(client.client, clock);
            setTimeout(next, Math.max(0, steady.leastMs - (performance.now() - sentAt)));
          } else if (LATER.has(refusal)) {
            setTimeout(send, AGAIN_MS);
          } else {
            steady.onRefused(refusal);
            resolve();
          }
        });
      };
      send();
    };
    next();
  });
}
