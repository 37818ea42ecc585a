import { canonicalSection, openSuggestions, type SectionTree } from '@entente/document';
import type { SectionEntry } from '@entente/sync/client';
import type { DocumentId } from '@entente/kernel';
import type * as Y from 'yjs';
import { ReadText } from '../text/read-text.js';
import { Observable } from './observable.js';

/** How long nobody types before the text is read. */
const CALM_MS = 300;
/** Others may never pause: it is read so often while they type. */
const LATEST_MS = 1_500;

type Held = { doc: Y.Doc; tree: SectionTree | null; dirty: boolean; release: () => void };

/**
 * The text as it stands in the live documents, read again when typing pauses. Only sections that changed are read anew.
 * Whoever acts on the text's hash takes it from `now`, or calls `watchClosely` while it is on the screen.
 */
export class LiveText {
  readonly text = new Observable<ReadText | null>(null);
  private readonly held = new Map<DocumentId, Held>();
  private order: readonly SectionEntry[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;
  /** When the oldest change that is not read yet came, in ms of `performance.now`; null: all is read. */
  private waitingSince: number | null = null;
  private watchers = 0;

  /** The sections in order, and where each one's Y.Doc is now. */
  follow(sections: readonly SectionEntry[], docOf: (document: DocumentId) => Y.Doc): void {
    let changed = !sameOrder(this.order, sections);
    this.order = sections;
    const kept = new Set(sections.map(({ document }) => document));
    for (const [document, { release }] of this.held) {
      if (kept.has(document)) continue;
      release();
      this.held.delete(document);
    }
    for (const { document } of sections) changed = this.hold(document, docOf(document)) || changed;
    if (changed) this.schedule();
  }

  /** The text at this very moment. */
  now(): ReadText | null {
    if (this.waitingSince !== null) this.compute();
    return this.text.get();
  }

  /** Until the answer is called each change is read at once. */
  watchClosely(): () => void {
    this.watchers += 1;
    this.now();
    return () => {
      this.watchers -= 1;
    };
  }

  destroy(): void {
    this.cancel();
    for (const { release } of this.held.values()) release();
    this.held.clear();
  }

  /** Whether that is another Y.Doc than before. */
  private hold(document: DocumentId, doc: Y.Doc): boolean {
    const before = this.held.get(document);
    if (before?.doc === doc) return false;
    before?.release();
    const hear = (): void => {
      const held = this.held.get(document);
      if (held !== undefined) held.dirty = true;
      this.schedule();
    };
    doc.on('update', hear);
    const release = (): void => {
      doc.off('update', hear);
    };
    this.held.set(document, { doc, tree: null, dirty: true, release });
    return true;
  }

  private cancel(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.waitingSince = null;
  }

  private schedule(): void {
    const now = performance.now();
    this.waitingSince ??= now;
    if (this.timer !== null) clearTimeout(this.timer);
    const calm = Math.max(0, Math.min(CALM_MS, this.waitingSince + LATEST_MS - now));
    this.timer = setTimeout(
      () => {
        this.compute();
      },
      this.watchers > 0 ? 0 : calm,
    );
  }

  private compute(): void {
    this.cancel();
    const trees: SectionTree[] = [];
    for (const { document, kind } of this.order) {
      const held = this.held.get(document);
      if (held === undefined) continue;
      if (held.dirty) {
        const tree = canonicalSection(held.doc, kind, document);
        const suggestions = openSuggestions(held.doc);
        held.tree = tree.ok ? { document, kind, tree: tree.value, suggestions } : null;
        held.dirty = false;
      }
      if (held.tree !== null) trees.push(held.tree);
    }
    this.text.set(trees.length === 0 ? null : new ReadText(trees, this.text.get()));
  }
}

function sameOrder(a: readonly SectionEntry[], b: readonly SectionEntry[]): boolean {
  return a.length === b.length && a.every((one, at) => one.document === b[at]?.document);
}
