import { canonicalSection, type SectionTree } from '@entente/document';
import type { SectionEntry } from '@entente/sync/client';
import type { DocumentId } from '@entente/kernel';
import type * as Y from 'yjs';
import { readTrees, type ReadText } from '../text/read-text.js';
import { Observable } from './observable.js';

const CALM_MS = 250;

type Held = { doc: Y.Doc; tree: SectionTree | null; dirty: boolean; release: () => void };

/**
 * The text as it stands in the live documents, computed again shortly after a change: only what changed is read anew,
 * and never more often than the last computing took, four times over, so that typing stays ahead of it.
 */
export class LiveText {
  readonly text = new Observable<ReadText | null>(null);
  private readonly held = new Map<DocumentId, Held>();
  private order: readonly SectionEntry[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;
  private lastCost = 0;

  /** The sections in order, and where each one's Y.Doc is now. */
  follow(sections: readonly SectionEntry[], docOf: (document: DocumentId) => Y.Doc): void {
    this.order = sections;
    const kept = new Set(sections.map(({ document }) => document));
    for (const [document, { release }] of this.held) {
      if (kept.has(document)) continue;
      release();
      this.held.delete(document);
    }
    for (const { document } of sections) this.hold(document, docOf(document));
    this.schedule();
  }

  destroy(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    for (const { release } of this.held.values()) release();
    this.held.clear();
  }

  private hold(document: DocumentId, doc: Y.Doc): void {
    const before = this.held.get(document);
    if (before?.doc === doc) return;
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
  }

  private schedule(): void {
    this.timer ??= setTimeout(
      () => {
        this.timer = null;
        this.compute();
      },
      Math.max(CALM_MS, this.lastCost * 4),
    );
  }

  private compute(): void {
    const start = performance.now();
    const trees: SectionTree[] = [];
    for (const { document, kind } of this.order) {
      const held = this.held.get(document);
      if (held === undefined) continue;
      if (held.dirty) {
        const tree = canonicalSection(held.doc, kind, document);
        held.tree = tree.ok ? { document, kind, tree: tree.value } : null;
        held.dirty = false;
      }
      if (held.tree !== null) trees.push(held.tree);
    }
    this.text.set(trees.length === 0 ? null : readTrees(trees));
    this.lastCost = performance.now() - start;
  }
}
