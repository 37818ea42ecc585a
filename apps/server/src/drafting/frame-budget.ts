import type { Clock } from '@entente/kernel';
import { TokenBucket } from '@entente/sync';
import type { DoorLimits } from '../door-limits.js';
import type { MessageName } from './drafting.messages.js';

/** What one connection's frames may weigh: each is paid for by its size before anything of it is read (S160). */
export class FrameBudget {
  readonly #presence: TokenBucket;
  readonly #other: TokenBucket;

  constructor(clock: Clock, limits: DoorLimits) {
    const { presenceBytesPerSocket, otherBytesPerSecond, otherBytesBurst } = limits;
    this.#presence = new TokenBucket(clock, presenceBytesPerSocket, presenceBytesPerSocket);
    this.#other = new TokenBucket(clock, otherBytesPerSecond, otherBytesBurst);
  }

  /** The engine counts the bytes of updates itself; `other` is what is not understood. */
  affords(name: MessageName | 'other', bytes: number): boolean {
    switch (name) {
      case 'update':
        return true;
      case 'presence':
        return this.#presence.take(bytes);
      case 'join':
      case 'leave':
      case 'other':
        return this.#other.take(bytes);
    }
  }
}
