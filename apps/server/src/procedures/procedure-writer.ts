import { encodeJcs, type JsonObject } from '@entente/canonical';
import {
  evolveAll,
  isClosed,
  isDerogation,
  nextInstant,
  type EventOf,
  type Procedure as Core,
  type ProcedureEvent,
} from '@entente/consensus';
import type { Instant } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DraftingService } from '../drafting/index.js';
import {
  RecordService,
  type Acting,
  type ByTime,
  type FormalAct,
  type LockedPackage,
} from '../lifecycle/index.js';
import { Notices } from '../notifications/index.js';
import { EventTable, type EventRow } from './event.table.js';
import { noticesOf } from './notices-of.js';
import { ProcedureAlarms } from './procedure-alarms.js';
import type { Stored } from './procedure-store.js';
import { declaredWithEnd } from './joint/declared-with-end.js';
import { ProcedureTable, type ProcedureColumns, type ProcedureRow } from './procedure.table.js';

/** A procedure under the lock of its package. `core` null: it is about to begin. */
export interface Standing {
  readonly manager: EntityManager;
  readonly locked: LockedPackage;
  readonly row: ProcedureRow;
  readonly events: readonly EventRow[];
  readonly core: Core | null;
}

/** Who brought events, and when their message was received. */
export interface Bringing {
  readonly by: Acting | ByTime;
  readonly receivedAt: Instant;
  /** What the person said with it, where the events do not. */
  readonly reason?: string;
}

/** Writes what the core decided: events, record, state, alarm, package and notices, all in the caller's transaction. */
@Injectable()
export class ProcedureWriter {
  constructor(
    @Inject(RecordService) private readonly record: RecordService,
    @Inject(DraftingService) private readonly drafting: DraftingService,
    @Inject(ProcedureAlarms) private readonly alarms: ProcedureAlarms,
    @Inject(Notices) private readonly notices: Notices,
  ) {}

  /** Answers the procedure as it is now. No events: as it was. */
  async write(
    standing: Standing,
    decided: readonly ProcedureEvent[],
    bringing: Bringing,
  ): Promise<Standing & Stored> {
    const events = await declaredWithEnd(standing, decided);
    const core = evolveAll(standing.core, events);
    if (core === null) throw new Error('nothing was written of a procedure that does not stand');
    if (events.length === 0) return { ...standing, core };
    const closed = events.find((event) => event.type === 'closed');
    // A derogation is decided beside its package, which stays as it is.
    const moved =
      closed === undefined || isDerogation(standing.row.terms)
        ? standing
        : await this.#closePackage(standing, closed);
    const recorded = await this.#appendEvents(moved, events, bringing);
    const row = await this.#project(recorded, core, bringing.receivedAt);
    for (const notice of noticesOf({ ...recorded, row, core }, recorded.added)) {
      await this.notices.tell(standing.manager, notice);
    }
    return { ...recorded, row, core };
  }

