import { DraftCipher, decodeEdit, decodeWords, encodeEdit, encodeWords } from './draft-cipher.js';
import { DraftDatabase, type Change, type Key } from './draft-database.js';
import type { DraftStore, KeptEdit, KeptId, LeftBehind } from './draft-store.js';
import type { LostWords } from './types.js';

const DESK_LOCK = 'entente-desk';

export interface BrowserDraftsOptions {
  /** Names this person's store for this package on the device; the server gives it with the key. */
  readonly scope: string;
  /** The person, so that `clearDrafts` finds what is theirs. */
  readonly holder: string;
  /** AES-256. Held in memory alone. */
  readonly key: Uint8Array;
}

type Write =
  | { readonly kind: 'keep'; readonly n: number; readonly edit: Omit<KeptEdit, 'id'> }
  | { readonly kind: 'forget'; readonly ids: readonly KeptId[] }
  | { readonly kind: 'lose'; readonly words: LostWords; readonly ids: readonly KeptId[] }
  | { readonly kind: 'dismiss'; readonly id: string };

/**
 * Opens the store in the browser's IndexedDB, sealed under the key. Null where the browser cannot do it: without a secure context
 * there is neither WebCrypto nor locks. Rejects where the database cannot be opened.
 */
export async function openBrowserDrafts(options: BrowserDraftsOptions): Promise<DraftStore | null> {
  if (!canKeep()) return null;
  const [cipher, database] = await Promise.all([DraftCipher.of(options.key), DraftDatabase.open()]);
  const desk = crypto.randomUUID();
  const release = await holdDesk(options.scope, desk);
  return new BrowserDrafts({ ...options, cipher, database, desk, release });
}

/** How many edits and undismissed words of this person wait on this device, over all packages. */
export async function countDrafts(holder: string): Promise<{ edits: number; lost: number }> {
  if (typeof indexedDB === 'undefined') return { edits: 0, lost: 0 };
  const database = await DraftDatabase.open();
  try {
    return await database.count(holder);
  } finally {
    database.close();
  }
}

/** Removes all that waits for this person on this device. */
export async function clearDrafts(holder: string): Promise<void> {
  if (typeof indexedDB === 'undefined') return;
  const database = await DraftDatabase.open();
  try {
    await database.clear(holder);
  } finally {
    database.close();
  }
}

/** Locks, WebCrypto and IndexedDB; the types promise them everywhere, browsers do not. */
function canKeep(): boolean {
  const browser = globalThis as Partial<Pick<typeof globalThis, 'indexedDB' | 'navigator'>>;
  const { subtle } = crypto as Partial<Crypto>;
  const { locks } = (browser.navigator ?? {}) as Partial<Navigator>;
  return browser.indexedDB !== undefined && subtle !== undefined && locks !== undefined;
}

const lockName = (scope: string, desk: string): string => `${DESK_LOCK}/${scope}/${desk}`;

/** Held as long as the tab lives, however it ends, or until the answer is called. */
async function holdDesk(scope: string, desk: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const held = navigator.locks.request(
      lockName(scope, desk),
      async () =>
        new Promise<void>((release) => {
          resolve(release);
        }),
    );
    held.catch(reject);
  });
}

interface Parts extends BrowserDraftsOptions {
  readonly cipher: DraftCipher;
  readonly database: DraftDatabase;
  readonly desk: string;
  readonly release: () => void;
}

