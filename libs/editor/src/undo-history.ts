import { CONTENT_ROOT } from '@entente/document';
import * as Y from 'yjs';
import { healReload } from './heal-reload.js';
import type { SectionBinding } from './section-binding.js';

/** Yjs origin of a healed block: no edit of the person, so nothing to undo. */
const HEALING = { editor: 'healing' };

interface Entry {
  readonly section: SectionBinding;
  /** The stack item of the section's own manager; compared by identity only. */
  readonly item: unknown;
  /** Entries with one number are undone together: one act that changed several sections. */
  readonly group: number;
}

type Kind = 'undo' | 'redo';

/**
 * One history over many documents (DESIGN §9): each section has its own Y.UndoManager, and these stacks remember whose turn it
 * is. Only what was written with the sections' own origins is undone, never another person's words.
 */
export class UndoHistory {
  private readonly managers = new Map<SectionBinding, Y.UndoManager>();
  private readonly stacks: Record<Kind, Entry[]> = { undo: [], redo: [] };
  private readonly onCleared: (section: SectionBinding) => void;
  private last: readonly SectionBinding[] = [];
  private group = 0;
  /** The group being undone or redone; what arises then belongs to it. */
  private replaying: { readonly kind: Kind; readonly group: number } | null = null;

  /** `onCleared` is told when a section's history could not be replayed. */
  constructor(onCleared: (section: SectionBinding) => void) {
    this.onCleared = onCleared;
  }

  add(section: SectionBinding): void {
    const manager = new Y.UndoManager(section.fragment, {
      trackedOrigins: new Set([section.origin]),
      // What is one act is told by `editing`, never by the clock alone: a slice of time may end within a word.
      captureTimeout: Number.POSITIVE_INFINITY,
    });
    manager.on('stack-item-added', ({ stackItem }: { stackItem: unknown }) => {
      this.remember(section, stackItem);
    });
    this.managers.set(section, manager);
  }

  remove(section: SectionBinding): void {
    this.managers.get(section)?.destroy();
    this.managers.delete(section);
    this.forget(section);
  }

  /** Forgets what was done in one section: it was done with rights that the person no longer uses there. */
  reset(section: SectionBinding): void {
    this.managers.get(section)?.clear();
    this.forget(section);
  }

  /** A local edit is about to be written to these sections; `continues`: it goes on with the act before it in its section. */
  editing(sections: readonly SectionBinding[], continues = false): void {
    const same = sections.length === 1 && this.last.length === 1 && sections[0] === this.last[0];
    if (!same || !continues) {
      this.group += 1;
      for (const section of sections) this.managers.get(section)?.stopCapturing();
    }
    this.last = sections;
    // A new edit ends what could be redone, in every section: redoing an old branch in one would mix two histories.
    this.stacks.redo = [];
    for (const manager of this.managers.values()) {
      if (manager.redoStack.length > 0) manager.clear(false, true);
    }
  }

  /** Whether a Yjs transaction is this history undoing or redoing. */
  isOwn(origin: unknown): boolean {
    return origin instanceof Y.UndoManager && [...this.managers.values()].includes(origin);
  }

  can(kind: Kind): boolean {
    return this.stacks[kind].some(({ section }) => section.isWritable);
  }

  /** Undoes or redoes the last act in sections that may be written; false where there was none. */
  replay(kind: Kind): boolean {
    this.last = [];
    while (this.can(kind)) {
      if (this.replayGroup(kind)) return true;
    }
    return false;
  }

  private replayGroup(kind: Kind): boolean {
    const stack = this.stacks[kind];
    const top = stack.findLast(({ section }) => section.isWritable);
    if (top === undefined) return false;
    const entries = stack.filter(({ section, group }) => group === top.group && section.isWritable);
    this.stacks[kind] = stack.filter((entry) => !entries.includes(entry));
    this.replaying = { kind, group: top.group };
    try {
      const done = entries.reverse().map((entry) => this.replayOne(kind, entry));
      return done.includes(true);
    } finally {
      this.replaying = null;
      this.prune();
    }
  }

  private replayOne(kind: Kind, { section, item }: Entry): boolean {
    const manager = this.managers.get(section);
    const own = kind === 'undo' ? manager?.undoStack : manager?.redoStack;
    if (manager === undefined || own?.at(-1) !== item) return false;
    try {
      const done = (kind === 'undo' ? manager.undo() : manager.redo()) !== null;
      if (done) healReload(section.fragment, CONTENT_ROOT, HEALING);
      return done;
    } catch {
      // `redoItem … reading 'client'` (SECURITY §8 item 2). The text is what Yjs made of it; only the history is lost.
      manager.clear();
      this.forget(section);
      this.onCleared(section);
      return true;
    }
  }

  private remember(section: SectionBinding, item: unknown): void {
    if (this.replaying !== null) {
      const { kind, group } = this.replaying;
      this.stacks[kind === 'undo' ? 'redo' : 'undo'].push({ section, item, group });
      return;
    }
    if (this.last.length === 1) this.group += 1;
    this.stacks.undo.push({ section, item, group: this.group });
  }

  /** A manager drops items that no longer change anything; so do the stacks. */
  private prune(): void {
    const live = (kind: Kind) => (entry: Entry) => {
      const manager = this.managers.get(entry.section);
      const own: readonly unknown[] = (kind === 'undo' ? manager?.undoStack : manager?.redoStack) ?? [];
      return own.includes(entry.item);
    };
    this.stacks.undo = this.stacks.undo.filter(live('undo'));
    this.stacks.redo = this.stacks.redo.filter(live('redo'));
  }

  private forget(section: SectionBinding): void {
    this.stacks.undo = this.stacks.undo.filter((entry) => entry.section !== section);
    this.stacks.redo = this.stacks.redo.filter((entry) => entry.section !== section);
  }

  destroy(): void {
    for (const section of this.managers.keys()) this.remove(section);
  }
}
