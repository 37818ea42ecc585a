/**
 * Bytes made of a document at one head: made once for all who ask while somebody still has them (S91). A crowd that opens a
 * document shares one encoding, and a quiet room keeps none.
 */
export class Encoded {
  private head = -1;
  private kept: WeakRef<Uint8Array> | null = null;

  at(head: number, make: () => Uint8Array): Uint8Array {
    const before = this.head === head ? this.kept?.deref() : undefined;
    if (before !== undefined) return before;
    const bytes = make();
    this.head = head;
    this.kept = new WeakRef(bytes);
    return bytes;
  }
}
