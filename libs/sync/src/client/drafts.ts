import type { RefusalCode } from '@entente/contracts';
import type { DocumentId, Random } from '@entente/kernel';
import type { DraftStore, KeptId, LeftBehind } from './draft-store.js';
import type { Emitter } from './emitter.js';
import type { ConnectionEvents, DraftSource } from './types.js';

const ID_BYTES = 12;

export interface DraftsOptions {
  readonly source: DraftSource | undefined;
  readonly events: Emitter<ConnectionEvents>;
  readonly random: Random;
  /** What clients that are gone left behind. */
  readonly found: (left: LeftBehind) => void;
  /** Edits can be kept from now on: also those that are waiting already. */
  readonly opened: () => void;
}

/** What of a connection's edits is kept on the device, where it may be. */
export class Drafts {
  readonly #options: DraftsOptions;
  #store: DraftStore | null = null;
  #opening = false;
  #over = false;
  /** False while the connection has ended for good: nothing more is taken in. */
  accepting = false;

  constructor(options: DraftsOptions) {
    this.#options = options;
  }

  /** An edit made now is kept, whatever becomes of the connection. */
  get keeping(): boolean {
    return this.accepting && this.#store?.works === true;
  }

  /** Opens the store, once there is a connection that says whose it is; asked again at the next one where that fails (S189). */
  async open(): Promise<void> {
    const { source } = this.#options;
    if (source === undefined || this.#opening) return;
    this.#opening = true;
    try {
      const store = await source();
      if (store === null) return;
      if (this.#over) await store.close();
      else await this.#take(store);
    } catch (error) {
      this.#opening = false;
      if (!this.#over) this.#options.events.tell('unkept', { error });
    }
  }

  keep(document: DocumentId, epoch: string | null, update: Uint8Array): readonly KeptId[] {
    // Before the first join there is no lease, so nothing that is typed can be recorded as it is.
    if (this.#store === null || epoch === null) return [];
    return [this.#store.keep({ document, epoch, update })];
  }

  forget(ids: readonly KeptId[]): void {
    if (ids.length > 0) this.#store?.forget(ids);
  }

  /** Words for the person, kept until they are dismissed; an edit without words is only told of. */
  lost(document: DocumentId, text: string, code: RefusalCode, ids: readonly KeptId[]): void {
    const id = Array.from(this.#options.random.bytes(ID_BYTES), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join('');
    const words = { id, document, text, code };
    if (text.trim() === '') this.forget(ids);
    else this.#store?.lose(words, ids);
    this.#options.events.tell('lost', words);
  }

  dismiss(id: string): void {
    this.#store?.dismiss(id);
  }

  close(): void {
    this.#over = true;
    this.accepting = false;
    void this.#store?.close();
  }

  async #take(store: DraftStore): Promise<void> {
    const { events, found, opened } = this.#options;
    const undismissed = await store.lostWords();
    this.#store = store;
    store.onFailed(() => {
      events.tell('status');
    });
    opened();
    events.tell('status');
    for (const words of undismissed) events.tell('lost', words);
    store.takeOver((left) => {
      if (this.#over) return;
      if (left.unreadable > 0) events.tell('unreadable', left.unreadable);
      found(left);
    });
  }
}
