import type { RefusalCode } from '@entente/contracts';
import type { DocumentId } from '@entente/kernel';
import type { Joiner } from './joiner.js';
import type { Member } from './members.js';
import type { RoomText } from './room-text.js';

/** Who waits to be let into a room: its text is being read, or a flight is under way. */
export class Arrivals {
  private readonly document: DocumentId;
  /** Whether other processes write to the same log. */
  private readonly others: () => boolean;
  private waiting: Joiner[] = [];
  /** Those for whom the log has been read again. */
  private readonly compared = new WeakSet<Joiner>();

  constructor(document: DocumentId, others: () => boolean) {
    this.document = document;
    this.others = others;
  }

  get size(): number {
    return this.waiting.length;
  }

  push(joiner: Joiner): void {
    this.waiting.push(joiner);
  }

  remove(member: Member): void {
    this.waiting = this.waiting.filter((joiner) => joiner.member !== member);
  }

  /** Those that this text can answer, who wait no longer; the others stay until the log has been read once more. */
  takeAnswerable(text: RoomText): readonly Joiner[] {
    const [ahead, answerable] = [[] as Joiner[], [] as Joiner[]];
    for (const joiner of this.waiting) (this.isAhead(joiner, text) ? ahead : answerable).push(joiner);
    for (const joiner of ahead) this.compared.add(joiner);
    this.waiting = ahead;
    return answerable;
  }

  turnAway(code: RefusalCode): void {
    for (const joiner of this.waiting.splice(0)) joiner.done({ document: this.document, refused: code });
  }

  /**
   * Has the joiner something that this node does not? It may be unrecorded, or come from rows that another node wrote: then the
   * log is read first, because what is asked of the joiner otherwise would be others' words (S109).
   */
  private isAhead(joiner: Joiner, text: RoomText): boolean {
    if (!this.others() || this.compared.has(joiner)) return false;
    return joiner.stateVector !== undefined && !text.covers(joiner.stateVector);
  }
}
