import type { BookContent, BookKind, BookState, BookSummary, BookView } from '@entente/contracts';
import { err, instant, ok, type Hash } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { databaseTime, DelegationService } from '../identity/index.js';
import { actingOf, transact, type Answer } from '../lifecycle/index.js';
import { faultsOfVersion, hashOfVersion, shipped, versionIn, type Version } from './book-kinds.js';
import { BookActTable, BookTable, type BookActKind, type BookActRow, type BookRow } from './book.table.js';
import { RulebooksService } from './rulebooks.service.js';

/** Which version, by its name. */
export interface BookName {
  readonly kind: BookKind;
  readonly book: string;
  readonly version: number;
}

/** What one step asks and leaves. */
interface Step {
  readonly act: BookActKind;
  readonly from: BookState;
  readonly to: BookState;
}

const PROPOSE: Step = { act: 'proposed', from: 'draft', to: 'proposed' };
const RETURN: Step = { act: 'returned', from: 'proposed', to: 'draft' };
const ACTIVATE: Step = { act: 'activated', from: 'proposed', to: 'active' };
const RETIRE: Step = { act: 'retired', from: 'active', to: 'retired' };

/** A version under its lock. */
interface Locked {
  readonly manager: EntityManager;
  readonly row: BookRow;
  readonly acts: readonly BookActRow[];
}

/** Versions of rule books, calendars and weights: copied, edited, proposed by one person, activated by another. */
@Injectable()
export class BooksService {
  constructor(
    private readonly database: DataSource,
    private readonly delegations: DelegationService,
    private readonly rulebooks: RulebooksService,
  ) {}

  /** Every version of a kind: shipped ones first, each book's versions in order. */
  async list(kind: BookKind): Promise<BookSummary[]> {
    const { manager } = this.database;
    const rows = await manager.find(BookTable, { where: { kind }, order: { book: 'ASC', version: 'ASC' } });
    const acts = await manager.find(BookActTable, { where: { kind }, order: { sequence: 'ASC' } });
    const replaced = new Set(rows.filter(({ state }) => state === 'active').map(({ book }) => book));
    const own = rows.map((row) =>
      summaryOf(
        row,
        acts.filter((act) => isOf(act, row)),
      ),
    );
    return [...shipped(kind).map((version) => shippedSummary(version, replaced.has(version.book))), ...own];
  }

  async view(name: BookName): Promise<Answer<BookView>> {
    const summary = (await this.list(name.kind)).find((one) => isOf(one, name));
    const version = await this.rulebooks.version(name.kind, name.book, name.version);
    return summary === undefined || version === undefined
      ? err(new Refusal('NOT_FOUND'))
      : ok({ summary, of: version.of });
  }

