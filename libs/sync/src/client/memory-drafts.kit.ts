import type { DraftStore, KeptEdit, KeptId, LeftBehind } from './draft-store.js';
import type { LostWords } from './types.js';

interface Desk {
  readonly edits: Map<KeptId, KeptEdit>;
  open: boolean;
  readonly waiting: (() => void)[];
}

/** A device without a disk: several connections of one person keep their edits on it, and any of them may crash. */
export class MemoryDevice {
  readonly desks = new Map<number, Desk>();
  readonly words = new Map<string, LostWords>();
  /** What the next writes do: be lost, as in a crash before they reach the disk. */
  losesWrites = false;

  open(): MemoryDrafts {
    const number = this.desks.size + 1;
    this.desks.set(number, { edits: new Map(), open: true, waiting: [] });
    return new MemoryDrafts(this, number);
  }

  /** All edits that wait, whoever's. */
  get edits(): readonly KeptEdit[] {
    return [...this.desks.values()].flatMap(({ edits }) => [...edits.values()]);
  }
}

export class MemoryDrafts implements DraftStore {
  readonly #device: MemoryDevice;
  readonly #desk: number;
  readonly #failed: (() => void)[] = [];
  readonly #taken: number[] = [];
  #n = 0;
  #over = false;
  works = true;

  constructor(device: MemoryDevice, desk: number) {
    this.#device = device;
    this.#desk = desk;
  }

  keep(edit: Omit<KeptEdit, 'id'>): KeptId {
    this.#n += 1;
    const id = `${String(this.#desk)}/${String(this.#n)}`;
    if (this.#writes) this.#at(this.#desk).edits.set(id, { ...edit, id });
    return id;
  }

  forget(ids: readonly KeptId[]): void {
    if (!this.#writes) return;
    for (const id of ids) this.#at(Number(id.split('/')[0])).edits.delete(id);
  }

  lose(words: LostWords, ids: readonly KeptId[]): void {
    if (this.#writes) this.#device.words.set(words.id, words);
    this.forget(ids);
  }

  dismiss(id: string): void {
    this.#device.words.delete(id);
  }

  async lostWords(): Promise<readonly LostWords[]> {
    await Promise.resolve();
    return [...this.#device.words.values()];
  }

  takeOver(found: (left: LeftBehind) => void): void {
    for (const number of this.#device.desks.keys()) {
      if (number === this.#desk) continue;
      const take = (): void => {
        const desk = this.#at(number);
        if (this.#over || desk.open) return;
        const edits = [...desk.edits.values()];
        if (edits.length === 0) return;
        desk.open = true;
        this.#taken.push(number);
        found({ edits, unreadable: 0 });
      };
      if (this.#at(number).open) this.#at(number).waiting.push(take);
      else take();
    }
  }

  onFailed(hear: () => void): void {
    this.#failed.push(hear);
  }

  /** The disk is full. */
  fail(): void {
    this.works = false;
    for (const hear of this.#failed) hear();
  }

  /** The process is gone, as when it crashes: nothing more is written, and its desks are anybody's. */
  crash(): void {
    if (this.#over) return;
    this.#over = true;
    for (const number of [this.#desk, ...this.#taken]) {
      const desk = this.#at(number);
      desk.open = false;
      for (const take of desk.waiting.splice(0)) take();
    }
  }

  async close(): Promise<void> {
    this.crash();
    await Promise.resolve();
  }

  get #writes(): boolean {
    return this.works && !this.#over && !this.#device.losesWrites;
  }

  #at(number: number): Desk {
    const desk = this.#device.desks.get(number);
    if (desk === undefined) throw new Error('no such desk');
    return desk;
  }
}
