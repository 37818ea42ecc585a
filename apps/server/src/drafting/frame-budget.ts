import type { JoinedDocument } from '@entente/contracts';
import type { Clock } from '@entente/kernel';
import { TokenBucket } from '@entente/sync';
import type { DoorLimits } from '../door-limits.js';
import type { MessageName } from './drafting.messages.js';

/** What a join costs at least: it asks the database before the engine counts it. */
const JOIN_BYTES = 4_096;

/** What one connection's frames may weigh: each is paid for by its size before anything of it is read (S160). */
export class FrameBudget {
  readonly #presence: TokenBucket;
  readonly #other: TokenBucket;
  readonly #joined: TokenBucket;

  constructor(clock: Clock, limits: DoorLimits) {
    const { presenceBytesPerSocket, otherBytesPerSecond, otherBytesBurst } = limits;
    this.#joined = new TokenBucket(clock, limits.joinedBytesPerSecond, limits.joinedBytesBurst);
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
        return !this.#joined.empty && this.#other.take(Math.max(bytes, JOIN_BYTES));
      case 'leave':
      case 'other':
        return this.#other.take(bytes);
    }
  }

  /** What a join gave is paid for afterwards: the next one waits until the debt is gone (S164). */
  brought(documents: readonly JoinedDocument[]): void {
    this.#joined.spend(documents.reduce((sum, one) => sum + ('update' in one ? one.update.length : 0), 0));
  }
}