  /** A draft with the content of `name`: the next version of the book `as`, which may be a new one. */
  async copy(actor: SignedIn, name: BookName, as: string): Promise<Answer<BookSummary>> {
    const source = await this.rulebooks.version(name.kind, name.book, name.version);
    if (source === undefined) return err(new Refusal('NOT_FOUND'));
    return transact(this.database, async (manager) => {
      // Two who copy at once get two numbers: the second waits for the first.
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `book ${name.kind} ${as}`,
      ]);
      const version = { book: as, version: await nextVersion(manager, name.kind, as), of: source.of };
      const row: BookRow = {
        kind: name.kind,
        book: as,
        version: version.version,
        state: 'draft',
        content: source.of.content,
        hash: hashOfVersion(version),
        copiedBook: name.book,
        copiedVersion: name.version,
      };
      await manager.insert(BookTable, row);
      return this.#append({ manager, row, acts: [] }, 'copied', actor);
    });
  }

  /** Saves a draft over the one that its editor had before them, and over no other. */
  async save(
    actor: SignedIn,
    name: BookName,
    { hash, of }: { readonly hash: Hash; readonly of: BookContent },
  ): Promise<Answer<BookSummary>> {
    if (of.kind !== name.kind)
      return err(new Refusal('INPUT_INVALID', { detail: 'The content is of another kind.' }));
    return this.#change(name, async (locked) => {
      const refusal = refusalFor(locked.row, 'draft', hash);
      if (refusal !== null) return err(refusal);
      const next = {
        content: of.content,
        hash: hashOfVersion({ book: name.book, version: name.version, of }),
      };
      await locked.manager.update(BookTable, keyOf(name), next);
      return this.#append({ ...locked, row: { ...locked.row, ...next } }, 'saved', actor);
    });
  }

  /** Without a fault, and with every vector passing, or refused with all of them. */
  async propose(actor: SignedIn, name: BookName, hash: Hash): Promise<Answer<BookSummary>> {
    return this.#change(name, async (locked) => {
      const refusal = refusalFor(locked.row, PROPOSE.from, hash) ?? (await this.#faulty(locked));
      return refusal === null ? this.#step(locked, PROPOSE, actor) : err(refusal);
    });
  }

  /** Back to its draft, to be corrected. */
  async return(actor: SignedIn, name: BookName, hash: Hash): Promise<Answer<BookSummary>> {
    return this.#change(name, async (locked) => {
      const refusal = refusalFor(locked.row, RETURN.from, hash);
      return refusal === null ? this.#step(locked, RETURN, actor) : err(refusal);
    });
  }

  /** By another person than who proposed it; asked again for faults, since other books may have changed since. */
  async activate(actor: SignedIn, name: BookName, hash: Hash): Promise<Answer<BookSummary>> {
    return this.#change(name, async (locked) => {
      const refusal =
        refusalFor(locked.row, ACTIVATE.from, hash) ??
        (proposerOf(locked) === actor.person ? new Refusal('SEPARATION_OF_DUTIES') : null) ??
        (await this.#faulty(locked));
      if (refusal !== null) return err(refusal);
      await this.#retireActive(locked, actor);
      return this.#step(locked, ACTIVATE, actor);
    });
  }

  async retire(actor: SignedIn, name: BookName, hash: Hash): Promise<Answer<BookSummary>> {
    return this.#change(name, async (locked) => {
      const refusal = refusalFor(locked.row, RETIRE.from, hash);
      return refusal === null ? this.#step(locked, RETIRE, actor) : err(refusal);
    });
  }

  async #change(
    name: BookName,
    work: (locked: Locked) => Promise<Answer<BookSummary>>,
  ): Promise<Answer<BookSummary>> {
    return transact(this.database, async (manager) => {
      // One at a time for a book, so that of two activations the second sees what the first made active.
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `book ${name.kind} ${name.book}`,
      ]);
      const row = await manager.findOneBy(BookTable, keyOf(name));
      if (row === null) {
        // A shipped version is there, and is nobody's to change.
        const known = shipped(name.kind).some((one) => isOf({ ...one, kind: name.kind }, name));
        return err(known ? wrongState('active') : new Refusal('NOT_FOUND'));
      }
      const acts = await manager.find(BookActTable, { where: keyOf(name), order: { sequence: 'ASC' } });
      return work({ manager, row, acts });
    });
  }

  async #faulty({ manager, row }: Locked): Promise<Refusal | null> {
    const seats = (await this.delegations.partners(manager)).map(({ code }) => ({
      partner: code,
      participates: true,
    }));
    const shelf = await this.rulebooks.shelf(manager);
    const now = instant((await databaseTime(manager)).getTime());
    const faults = faultsOfVersion(versionIn(row), { seats, shelf, now });
    return faults.length === 0 ? null : new Refusal('BOOK_FAULTY', { faults });
  }

  async #retireActive({ manager, row }: Locked, actor: SignedIn): Promise<void> {
    const active = await manager.findOneBy(BookTable, { kind: row.kind, book: row.book, state: 'active' });
    if (active === null) return;
    const acts = await manager.find(BookActTable, { where: keyOf(active), order: { sequence: 'ASC' } });
    await this.#step({ manager, row: active, acts }, RETIRE, actor);
  }

  async #step(locked: Locked, { act, to }: Step, actor: SignedIn): Promise<Answer<BookSummary>> {
    await locked.manager.update(BookTable, keyOf(locked.row), { state: to });
    return this.#append({ ...locked, row: { ...locked.row, state: to } }, act, actor);
  }

  async #append(
    { manager, row, acts }: Locked,
    act: BookActKind,
    actor: SignedIn,
  ): Promise<Answer<BookSummary>> {
    const { mandate, person, name } = actingOf(actor, 'propose');
    // The guard has asked for this power; without a mandate in force now it ended in between.
    if (mandate === null) return err(new Refusal('NO_MANDATE'));
    const done: BookActRow = {
      ...keyOf(row),
      sequence: acts.length + 1,
      act,
      hash: row.hash,
      person,
      name,
      mandate,
      at: await databaseTime(manager),
    };
    await manager.insert(BookActTable, done);
    return ok(summaryOf(row, [...acts, done]));
  }
}

const keyOf = ({ kind, book, version }: BookName): BookName => ({ kind, book, version });
const isOf = (one: BookName, other: BookName): boolean =>
  one.kind === other.kind && one.book === other.book && one.version === other.version;

const wrongState = (state: BookState): Refusal =>
  new Refusal('BOOK_STATE', { detail: `This version is ${IN_WORDS[state]}.` });
const IN_WORDS: Readonly<Record<BookState, string>> = {
  draft: 'a draft',
  proposed: 'proposed',
  active: 'in use',
  retired: 'retired',
};

/** In this order: not in the state that the step is from, another content than was seen. */
function refusalFor(row: BookRow, state: BookState, hash: Hash): Refusal | null {
  if (row.state !== state) return wrongState(row.state);
  return row.hash === hash
    ? null
    : new Refusal('HASH_MISMATCH', { detail: `It has the hash ${row.hash} now.` });
}

/** Who proposed it last. */
const proposerOf = ({ acts }: Locked): string | undefined =>
  acts.findLast(({ act }) => act === 'proposed')?.person;

async function nextVersion(manager: EntityManager, kind: BookKind, book: string): Promise<number> {
  const last = await manager.findOne(BookTable, { where: { kind, book }, order: { version: 'DESC' } });
  const first = shipped(kind).find((one) => one.book === book)?.version ?? 0;
  return Math.max(last?.version ?? 0, first) + 1;
}

function summaryOf(row: BookRow, acts: readonly BookActRow[]): BookSummary {
  const { kind, book, version, state, hash, copiedBook, copiedVersion } = row;
  return {
    kind,
    book,
    version,
    name: nameOf(versionIn(row)),
    state,
    shipped: false,
    hash,
    copiedFrom: { book: copiedBook, version: copiedVersion },
    acts: acts.map(({ act, person, name, at, hash: of }) => ({
      act,
      person,
      name,
      at: instant(at.getTime()),
      hash: of,
    })),
  };
}

function shippedSummary(version: Version, replaced: boolean): BookSummary {
  return {
    kind: version.of.kind,
    book: version.book,
    version: version.version,
    name: nameOf(version),
    state: replaced ? 'retired' : 'active',
    shipped: true,
    hash: hashOfVersion(version),
    copiedFrom: null,
    acts: [],
  };
}

const nameOf = ({ of }: Version): string => of.content.name;
