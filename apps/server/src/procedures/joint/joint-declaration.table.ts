import type { NewJointDeclarationBody } from '@entente/contracts';
import type { DelegationCode, MandateId, PersonId, ProcedureId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** A declaration put before several partners. Its words stay; only what becomes of it is added, once. */
export interface JointDeclarationRow {
  readonly id: string;
  readonly procedure: ProcedureId;
  readonly kind: NewJointDeclarationBody['kind'];
  readonly text: string;
  readonly answers: string | null;
  /** The drafter first. */
  readonly named: readonly DelegationCode[];
  readonly at: Date;
  /** Null: it is open for joining. */
  readonly ended: 'declared' | 'taken_back' | null;
}

/** That a partner joined, by whom and with which mandate. Rows stay as they are. */
export interface JoinRow {
  readonly declaration: string;
  readonly partner: DelegationCode;
  readonly person: PersonId;
  readonly name: string;
  readonly mandate: MandateId;
  readonly at: Date;
}

export const JointDeclarationTable = new EntitySchema<JointDeclarationRow>({
  name: 'joint_declaration',
  tableName: 'joint_declaration',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'joint_declaration_pk' },
    procedure: { type: 'uuid' },
    kind: { type: 'text' },
    text: { type: 'text' },
    answers: { type: 'text', nullable: true },
    named: { type: 'text', array: true },
    at: { type: 'timestamp with time zone', precision: 3 },
    ended: { type: 'text', nullable: true },
  },
  indices: [{ name: 'joint_declaration_of_procedure', columns: ['procedure'] }],
  checks: [{ name: 'joint_declaration_ended', expression: `ended IN ('declared', 'taken_back')` }],
});

export const JoinTable = new EntitySchema<JoinRow>({
  name: 'joint_declaration_join',
  tableName: 'joint_declaration_join',
  columns: {
    declaration: { type: 'uuid', primary: true, primaryKeyConstraintName: 'joint_declaration_join_pk' },
    partner: { type: 'text', primary: true, primaryKeyConstraintName: 'joint_declaration_join_pk' },
    person: { type: 'uuid' },
    name: { type: 'text' },
    mandate: { type: 'uuid' },
    at: { type: 'timestamp with time zone', precision: 3 },
  },
});
