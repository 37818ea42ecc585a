import type pg from 'pg';
import type { EntityManager } from 'typeorm';

/** A column's name and how its text is read. */
type Column = readonly [name: string, read: (text: string) => unknown];

export interface Statement {
  /** Under which each connection of a pool keeps it prepared. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
  /** What comes back, for connections that do not ask the server each time. */
  readonly columns?: readonly Column[];
}

/** Runs one statement: on the log's own connections, or inside a caller's transaction. */
export type Query = <Row>(statement: Statement) => Promise<readonly Row[]>;

export function poolQuery(pool: pg.Pool): Query {
  return async <Row>({ name, text, values }: Statement) => {
    const { rows } = await pool.query({ name, text, values: [...values] });
    return rows as readonly Row[];
  };
}

export function managerQuery(manager: EntityManager): Query {
  return async <Row>({ text, values }: Statement) => {
    const rows: unknown = await manager.query(text, [...values]);
    return rows as readonly Row[];
  };
}
