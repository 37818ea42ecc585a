import * as Y from 'yjs';
import type { CompositionListener } from './input.js';
import type { SectionBinding } from './section-binding.js';

/** How long ProseMirror may take to read what an input method left in the DOM, in ms; it waits 20 itself. */
const COMPOSED_MS = 50;

interface Waiting {
  readonly section: SectionBinding;
  readonly update: Uint8Array;
  readonly origin: unknown;
}

/**
 * Others' updates for the section in which the person is composing (IME). They wait as raw bytes, before `applyUpdate`:
 * were they applied and only their display held back, the next keystroke would delete them (DESIGN §9).
 */
export class Composition implements CompositionListener {
  private composing = false;
  private ending: ReturnType<typeof setTimeout> | null = null;
  private waiting: Waiting[] = [];

  began(): void {
    this.composing = true;
    this.keep();
  }

  ended(): void {
    if (!this.composing || this.ending !== null) return;
    this.ending = setTimeout(() => {
      this.ending = null;
      this.flush();
    }, COMPOSED_MS);
  }

  /** A composition that begins before the last one's end was acted upon goes on with its queue. */
  private keep(): void {
    if (this.ending !== null) clearTimeout(this.ending);
    this.ending = null;
  }

  /**
   * Applies an update now, or keeps it while something is composed in its section; `around` is the section of the caret.
   * Once one waits, all later ones for its section wait behind it. True when applied.
   */
  receive(
    section: SectionBinding,
    update: Uint8Array,
    { origin, around }: { readonly origin: unknown; readonly around: string | null },
  ): boolean {
    const busy = this.composing && section.document === around;
    if (busy || this.waiting.some((other) => other.section === section)) {
      this.waiting.push({ section, update, origin });
      return false;
    }
    Y.applyUpdate(section.doc, update, origin);
    return true;
  }

  flush(): void {
    this.keep();
    this.composing = false;
    const waiting = this.waiting;
    this.waiting = [];
    for (const { section, update, origin } of waiting) Y.applyUpdate(section.doc, update, origin);
  }
}
