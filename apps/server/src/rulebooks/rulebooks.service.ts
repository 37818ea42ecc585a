import type { Rulebook, Shelf } from '@entente/consensus';
import type { BookKind } from '@entente/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { calendarOf, rulebookOf, shipped, versionIn, weightsOf, type Version } from './book-kinds.js';
import { BookTable } from './book.table.js';

/** What is in use, for whoever opens a procedure: `termsFrom(rulebook, seats, facts, shelf)` of the core does the rest. */
@Injectable()
export class RulebooksService {
  constructor(private readonly database: DataSource) {}

  /** The rule books that may be opened by now, one version of each. */
  async inUse(manager: EntityManager = this.database.manager): Promise<Rulebook[]> {
    return (await versionsInUse(manager, 'rulebook')).map(rulebookOf);
  }

  /** One version, in use or not; undefined where there is none. */
  async rulebook(id: string, version: number, manager?: EntityManager): Promise<Rulebook | undefined> {
    const found = await this.version('rulebook', id, version, manager);
    return found === undefined ? undefined : rulebookOf(found);
  }

  /** The calendars and tables of weights in use: what rule books name. */
  async shelf(manager: EntityManager = this.database.manager): Promise<Shelf> {
    const [calendars, weightTables] = [
      await versionsInUse(manager, 'calendar'),
      await versionsInUse(manager, 'weights'),
    ];
    return { calendars: calendars.map(calendarOf), weightTables: weightTables.map(weightsOf) };
  }

  /** Any version by its name, shipped or own. */
  async version(
    kind: BookKind,
    book: string,
    version: number,
    manager: EntityManager = this.database.manager,
  ): Promise<Version | undefined> {
    const own = await manager.findOneBy(BookTable, { kind, book, version });
    return own === null
      ? shipped(kind).find((one) => one.book === book && one.version === version)
      : versionIn(own);
  }
}

/** Own active versions, and the shipped ones of the books that have none. */
async function versionsInUse(manager: EntityManager, kind: BookKind): Promise<readonly Version[]> {
  const rows = await manager.find(BookTable, { where: { kind, state: 'active' }, order: { book: 'ASC' } });
  const own = rows.map(versionIn);
  const replaced = new Set(own.map(({ book }) => book));
  return [...shipped(kind).filter(({ book }) => !replaced.has(book)), ...own];
}