  async #appendEvents(
    standing: Standing,
    events: readonly ProcedureEvent[],
    bringing: Bringing,
  ): Promise<Standing & { readonly added: readonly EventRow[] }> {
    const { manager, row } = standing;
    const first = standing.locked.row.recordHead + 1;
    const added = events.map((body, index): EventRow => {
      const { person, name, delegation, mandate } = bringing.by;
      return {
        procedure: row.id,
        sequence: row.eventHead + index + 1,
        type: body.type,
        body,
        receivedAt: new Date(bringing.receivedAt),
        person,
        name,
        delegation,
        mandate,
        record: first + index,
      };
    });
    const acts = added.map((event) => formalActOf(row, event, { bringing, added }));
    const locked = await this.record.appendAll(manager, standing.locked, acts);
    await manager.insert(EventTable, added);
    return { ...standing, locked, events: [...standing.events, ...added], added };
  }

  /** What the events come to, beside them; and an alarm where time has something new to do. */
  async #project(standing: Standing, core: Core, receivedAt: Instant): Promise<ProcedureRow> {
    const { manager, row, events } = standing;
    const columns = columnsOf(core, {
      eventHead: events.length,
      lastAt: new Date(Math.max(row.lastAt.getTime(), receivedAt)),
    });
    await manager.update(ProcedureTable, { id: row.id }, columns);
    const after = { ...row, ...columns };
    await this.alarms.follow(manager, { before: row, after }, receivedAt);
    return after;
  }

  /** The package follows the procedure that ends (package SPEC P4). */
  async #closePackage(standing: Standing, closed: EventOf<'closed'>): Promise<Standing> {
    const { manager, row } = standing;
    const command = { type: 'close_procedure', procedure: row.id, outcome: closed.state } as const;
    const moved = await this.record.move(manager, standing.locked, command);
    // The package stood in this procedure's decision when it was locked; anything else is a defect.
    if (!moved.ok) throw moved.error;
    if (closed.state !== 'adopted') await this.drafting.reopenAll(manager, row.package);
    return { ...standing, locked: moved.value };
  }
}

export function columnsOf(
  core: Core,
  { eventHead, lastAt }: Pick<ProcedureColumns, 'eventHead' | 'lastAt'>,
): ProcedureColumns {
  const dateOf = (at: Instant | null): Date | null => (at === null ? null : new Date(at));
  return {
    state: core.state,
    openedAt: dateOf(core.openedAt),
    closedAt: isClosed(core.state) ? dateOf(core.closedAt) : null,
    deadlineAt: dateOf(core.deadlineAt),
    nextInstant: dateOf(nextInstant(core)),
    eventHead,
    lastAt,
  };
}

interface Context {
  readonly bringing: Bringing;
  readonly added: readonly EventRow[];
}

/** The entry of the package's record for one event. Terms stand in it by their hash. */
function formalActOf(row: ProcedureRow, event: EventRow, { bringing, added }: Context): FormalAct {
  const body = {
    ...factsOf(event.body, row, added),
    ...(bringing.reason === undefined ? {} : { reason: bringing.reason }),
    procedure: row.id,
    revision: row.revision,
    event: event.sequence,
    receivedAt: event.receivedAt.getTime(),
  };
  return {
    type: `procedure.${event.type}`,
    acting: bringing.by,
    mandateAt: bringing.receivedAt,
    packageHash: row.packageHash,
    body: plain(body),
  };
}

function factsOf(
  event: ProcedureEvent,
  row: ProcedureRow,
  added: readonly EventRow[],
): Readonly<Record<string, unknown>> {
  if (event.type === 'prepared' || event.type === 'announced' || event.type === 'opened') {
    return openingFacts(event, row);
  }
  const { type, ...facts } = event;
  if (type !== 'closed') return facts;
  // The act that ended it, by its number in the record; null where time or the chair did.
  return { ...facts, closedBy: added.find((one) => one.type === 'acted')?.record ?? null };
}

function openingFacts(
  event: EventOf<'prepared' | 'announced' | 'opened'>,
  row: ProcedureRow,
): Readonly<Record<string, unknown>> {
  const { kind, deadlineAt, rulebook, weightTable, followsAs, without } = row.terms;
  return {
    at: event.at,
    kind,
    rule: row.rule,
    deadlineAt,
    rulebook,
    weightTable,
    electorateHash: row.electorateHash,
    termsHash: row.termsHash,
    follows: row.follows,
    followsAs,
    ...(without === undefined ? {} : { without }),
    reserves: event.reserves.map((reserve) => reserve.id),
    residuals: event.type === 'opened' ? event.residuals : {},
  };
}

/** Plain JSON that strict JCS takes: what is undefined is left out. */
function plain(value: unknown): JsonObject {
  const parsed = JSON.parse(JSON.stringify(value)) as JsonObject;
  encodeJcs(parsed);
  return parsed;
}
