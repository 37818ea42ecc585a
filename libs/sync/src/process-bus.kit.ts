import type { Bus, BusNote } from './ports.js';

/** A bus between several engines of one process, each behind its own door; a node never hears its own notes. */
export class ProcessBus {
  private readonly hearers = new Set<(note: BusNote) => void>();

  door(): Bus {
    const mine = new Set<(note: BusNote) => void>();
    return {
      publish: (note) => {
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
  }
}
