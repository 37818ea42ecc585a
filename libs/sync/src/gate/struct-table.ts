/** Content of a struct, by the reference number of the Yjs encoding. */
export const STRUCT = {
  gc: 0,
  deleted: 1,
  json: 2,
  binary: 3,
  string: 4,
  embed: 5,
  format: 6,
  type: 7,
  any: 8,
  doc: 9,
  skip: 10,
} as const;

/** No such reference or key. */
export const NONE = -1;

/** One cell of a column; NONE beyond its end. */
export function cell(column: readonly number[], at: number): number {
  return column[at] ?? NONE;
}

/**
 * What a scan found, in columns: struct `i` has `kind[i]`, `client[i]`, and so on. One table is filled again for each
 * update, so that the scan allocates nothing for a struct (SECURITY §4.2.2 L1). Only the first `count` and
 * `deletes` entries are of this update.
 */
export class StructTable {
  bytes: Uint8Array = new Uint8Array(0);
  count = 0;
  readonly kind: number[] = [];
  /** The struct's first byte: its kind, and what it names. */
  readonly info: number[] = [];
  readonly client: number[] = [];
  readonly clock: number[] = [];
  readonly length: number[] = [];
  readonly originClient: number[] = [];
  readonly originClock: number[] = [];
  readonly rightClient: number[] = [];
  readonly rightClock: number[] = [];
  /** Client of the explicit parent's id, NONE where the parent is a root or follows from a neighbour. */
  readonly parentClient: number[] = [];
  readonly parentClock: number[] = [];
  /** Bytes of the root's name, NONE..NONE where the parent is no root. */
  readonly rootFrom: number[] = [];
  readonly rootTo: number[] = [];
  /** Bytes of the key within the parent, NONE..NONE where there is none. */
  readonly keyFrom: number[] = [];
  readonly keyTo: number[] = [];
  /** Bytes of the content, after its reference number. */
  readonly contentFrom: number[] = [];
  readonly contentTo: number[] = [];

  deletes = 0;
  readonly deleteClient: number[] = [];
  readonly deleteClock: number[] = [];
  readonly deleteLength: number[] = [];

  clear(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.count = 0;
    this.deletes = 0;
  }

  /** Opens the next struct with no references; answers its index. */
  open(info: number, client: number, clock: number): number {
    const at = this.count;
    this.info[at] = info;
    this.kind[at] = info & 0x1f;
    this.client[at] = client;
    this.clock[at] = clock;
    this.length[at] = 0;
    this.originClient[at] = NONE;
    this.originClock[at] = NONE;
    this.rightClient[at] = NONE;
    this.rightClock[at] = NONE;
    this.parentClient[at] = NONE;
    this.parentClock[at] = NONE;
    this.rootFrom[at] = NONE;
    this.rootTo[at] = NONE;
    this.keyFrom[at] = NONE;
    this.keyTo[at] = NONE;
    this.contentFrom[at] = NONE;
    this.contentTo[at] = NONE;
    this.count = at + 1;
    return at;
  }

  addDelete(client: number, clock: number, length: number): void {
    const at = this.deletes;
    this.deleteClient[at] = client;
    this.deleteClock[at] = clock;
    this.deleteLength[at] = length;
    this.deletes = at + 1;
  }
}
