import type { ProcedureEvent } from '@entente/consensus';
import type { DelegationCode, MandateId, PersonId, ProcedureId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** One event of a procedure, in order from 1 without a gap. Inserted and never changed: what the procedure is follows from these rows. */
export interface EventRow {
  readonly procedure: ProcedureId;
  readonly sequence: number;
  readonly type: ProcedureEvent['type'];
  /** The core's event, plain JSON; `at` in it is the legal instant. */
  readonly body: ProcedureEvent;
  /** The database's stamp of the message that brought it; of an event that time owes, when the server came to it. */
  readonly receivedAt: Date;
  /** Who brought it; null where time did. */
  readonly person: PersonId | null;
  readonly name: string;
  readonly delegation: DelegationCode | null;
  readonly mandate: MandateId | null;
  /** Number of the entry in the package's record: the receipt. */
  readonly record: number;
}

export const EventTable = new EntitySchema<EventRow>({
  name: 'procedure_event',
  tableName: 'procedure_event',
  columns: {
    procedure: { type: 'uuid', primary: true, primaryKeyConstraintName: 'procedure_event_pk' },
    sequence: { type: 'int', primary: true, primaryKeyConstraintName: 'procedure_event_pk' },
    type: { type: 'text' },
    body: { type: 'jsonb' },
    receivedAt: { type: 'timestamp with time zone', precision: 3, name: 'received_at' },
    person: { type: 'uuid', nullable: true },
    name: { type: 'text' },
    delegation: { type: 'text', nullable: true },
    mandate: { type: 'uuid', nullable: true },
    record: { type: 'int' },
  },
});
