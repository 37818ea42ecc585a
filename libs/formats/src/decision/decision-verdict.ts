import type { DecisionRecord } from '@entente/contracts';
import type { Hash } from '@entente/kernel';

/** One place where a decision record contradicts itself. */
export type RecordDifference =
  /** A hash of what was frozen is not that of what stands in the record. */
  | {
      readonly code: 'HASH';
      readonly of: 'terms' | 'electorate' | 'package';
      readonly stated: Hash;
      readonly computed: Hash;
    }
  /** Events are missing, twice or out of order, with nothing said to be withheld; `event`: the first that is not where it belongs. */
  | { readonly code: 'EVENTS_BROKEN'; readonly event: number }
  /** The end that this event states is not what the events before it come to by the frozen rule. */
  | { readonly code: 'NOT_DECIDED'; readonly event: number }
  /** What the record says beside its events is not what follows from them; `at`: the first place. */
  | { readonly code: 'NOT_FOLLOWED'; readonly at: string };

/** What a check of a decision record comes to. Nothing is taken from the network. */
export type RecordVerdict =
  /** Counted again from the events: the result is the stated one. `hash`: of the record's canonical bytes. */
  | {
      readonly verdict: 'follows';
      readonly record: DecisionRecord;
      readonly hash: Hash;
      readonly exactBytes: boolean;
    }
  /** Something is withheld from the reader that it was made for: hashes were checked, the count cannot be made again. */
  | {
      readonly verdict: 'in_part';
      readonly record: DecisionRecord;
      readonly hash: Hash;
      readonly exactBytes: boolean;
    }
  | {
      readonly verdict: 'differs';
      readonly record: DecisionRecord;
      readonly hash: Hash;
      readonly exactBytes: boolean;
      readonly differences: readonly RecordDifference[];
    }
  /** It says that it is a decision record and is not of that form; `detail`: the first field, or why it cannot be read. */
  | {
      readonly verdict: 'damaged';
      readonly reason: 'TRUNCATED' | 'FIELDS' | 'TOO_LARGE';
      readonly detail: string;
    }
  | { readonly verdict: 'not_ours' };
