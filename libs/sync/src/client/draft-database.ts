import type { Sealed } from './draft-cipher.js';

const NAME = 'entente-drafts';
const VERSION = 1;
const BY_HOLDER = 'holder';

export type Table = 'edits' | 'lost';
/** Edits: scope, desk, number. Words: scope, id. */
export type Key = readonly [scope: string, ...rest: (string | number)[]];

/** One record as it lies on the disk. `holder`: whose it is, so that it can be found and cleared without a key. */
export interface DraftRecord extends Sealed {
  readonly holder: string;
}

export interface Change {
  readonly table: Table;
  readonly key: Key;
  /** Null: removed. */
  readonly record: DraftRecord | null;
}

/** The browser's database of what waits, of all persons and packages of this origin. */
export class DraftDatabase {
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
    // Another tab wants to clear or to bring a newer form: it must not wait for this one.
    database.onversionchange = () => {
      database.close();
    };
  }

  /** Rejects where the browser has none, or forbids it. */
  static async open(): Promise<DraftDatabase> {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      for (const table of ['edits', 'lost'] satisfies Table[]) {
        request.result.createObjectStore(table).createIndex(BY_HOLDER, BY_HOLDER);
      }
    };
    return new DraftDatabase(await settled(request));
  }

  /** All or none of them. */
  async change(changes: readonly Change[]): Promise<void> {
    const work = this.#database.transaction(['edits', 'lost'], 'readwrite');
    for (const { table, key, record } of changes) {
      const store = work.objectStore(table);
      if (record === null) store.delete([...key]);
      else store.put(record, [...key]);
    }
    await finished(work);
  }

  /** Records whose key begins with these parts, in the order of the keys. */
  async read(table: Table, begin: Key): Promise<{ key: Key; record: DraftRecord }[]> {
    const store = this.#database.transaction(table).objectStore(table);
    // An array is greater than any word or number, so this bounds all that may follow.
    const range = IDBKeyRange.bound([...begin], [...begin, []]);
    const [keys, records] = await Promise.all([
      settled(store.getAllKeys(range)),
      settled(store.getAll(range) as IDBRequest<DraftRecord[]>),
    ]);
    return keys.flatMap((key, at) => {
      const record = records[at];
      return record === undefined ? [] : [{ key: key as unknown as Key, record }];
    });
  }

  async count(holder: string): Promise<{ edits: number; lost: number }> {
    const work = this.#database.transaction(['edits', 'lost']);
    const [edits, lost] = await Promise.all(
      (['edits', 'lost'] as const).map(async (table) =>
        settled(work.objectStore(table).index(BY_HOLDER).count(holder)),
      ),
    );
    return { edits: edits ?? 0, lost: lost ?? 0 };
  }

  async clear(holder: string): Promise<void> {
    const work = this.#database.transaction(['edits', 'lost'], 'readwrite');
    for (const table of ['edits', 'lost'] as const) {
      const store = work.objectStore(table);
      for (const key of await settled(store.index(BY_HOLDER).getAllKeys(holder))) store.delete(key);
    }
    await finished(work);
  }

  close(): void {
    this.#database.close();
  }
}

async function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('the browser’s database failed'));
    };
  });
}

async function finished(work: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (): void => {
      reject(work.error ?? new Error('the browser’s database failed'));
    };
    work.oncomplete = () => {
      resolve();
    };
    work.onabort = failed;
    work.onerror = failed;
  });
}
