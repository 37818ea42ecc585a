import { outcome, type Count, type Procedure as Core, type ProcedureEvent } from '@entente/consensus';
import { instant, type Instant, type ProcedureId } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RecordService, packageNumber, VersionsService } from '../lifecycle/index.js';
import type { EventRow } from './event.table.js';
import { storedProcedure, type Stored } from './procedure-store.js';
import { coreFor, seesEvent, type Viewer } from './visibility.js';

/** One event as the record of a decision shows it. */
interface RecordedEvent {
  readonly sequence: number;
  /** Number in the package's record: the receipt. */
  readonly record: number;
  readonly receivedAt: Instant;
  readonly by: { readonly name: string; readonly delegation: string } | null;
  readonly event: ProcedureEvent;
}

/** The decision record: everything needed to count again what was decided (form `entente-decision-record/1`, SPEC R170). */
export interface DecisionRecord {
  readonly form: 'entente-decision-record/1';
  readonly procedure: ProcedureId;
  readonly package: {
    readonly id: string;
    readonly number: string;
    readonly title: string;
    readonly revision: number;
  };
  readonly hashes: {
    readonly text: string;
    readonly package: string;
    readonly annexes: readonly { readonly annex: string; readonly commitment: string }[];
    readonly electorate: string;
    readonly terms: string;
  };
  readonly terms: Core['terms'];
  readonly names: Readonly<Record<string, string>>;
  readonly result: Pick<Core, 'state' | 'cause' | 'openedAt' | 'closedAt' | 'deadlineAt' | 'comparison'>;
  /** The arithmetic of each matter; absent where the viewer does not see what is counted. */
  readonly counts: Readonly<Record<string, Count>> | null;
  readonly matters: Core['matters'];
  readonly acts: Core['acts'];
  readonly reserves: Core['reserves'];
  readonly declarations: Core['declarations'];
  readonly holds: Core['holds'];
  readonly lateObjections: Core['lateObjections'];
  readonly events: readonly RecordedEvent[];
}

@Injectable()
export class DecisionRecords {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(RecordService) private readonly record: RecordService,
    @Inject(VersionsService) private readonly versions: VersionsService,
  ) {}

  /** The record as one viewer may read it; undefined where there is no such procedure. */
  async of(id: ProcedureId, viewer: Viewer): Promise<(DecisionRecord & Record<string, unknown>) | undefined> {
    const stored = await storedProcedure(this.database.manager, id);
    if (stored === undefined) return undefined;
    const { row } = stored;
    const about = await this.record.about(this.database.manager, row.package);
    const version = await this.versions.view(row.package, row.revision);
    if (version === undefined) throw new Error('a procedure is on no version');
    const { id: packageId, title } = about;
    return {
      ...recordOf(stored, viewer),
      package: { id: packageId, number: packageNumber(about), title, revision: row.revision },
      hashes: {
        text: version.textHash,
        package: row.packageHash,
        annexes: version.annexes.map(({ annex, commitment }) => ({ annex, commitment })),
        electorate: row.electorateHash,
        terms: row.termsHash,
      },
    };
  }
}

function recordOf(
  { row, core: whole, events }: Stored,
  viewer: Viewer,
): Omit<DecisionRecord, 'package' | 'hashes'> {
  const core = coreFor(whole, viewer);
  const { state, cause, openedAt, closedAt, deadlineAt, comparison } = core;
  return {
    form: 'entente-decision-record/1',
    procedure: row.id,
    terms: row.terms,
    names: row.names,
    result: { state, cause, openedAt, closedAt, deadlineAt, comparison },
    counts: core === whole && openedAt !== null ? countsOf(core) : null,
    matters: core.matters,
    acts: core.acts,
    reserves: core.reserves,
    declarations: core.declarations,
    holds: core.holds,
    lateObjections: core.lateObjections,
    events: events.filter((event) => seesEvent(event.body, core.terms, viewer)).map(recordedOf),
  };
}

const countsOf = (core: Core): Record<string, Count> =>
  Object.fromEntries(core.matters.map(({ id }) => [id, outcome(core, id).count]));

function recordedOf({ sequence, record, receivedAt, name, delegation, body }: EventRow): RecordedEvent {
  return {
    sequence,
    record,
    receivedAt: instant(receivedAt.getTime()),
    by: delegation === null ? null : { name, delegation },
    event: body,
  };
}