class BrowserDrafts implements DraftStore {
  readonly #parts: Parts;
  readonly #waitingForDesks = new AbortController();
  readonly #failedHearers: (() => void)[] = [];
  /** Desks of tabs that are gone, which this one holds until it is closed itself. */
  readonly #taken: (() => void)[] = [];
  #queue: Write[] = [];
  #writing: Promise<void> | null = null;
  #n = 0;
  works = true;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  keep(edit: Omit<KeptEdit, 'id'>): KeptId {
    this.#n += 1;
    this.#write({ kind: 'keep', n: this.#n, edit });
    return idOf(this.#parts.desk, this.#n);
  }

  forget(ids: readonly KeptId[]): void {
    this.#write({ kind: 'forget', ids });
  }

  lose(words: LostWords, ids: readonly KeptId[]): void {
    this.#write({ kind: 'lose', words, ids });
  }

  dismiss(id: string): void {
    this.#write({ kind: 'dismiss', id });
  }

  onFailed(hear: () => void): void {
    this.#failedHearers.push(hear);
  }

  async lostWords(): Promise<readonly LostWords[]> {
    const { scope, cipher, database } = this.#parts;
    const words: LostWords[] = [];
    for (const { key, record } of await database.read('lost', [scope])) {
      const bytes = await cipher.open(key.join('/'), record);
      if (bytes !== null) words.push(decodeWords(bytes));
    }
    return words;
  }

  takeOver(found: (left: LeftBehind) => void): void {
    void this.#takeOver(found).catch(() => {
      this.#fail();
    });
  }

  async close(): Promise<void> {
    this.#waitingForDesks.abort();
    await this.#writing;
    this.#parts.database.close();
    for (const release of [this.#parts.release, ...this.#taken]) release();
  }

  async #takeOver(found: (left: LeftBehind) => void): Promise<void> {
    const { scope, desk, database } = this.#parts;
    const keys = (await database.read('edits', [scope])).map(({ key }) => String(key[1]));
    for (const other of new Set(keys)) {
      // Each waits for its own tab to be gone.
      if (other !== desk) void this.#takeDesk(other, found);
    }
  }

  async #takeDesk(desk: string, found: (left: LeftBehind) => void): Promise<void> {
    const { signal } = this.#waitingForDesks;
    try {
      await navigator.locks.request(lockName(this.#parts.scope, desk), { signal }, async () => {
        // Read after the lock: its tab may have got more recorded, or another tab may have seen to it.
        const left = await this.#read(desk);
        if (signal.aborted || (left.edits.length === 0 && left.unreadable === 0)) return;
        const held = new Promise<void>((release) => {
          this.#taken.push(release);
        });
        found(left);
        await held;
      });
    } catch {
      // Closed while it waited: the desk is for the next to come.
      if (!signal.aborted) this.#fail();
    }
  }

  async #read(desk: string): Promise<LeftBehind> {
    const { scope, cipher, database } = this.#parts;
    const edits: KeptEdit[] = [];
    let unreadable = 0;
    for (const { key, record } of await database.read('edits', [scope, desk])) {
      const bytes = await cipher.open(key.join('/'), record);
      if (bytes === null) unreadable += 1;
      else edits.push({ ...decodeEdit(bytes), id: idOf(desk, Number(key[2])) });
    }
    return { edits, unreadable };
  }

  #write(write: Write): void {
    if (!this.works) return;
    this.#queue.push(write);
    this.#writing ??= this.#writeAll();
  }

  async #writeAll(): Promise<void> {
    try {
      while (this.#queue.length > 0) {
        const writes = this.#queue;
        this.#queue = [];
        await this.#parts.database.change(await this.#changesOf(writes));
      }
    } catch {
      this.#fail();
    } finally {
      this.#writing = null;
    }
  }

  /** What is kept and forgotten again before it was written is never written. */
  async #changesOf(writes: readonly Write[]): Promise<Change[]> {
    const { desk } = this.#parts;
    const gone = new Set(
      writes.flatMap((write) => (write.kind === 'forget' || write.kind === 'lose' ? write.ids : [])),
    );
    const needed = writes.filter((write) => write.kind !== 'keep' || !gone.has(idOf(desk, write.n)));
    return (await Promise.all(needed.map(async (write) => this.#changeOf(write)))).flat();
  }

  async #changeOf(write: Write): Promise<Change[]> {
    const { scope, desk } = this.#parts;
    switch (write.kind) {
      case 'keep':
        return [await this.#sealed('edits', [scope, desk, write.n], encodeEdit(write.edit))];
      case 'forget':
        return this.#removed(write.ids);
      case 'lose':
        return [
          await this.#sealed('lost', [scope, write.words.id], encodeWords(write.words)),
          ...this.#removed(write.ids),
        ];
      case 'dismiss':
        return [{ table: 'lost', key: [scope, write.id], record: null }];
    }
  }

  #removed(ids: readonly KeptId[]): Change[] {
    return ids.map((id) => ({ table: 'edits', key: [this.#parts.scope, ...partsOf(id)], record: null }));
  }

  async #sealed(table: Change['table'], key: Key, bytes: Uint8Array): Promise<Change> {
    const { cipher, holder } = this.#parts;
    return { table, key, record: { holder, ...(await cipher.seal(key.join('/'), bytes)) } };
  }

  #fail(): void {
    if (!this.works) return;
    this.works = false;
    this.#queue = [];
    for (const hear of this.#failedHearers) hear();
  }
}

const idOf = (desk: string, n: number): KeptId => `${desk}/${String(n)}`;

function partsOf(id: KeptId): [desk: string, n: number] {
  const [desk = '', n] = id.split('/');
  return [desk, Number(n)];
}
