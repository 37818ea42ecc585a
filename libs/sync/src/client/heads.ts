/** Which rows of one document this client has: all up to `head`, and own rows beyond it whose verdict came first. */
export class Heads {
  #head = 0;
  readonly #own = new Set<number>();

  get head(): number {
    return this.#head;
  }

  /** The whole document as at `head` has arrived. */
  reset(head: number): void {
    this.#head = head;
    this.#own.clear();
  }

  /** An own push became row `seq`: the server need not send it back. */
  recorded(seq: number): void {
    if (seq <= this.#head) return;
    this.#own.add(seq);
    this.#absorb();
  }

  /** Rows `from`..`to` arrived. False: rows before them are missing, so nothing is taken. */
  arrived(from: number, to: number): boolean {
    for (let seq = this.#head + 1; seq < from; seq += 1) {
      if (!this.#own.has(seq)) return false;
    }
    this.#head = Math.max(this.#head, to);
    this.#absorb();
    return true;
  }

  #absorb(): void {
    while (this.#own.delete(this.#head + 1)) this.#head += 1;
    for (const seq of this.#own) if (seq <= this.#head) this.#own.delete(seq);
  }
}
