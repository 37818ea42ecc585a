import type { Entrance } from './entrance.js';

/** Figures of one measurement, by name; times in milliseconds. */
export type Figures = Readonly<Record<string, number>>;

/** What the generator says back when a load is through. */
export interface LoadResult {
  readonly figures: Figures;
  /** Refusals by code; anything here is a fault of the load or of the server. */
  readonly refused: Readonly<Record<string, number>>;
}

/** Every load that the generator knows, with its sizes; sent between processes. */
export type Load =
  | ({ readonly kind: 'typing' } & Typing)
  | ({ readonly kind: 'closed-loop' } & ClosedLoop)
  | ({ readonly kind: 'idle' } & Idle)
  | ({ readonly kind: 'cold-open' } & ColdOpen)
  | ({ readonly kind: 'kills' } & Kills)
  | ({ readonly kind: 'lengthen' } & Lengthen)
  | ({ readonly kind: 'history' } & History);

/** Writers type at a rate of their own, whatever the server does. */
export interface Typing {
  readonly clientsPerDocument: number;
  readonly writersPerDocument: number;
  readonly editsPerSecond: number;
  /** Everyone shows a caret, and shows it again every 15 s as the y-protocols do. */
  readonly presence: boolean;
  readonly warmSeconds: number;
  readonly seconds: number;
  readonly seed: number;
}

/** A writer sends the next edit when the last one has come back. */
export interface ClosedLoop {
  readonly clientsPerDocument: number;
  /** No client sends more than this, however fast the answers are. */
  readonly mostPerSecond: number;
  readonly warmSeconds: number;
  readonly seconds: number;
  readonly seed: number;
}

/** Connections that stay open and do nothing. */
export interface Idle {
  readonly connections: number;
  readonly settleSeconds: number;
}

/** A long history, opened by one and by many after the server has started anew. */
export interface ColdOpen {
  readonly edits: number;
  readonly writers: number;
  readonly clients: number;
  readonly settleSeconds: number;
  readonly seed: number;
}

/** `kill -9` while writers type. */
export interface Kills {
  readonly kills: number;
  readonly writers: number;
  /** Whether about half of the kills are PostgreSQL's. */
  readonly postgresToo: boolean;
  readonly seed: number;
}

/** Pastes paragraphs until the document has so many characters. */
export interface Lengthen {
  readonly characters: number;
  readonly seed: number;
}

/** Writes and erases, so that the history grows and the text does not. */
export interface History {
  readonly edits: number;
  readonly writers: number;
  readonly seed: number;
}

/** A point in a load at which the other side reads the servers' counters; settles when it has. */
export type Mark = (name: string) => Promise<void>;

export interface LoadContext {
  readonly entrance: Entrance;
  readonly mark: Mark;
}
