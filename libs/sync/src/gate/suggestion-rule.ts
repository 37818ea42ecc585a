import type { RefusalCode } from '@entente/contracts';
import { applyFormat, isAccepted, type Marks, type SuggestionMark } from '@entente/document';
import type { DelegationCode } from '@entente/kernel';
import type { Part } from './batch.js';
import {
  type AbstractType,
  ContentFormat,
  ContentString,
  ContentType,
  isDeleted,
  type Item,
  XmlElement,
  XmlText,
} from 'yjs';

/** Who sends an update, as far as marks ask. */
export interface Sender {
  readonly delegation: DelegationCode;
  /** Whether they may suggest and not write. */
  readonly suggestsOnly: boolean;
}

type Fault = Extract<RefusalCode, 'SUGGEST_ONLY' | 'MARK_NOT_YOURS'> | null;
type Shared = Pick<AbstractType<unknown>, '_start'>;

/** Words that left another's mark, and words that this update put under it, in the order of the text. */
type Moved = Map<string, { gone: string; made: string }>;

/** Marks over the words at one place, before the update and after it. */
interface Over {
  readonly before: Map<string, SuggestionMark>;
  readonly after: Map<string, SuggestionMark>;
  /** Keys in force because of a format item that this update brought. */
  readonly fresh: Set<string>;
}

/**
 * Whether what one update did keeps to what its sender may do with suggestions (S120 to S124). Must be asked while the
 * deleted items still hold their content: in `afterTransaction`, before Yjs collects them. Costs a walk over the texts that were
 * touched; where nothing was ever marked in them and the sender writes, nothing.
 */
export function suggestionFault(part: Part, sender: Sender): Fault {
  const judge = new Judge(part, sender);
  for (const [type, keys] of part.changed) {
    const fault = type instanceof XmlText ? judge.text(type) : judge.blocks(type, keys);
    if (fault !== null) return fault;
  }
  return judge.moves();
}

class Judge {
  private readonly part: Part;
  private readonly sender: Sender;
  private readonly moved: Moved = new Map();

  constructor(part: Part, sender: Sender) {
    this.part = part;
    this.sender = sender;
  }

  /** Children and attributes of an element or the root: who suggests leaves them alone, but for the first run of a block without one. */
  blocks(type: Shared, keys: ReadonlySet<string | null>): Fault {
    if (!this.sender.suggestsOnly) return this.within(type);
    if (!(type instanceof XmlElement) || [...keys].some((key) => key !== null)) return 'SUGGEST_ONLY';
    for (let item = type._start; item !== null; item = item.right) {
      const fault = this.child(item);
      if (fault !== null) return fault;
    }
    return null;
  }

  /** What who suggests did to one child of a block: nothing, or a first run of their own words. */
  private child(item: Item): Fault {
    if (this.vanished(item)) return 'SUGGEST_ONLY';
    if (!this.isNew(item) || item.deleted) return null;
    const type = item.content instanceof ContentType ? item.content.type : null;
    return type instanceof XmlText ? this.text(type) : 'SUGGEST_ONLY';
  }

  text(type: XmlText): Fault {
    if (!this.sender.suggestsOnly && !type._hasFormatting) return null;
    const over: Over = { before: new Map(), after: new Map(), fresh: new Set() };
    for (let item = type._start; item !== null; item = item.right) {
      const { content } = item;
      if (content instanceof ContentFormat) this.pass(item, content, over);
      const fault = content instanceof ContentString ? this.words(item, content.str, over) : null;
      if (fault !== null) return fault;
    }
    return null;
  }

  /** Words stand under another's mark only if they stood under it before: a block was split, joined or moved (S124). */
  moves(): Fault {
    for (const { gone, made } of this.moved.values()) {
      if (!isWithin(made, gone)) return 'MARK_NOT_YOURS';
    }
    return null;
  }

