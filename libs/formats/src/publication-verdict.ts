import type { PublicationFile } from '@entente/contracts';
import type { Hash } from '@entente/kernel';

/** One place where a file contradicts itself, or what is expected of it. */
export type Difference =
  /** A provision's words are not those that its stated hash is of. */
  | { readonly code: 'PROVISION_CHANGED'; readonly id: string; readonly citation: string }
  /** A provision stands in the text for which the file states no hash. */
  | { readonly code: 'PROVISION_ADDED'; readonly id: string; readonly citation: string }
  /** The file states a hash for a provision that is not in the text. */
  | { readonly code: 'PROVISION_MISSING'; readonly id: string }
  /** The text differs in what has no hash of its own: its title, formulas, or the order of its parts. */
  | { readonly code: 'TEXT_ELSEWHERE'; readonly stated: Hash; readonly computed: Hash }
  /** The text is not in the canonical form at all; `detail` is the code of the first fault, `id` the provision around it. */
  | { readonly code: 'TEXT_NOT_CANONICAL'; readonly detail: string; readonly id: string | null }
  /** The stated hashes of text and annexes do not give the stated package hash. */
  | { readonly code: 'PACKAGE_HASH'; readonly stated: Hash; readonly computed: Hash }
  /** What the file says of its entries is not what its text shows; `entry` is a number from 1. */
  | { readonly code: 'ENTRIES'; readonly detail: EntriesFault; readonly entry: number | null }
  /** The stated corrigendum does not make the text that follows it of the text that it was filed on; a number from 1. */
  | { readonly code: 'CORRIGENDUM'; readonly detail: CorrigendumFault; readonly corrigendum: number }
  /** The acts cannot have adopted it: an objection, a partner twice, or no act at all. */
  | {
      readonly code: 'DECISION';
      readonly detail: 'OBJECTION' | 'TWICE' | 'NONE';
      readonly partner: string | null;
    }
  /** The file agrees with itself, and is another one than was expected. */
  | { readonly code: 'OTHER_PACKAGE'; readonly expected: Hash; readonly stated: Hash };

/**
 * `NOT_THERE`: an adopted entry of which something is missing. `NOT_LEFT_OUT`: an entry that was not adopted, and is not left out.
 * `UNSAID`: something is left out, and no decision says so. `NUMBER`: an entry is named that is none. `CELLS`: a partner
 * is said to stand somewhere on a target that was not launched. `RESIDUAL`: the hash of what is
 * left is another one.
 */
export type EntriesFault = 'NOT_THERE' | 'NOT_LEFT_OUT' | 'UNSAID' | 'NUMBER' | 'CELLS' | 'RESIDUAL';

/**
 * `TEXT`: the text that it was filed on is not that of its hashes. `PASSAGES`: its passages do not make the text that follows. `LEFT_OUT`: it
 * changed what is left out and does not say so, or the other way round. `INSTANTS`: it stands before it was filed, or before the one before it.
 */
export type CorrigendumFault = 'TEXT' | 'PASSAGES' | 'LEFT_OUT' | 'INSTANTS';

/** Why a file could not be read as a publication. */
export type Unreadable =
  /** It starts as a publication and ends before its end. */
  | 'TRUNCATED'
  /** It says it is a publication and lacks something, or has something that no publication has; `detail` names it. */
  | 'FIELDS'
  /** Larger than any publication. */
  | 'TOO_LARGE';

/** What a check of a published file comes to. Every hash in it is computed again; nothing is taken from the network. */
export type Verdict =
  | {
      readonly verdict: 'matches';
      readonly file: PublicationFile;
      /** False: the same content, written anew by another program; the bytes are not the published ones. */
      readonly exactBytes: boolean;
    }
  | {
      readonly verdict: 'differs';
      readonly file: PublicationFile;
      readonly exactBytes: boolean;
      readonly differences: readonly Difference[];
    }
  | { readonly verdict: 'damaged'; readonly reason: Unreadable; readonly detail: string }
  | { readonly verdict: 'not_ours' };
