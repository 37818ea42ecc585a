import * as Y from 'yjs';
import type { SectionBinding } from './section-binding.js';

interface Waiting {
  readonly section: SectionBinding;
  readonly update: Uint8Array;
  readonly origin: unknown;
}

/**
 * Others' updates for the section in which the person is composing (IME). They wait as raw bytes, before `applyUpdate`:
 * were they applied and only their display held back, the next keystroke would delete them (DESIGN §9).
 */
export class CompositionQueue {
  private waiting: Waiting[] = [];

  /** Applies an update now, or keeps it while `busy`. Once one waits, all later ones for its section wait behind it. */
  receive(section: SectionBinding, update: Uint8Array, how: { busy: boolean; origin: unknown }): boolean {
    if (how.busy || this.waiting.some((other) => other.section === section)) {
      this.waiting.push({ section, update, origin: how.origin });
      return false;
    }
    Y.applyUpdate(section.doc, update, how.origin);
    return true;
  }

  flush(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const { section, update, origin } of waiting) Y.applyUpdate(section.doc, update, origin);
  }
}
