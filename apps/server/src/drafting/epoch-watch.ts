import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StartRefused } from '@entente/nest-platform';
import { codeOf } from './code-of.js';
import type { Query } from './query.js';

const EVERY_MS = 2_000;
const FILE = 'store-mark.json';

/** Why an epoch ended without anybody saying so: the store is another one, or the same one and had been further. */
export type RestoreReason = 'restored' | 'behind';

/** How far this process has seen the store's write-ahead log, in which epoch. */
interface Mark {
  readonly epoch: string;
  readonly end: string;
}

interface EpochWatchOptions {
  readonly query: Query;
  /** Where the mark is kept: beside the database, never in it. */
  readonly folder: string;
  readonly noticed: (reason: RestoreReason) => void;
  /** The epoch is another than it was while this process ran. */
  readonly changed: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Sees when the store is no longer the one that clients were told of (S183): by what PostgreSQL calls it, and by a mark of how far
 * its log had come, kept in the server's own folder. Then a new epoch begins before anybody is told of one.
 */
export class EpochWatch {
  readonly #options: EpochWatchOptions;
  readonly #file: string;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<string> | null = null;
  #known: string | null = null;
  #kept: string | null = null;

  constructor(options: EpochWatchOptions) {
    this.#options = options;
    this.#file = path.join(options.folder, FILE);
  }

  /**
   * Looks before anybody may join, where the database is there, and from then on again and again. Throws `StartRefused` where the mark
   * may not be read or written: a process that runs without one would not notice that its store was restored.
   */
  async start(): Promise<void> {
    await this.#prove();
    await this.#try();
    this.#timer = setInterval(() => void this.#try(), EVERY_MS).unref();
  }

  async close(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    // What was written since the last look counts too. A database that is away leaves the mark as it was.
    await this.#try();
  }

  /** The epoch as of a look that succeeded; rejects where the store cannot be asked. */
  async epoch(): Promise<string> {
    return this.#known ?? this.look();
  }

  /** An administrator says that the store is not what clients were told of. */
  async renew(by: string): Promise<string> {
    await this.#options.query({
      name: 'epoch-end',
      text: `SELECT end_epoch('told', $1)`,
      values: [by],
    });
    // One that was under way may have read the epoch before.
    await this.#looking?.catch(this.#options.failed);
    return this.look();
  }

  look(): Promise<string> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async #try(): Promise<void> {
    try {
      await this.look();
    } catch (error: unknown) {
      this.#options.failed(error);
    }
  }

  async #look(): Promise<string> {
    const mark = await this.#mark();
    const [found] = await this.#options.query<Mark & { reason: RestoreReason | null }>({
      name: 'epoch-notice',
      text: 'SELECT epoch, reason, log_end::text AS end FROM notice_restore($1, $2)',
      values: [mark?.epoch ?? null, mark?.end ?? null],
    });
    if (found === undefined) throw new Error('the store has no epoch');
    const { epoch, end, reason } = found;
    await this.#keep({ epoch, end });
    if (reason !== null) this.#options.noticed(reason);
    const before = this.#known;
    this.#known = epoch;
    if (before !== null && before !== epoch) this.#options.changed();
    return epoch;
  }

  async #mark(): Promise<Mark | null> {
    const kept = this.#kept ?? (await readIfThere(this.#file));
    return kept === null ? null : readMark(kept);
  }

  async #prove(): Promise<void> {
    const fault = await this.#fault();
    if (fault === null) return;
    throw new StartRefused(
      `The mark of how far the database had come, ${this.#file}, cannot be ${fault}: without it a restored database is not ` +
        `noticed. Give the account that runs the server the right to read and write that file and its folder (KEY_DIR). Only if the ` +
        `mark is lost: take the file away, start, and if the database was restored meanwhile, say so with npx entente admin new-epoch.`,
    );
  }

  /** What cannot be done with the mark, and the system's code for why. */
  async #fault(): Promise<string | null> {
    let doing = 'read';
    try {
      const kept = await readIfThere(this.#file);
      doing = 'written';
      const trial = this.#draft;
      await writeFile(trial, kept ?? '', { mode: 0o600 });
      await rm(trial);
      return null;
    } catch (error: unknown) {
      return `${doing} (${codeOf(error)})`;
    }
  }

  /** Of this process alone: several may share the folder. */
  get #draft(): string {
    return `${this.#file}.${String(process.pid)}`;
  }

  /** Whole or not at all, so that a crash never leaves half a mark. */
  async #keep(mark: Mark): Promise<void> {
    const text = JSON.stringify(mark);
    if (text === this.#kept) return;
    await writeFile(this.#draft, text, { mode: 0o600 });
    await rename(this.#draft, this.#file);
    this.#kept = text;
  }
}

/** Null: there is none yet. Whatever else keeps it from being read is thrown, not taken for that (S190). */
async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error: unknown) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Null: not a mark; then only the store's own name says whether it is another. */
function readMark(text: string): Mark | null {
  const found = /^\{"epoch":"([0-9a-f-]{36})","end":"([0-9A-F]{1,8}\/[0-9A-F]{1,8})"\}$/.exec(text);
  const [, epoch, end] = found ?? [];
  return epoch === undefined || end === undefined ? null : { epoch, end };
}
