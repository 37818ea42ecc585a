import type { Bus, BusNote } from './ports.js';

/** A bus between several engines of one process, each behind its own door; a node never hears its own notes. */
export class ProcessBus {
  private readonly hearers = new Set<(note: BusNote) => void>();
  private readonly silent = new Set<Bus>();

  /** From now on nothing that is said at this door reaches the others. */
  silence(door: Bus): void {
    this.silent.add(door);
  }

  door(): Bus {
    const mine = new Set<(note: BusNote) => void>();
    const door: Bus = {
      publish: (note) => {
        if (this.silent.has(door)) return;
        for (const hear of this.hearers) if (!mine.has(hear)) hear(note);
      },
      subscribe: (hear) => {
        mine.add(hear);
        this.hearers.add(hear);
        return () => {
          mine.delete(hear);
          this.hearers.delete(hear);
        };
      },
    };
    return door;
  }
}
