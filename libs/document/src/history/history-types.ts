import type { DelegationCode, Instant, PersonId } from '@entente/kernel';
import type { SuggestionMark } from '../suggestion-mark.js';

/** What history asks of a row of the log; rows come in the order of `seq`, from 1, without a gap. */
export interface HistoryRow {
  readonly seq: number;
  readonly author: PersonId;
  readonly delegation: DelegationCode;
  /** Never before the row before. */
  readonly receivedAt: Instant;
  /** Yjs update, version 1: the new part of one sender's update. */
  readonly bytes: Uint8Array;
}

/** In whose name rows were sent. */
export interface Hand {
  readonly person: PersonId;
  readonly delegation: DelegationCode;
}

/** What one row did, in characters of the text. */
export interface RowFacts extends Hand {
  readonly seq: number;
  readonly receivedAt: Instant;
  readonly added: number;
  readonly removed: number;
  /** Taken out at one place and put in at another; counted neither as added nor as removed. */
  readonly moved: number;
}

/** Characters side by side that share their rows. */
export interface PastRun {
  readonly text: string;
  /** `seq` of the row that brought the characters first. */
  readonly written: number;
  /** `seq` of the row that last carried them from another place; null: they stand where they were written. */
  readonly carried: number | null;
  /** `seq` of the row that took them away; null: they stood there. */
  readonly removed: number | null;
  /** Suggestions that stood over them; under an `insertion` they were not part of the text. */
  readonly marks: readonly SuggestionMark[];
}

/** A node of a past text, with what had been removed by then where that was asked for. */
export interface PastNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly written: number;
  readonly removed: number | null;
  readonly children: readonly (PastNode | PastRun)[];
}

export function isPastRun(child: PastNode | PastRun): child is PastRun {
  return 'text' in child;
}
