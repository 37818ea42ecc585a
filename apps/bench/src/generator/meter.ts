import type { LoadClient } from './load-client.js';
import { readEdits } from './update-reader.js';

/** Told of each edit that reached another client: whose, its clock, who got it. */
export type Arrival = (client: number, clock: number, receiver: LoadClient) => void;

/**
 * Times edits from the moment they are sent until each other client has them. An edit is one clock of one client, so merged
 * frames count as many deliveries as they carry edits.
 */
export class Meter {
  /** Milliseconds until an edit of the window reached one other client. */
  readonly latencies: number[] = [];
  /** Milliseconds until an edit of the window was acknowledged. */
  readonly acknowledgements: number[] = [];
  /** Edits that reached one other client within the window. */
  delivered = 0;
  sentInWindow = 0;
  readonly refused = new Map<string, number>();
  onArrival: Arrival | null = null;
  readonly #sentAt = new Map<number, number[]>();
  #open = false;

  begin(): void {
    this.#open = true;
  }

  /** What was sent in the window still counts when it arrives; what is sent from now on does not. */
  end(): void {
    this.#open = false;
  }

  watch(receiver: LoadClient): void {
    receiver.onUpdate = (update) => {
      const now = performance.now();
      readEdits(update, (client, clock, length) => {
        if (client === receiver.client) return;
        for (let at = clock; at < clock + length; at += 1) this.#arrived(client, at, receiver, now);
      });
    };
  }

  sent(client: number, clock: number): void {
    const times = this.#sentAt.get(client) ?? [];
    this.#sentAt.set(client, times);
    if (!this.#open) return;
    this.sentInWindow += 1;
    times[clock] = performance.now();
  }

  answered(client: number, clock: number, refusal: string | null): void {
    if (refusal !== null) this.refused.set(refusal, (this.refused.get(refusal) ?? 0) + 1);
    const sentAt = this.#sentAt.get(client)?.[clock];
    if (refusal === null && sentAt !== undefined) this.acknowledgements.push(performance.now() - sentAt);
  }

  #arrived(client: number, clock: number, receiver: LoadClient, now: number): void {
    const times = this.#sentAt.get(client);
    // The first text is nobody's edit.
    if (times === undefined) return;
    if (this.#open) this.delivered += 1;
    const sentAt = times[clock];
    if (sentAt !== undefined) this.latencies.push(now - sentAt);
    this.onArrival?.(client, clock, receiver);
  }
}