  /** Texts in blocks that came or went. */
  private within(type: Shared): Fault {
    for (let item = type._start; item !== null; item = item.right) {
      const child = item.content instanceof ContentType ? item.content.type : null;
      if (child === null || !(this.isNew(item) || this.vanished(item))) continue;
      const fault = child instanceof XmlText ? this.text(child) : this.within(child);
      if (fault !== null) return fault;
    }
    return null;
  }

  private pass(item: Item, format: ContentFormat, over: Over): void {
    if (this.stood(item)) applyFormat(over.before, format);
    if (item.deleted) return;
    applyFormat(over.after, format);
    if (this.isNew(item)) over.fresh.add(format.key);
    else over.fresh.delete(format.key);
  }

  private words(item: Item, words: string, over: Over): Fault {
    if (this.isNew(item)) return item.deleted ? null : this.added(words, over);
    if (!item.deleted) return this.kept(over);
    return this.vanished(item) ? this.removed(words, over) : null;
  }

  private added(words: string, { after, fresh }: Over): Fault {
    for (const [key, mark] of after) {
      const isClaim = mark.kind === 'insertion' || fresh.has(key);
      if (this.isOwn(mark) || !isClaim) continue;
      if (this.sender.suggestsOnly) return 'MARK_NOT_YOURS';
      this.movement(key).made += words;
    }
    return this.sender.suggestsOnly && !this.ownInsertion(after) ? 'SUGGEST_ONLY' : null;
  }

  private kept({ before, after }: Over): Fault {
    const [was, is] = [this.ownInsertion(before), this.ownInsertion(after)];
    const claims = is && !was;
    if (this.lacks(before, after) || (claims && !isAccepted(before))) return 'MARK_NOT_YOURS';
    if (!this.sender.suggestsOnly) return null;
    if (this.lacks(after, before)) return 'MARK_NOT_YOURS';
    const becomesText = was && isAccepted(after);
    return claims || becomesText ? 'SUGGEST_ONLY' : null;
  }

  /** Whether a mark of others that is in `whole` is not in `part`. */
  private lacks(part: Marks, whole: Marks): boolean {
    for (const [key, mark] of whole) if (!this.isOwn(mark) && !part.has(key)) return true;
    return false;
  }

  private removed(words: string, { before }: Over): Fault {
    if (!this.sender.suggestsOnly) return this.gone(words, before);
    if (isAccepted(before)) return 'SUGGEST_ONLY';
    const foreign = [...before.values()].some((mark) => mark.kind === 'insertion' && !this.isOwn(mark));
    return foreign ? 'MARK_NOT_YOURS' : null;
  }

  private gone(words: string, before: Marks): null {
    for (const [key, mark] of before) if (!this.isOwn(mark)) this.movement(key).gone += words;
    return null;
  }

  private movement(key: string): { gone: string; made: string } {
    const known = this.moved.get(key) ?? { gone: '', made: '' };
    this.moved.set(key, known);
    return known;
  }

  private isOwn({ delegation }: SuggestionMark): boolean {
    return delegation === this.sender.delegation;
  }

  private ownInsertion(marks: Marks): boolean {
    for (const mark of marks.values()) if (mark.kind === 'insertion' && this.isOwn(mark)) return true;
    return false;
  }

  private isNew({ id }: Item): boolean {
    return id.clock >= (this.part.beforeState.get(id.client) ?? 0);
  }

  /** Lived before this transaction and does no longer. */
  private vanished(item: Item): boolean {
    return item.deleted && !this.isNew(item) && isDeleted(this.part.deleteSet, item.id);
  }

  private stood(item: Item): boolean {
    return !this.isNew(item) && (!item.deleted || this.vanished(item));
  }
}

/** Whether the letters of `made` all stand in `gone`, in that order. */
function isWithin(made: string, gone: string): boolean {
  let at = 0;
  for (let next = 0; next < made.length; next += 1) {
    at = gone.indexOf(made.charAt(next), at) + 1;
    if (at === 0) return false;
  }
  return true;
}
