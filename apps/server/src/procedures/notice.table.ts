import type { DelegationCode, PersonId, ProcedureId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** That a delegation opened the notice of a procedure, acknowledged it, asked for more time, or was given leave. Rows stay as they are. */
export interface NoticeRow {
  readonly procedure: ProcedureId;
  readonly delegation: DelegationCode;
  readonly step: 'opened' | 'acknowledged' | 'extension_asked' | 'leave_given';
  /** 1, 2 … for those that a delegation may do again. */
  readonly nth: number;
  readonly at: Date;
  readonly person: PersonId;
  readonly name: string;
  readonly reason: string;
  /** Of a request for more time: until when. */
  readonly until: Date | null;
  /** Of a request and of a leave: chosen by the client once for each press. Null: of neither, or from before there were nonces. */
  readonly nonce: string | null;
}

export const NoticeTable = new EntitySchema<NoticeRow>({
  name: 'procedure_notice',
  tableName: 'procedure_notice',
  columns: {
    procedure: { type: 'uuid', primary: true, primaryKeyConstraintName: 'procedure_notice_pk' },
    delegation: { type: 'text', primary: true, primaryKeyConstraintName: 'procedure_notice_pk' },
    step: { type: 'text', primary: true, primaryKeyConstraintName: 'procedure_notice_pk' },
    nth: { type: 'int', primary: true, primaryKeyConstraintName: 'procedure_notice_pk' },
    at: { type: 'timestamp with time zone', precision: 3 },
    person: { type: 'uuid' },
    name: { type: 'text' },
    reason: { type: 'text' },
    until: { type: 'timestamp with time zone', precision: 3, nullable: true },
    nonce: { type: 'uuid', nullable: true },
  },
  uniques: [{ name: 'procedure_notice_nonce', columns: ['procedure', 'nonce'] }],
  checks: [
    {
      name: 'procedure_notice_step',
      expression: `step IN ('opened', 'acknowledged', 'extension_asked', 'leave_given')`,
    },
  ],
});
