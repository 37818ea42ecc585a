import { parseJcs, type JsonObject } from '@entente/canonical';
import { isDerogation } from '@entente/consensus';
import type { DecisionRecord } from '@entente/contracts';
import { decisionRecordOf, type RecordFacts } from '@entente/formats';
import { instant, type Hash, type ProcedureId } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RecordService, packageNumber } from '../lifecycle/index.js';
import type { EventRow } from './event.table.js';
import { FrozenFacts } from './frozen-facts.js';
import { storedProcedure, type Stored } from './procedure-store.js';
import type { ProcedureRow } from './procedure.table.js';
import { ReceiptsService } from './receipts.service.js';
import { coreFor, seesAll, seesEvent, type Viewer } from './visibility.js';

/** What the package's record says of one event beside it. */
interface Entry {
  readonly hash: Hash;
  readonly reason: string | null;
}

/** The decision record of a procedure: everything needed to count again what was decided (SPEC R170, R180). */
@Injectable()
export class DecisionRecords {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(FrozenFacts) private readonly frozen: FrozenFacts,
    @Inject(RecordService) private readonly record: RecordService,
    @Inject(ReceiptsService) private readonly receipts: ReceiptsService,
  ) {}

  /** As one viewer may read it; undefined where there is no such procedure. */
  async of(id: ProcedureId, viewer: Viewer): Promise<DecisionRecord | undefined> {
    const stored = await storedProcedure(this.database.manager, id);
    // The record of a derogation is the package's: its entries stand there with the request.
    if (stored === undefined || isDerogation(stored.row.terms)) return undefined;
    const { row, core } = stored;
    const about = await this.record.about(this.database.manager, row.package);
    const whole = seesAll(row.terms, viewer);
    const facts: RecordFacts = {
      package: {
        id: row.package,
        number: packageNumber(about),
        title: about.title,
        revision: row.revision,
      },
      follows: row.follows,
      ...(await this.frozen.of(row)),
      receipts: await this.receipts.of(stored),
      ...(await this.#events(stored, viewer, whole)),
    };
    return decisionRecordOf(facts, whole ? core : coreFor(core, viewer));
  }

  async #events(
    { row, events }: Stored,
    viewer: Viewer,
    whole: boolean,
  ): Promise<Pick<RecordFacts, 'events' | 'withheld'>> {
    const { terms } = row;
    const seen = events.filter((event) => whole || seesEvent(event, terms, viewer));
    const entries = await this.#entries(row, seen);
    const withheld = {
      events: events.length - seen.length,
      positions: terms.positionVisibility !== 'all',
      objectors: !terms.nameObjectors,
    };
    return { events: seen.map((event) => recordedOf(event, entries)), withheld: whole ? null : withheld };
  }

  async #entries(row: ProcedureRow, events: readonly EventRow[]): Promise<ReadonlyMap<number, Entry>> {
    const numbers = events.map(({ record }) => record);
    const rows = await this.record.entries(this.database.manager, row.package, numbers);
    return new Map(rows.map(({ sequence, hash, body }) => [sequence, { hash, reason: reasonIn(body) }]));
  }
}

function recordedOf(row: EventRow, entries: ReadonlyMap<number, Entry>): DecisionRecord['events'][number] {
  const { sequence, record, receivedAt, body } = row;
  const entry = entries.get(record);
  if (entry === undefined) throw new Error(`event ${String(sequence)} has no entry in the record`);
  return {
    sequence,
    record,
    recordHash: entry.hash,
    receivedAt: instant(receivedAt.getTime()),
    by: byOf(row),
    reason: 'reason' in body ? null : entry.reason,
    event: body as DecisionRecord['events'][number]['event'],
  };
}

function byOf({ person, name, delegation, mandate }: EventRow): DecisionRecord['events'][number]['by'] {
  return person === null || delegation === null ? null : { name, person, delegation, mandate };
}

function reasonIn(body: string): string | null {
  const parsed = parseJcs(new TextEncoder().encode(body));
  if (!parsed.ok) throw new Error(`a formal act is not canonical: ${parsed.error.code}`);
  const { reason } = parsed.value as JsonObject;
  return typeof reason === 'string' && reason !== '' ? reason : null;
}
