import type { DocumentId } from '@entente/kernel';
import type { EngineLimits } from './engine-limits.js';
import type { EngineOptions } from './engine-types.js';
import type { Room } from './room.js';

/**
 * Compares the rooms in memory with the log, all of them in one statement, every `pollMs` while other nodes may write to
 * it. So a node hears of everything, later, also where no note ever arrives (S102).
 */
export class HeadPoll {
  private readonly options: EngineOptions;
  private readonly rooms: ReadonlyMap<DocumentId, Room>;
  private asking = false;
  private again = false;
  private ended = false;

  constructor(options: EngineOptions, limits: EngineLimits, rooms: ReadonlyMap<DocumentId, Room>) {
    this.options = options;
    this.rooms = rooms;
    if (options.others === undefined) return;
    const { others, timer } = options;
    const tick = (): void => {
      if (this.ended) return;
      timer.after(limits.pollMs, tick);
      if (others() && !this.asking) this.soon();
    };
    timer.after(limits.pollMs, tick);
  }

  /** Asks now, or once more when the answer under way has come. */
  soon(): void {
    this.again = true;
    if (!this.asking) void this.ask();
  }

  end(): void {
    this.ended = true;
  }

  private async ask(): Promise<void> {
    this.asking = true;
    while (this.again && this.rooms.size > 0) {
      this.again = false;
      await this.compare();
    }
    this.asking = false;
  }

  private async compare(): Promise<void> {
    try {
      const asked = [...this.rooms];
      const found = await this.options.log.heads(asked.map(([document]) => document));
      const heads = new Map(found.map((head) => [head.document, head]));
      for (const [document, room] of asked) room.compare(heads.get(document));
    } catch (error: unknown) {
      this.options.on?.({ kind: 'poll-failed', error });
    }
  }
}
