import type { JoinedDocument } from '@entente/contracts';
import type { Instant, PackageId } from '@entente/kernel';
import type { Member } from './members.js';

/** Somebody who waits for a document. */
export interface Joiner {
  readonly member: Member;
  readonly package: PackageId;
  readonly since: Instant;
  readonly stateVector: Uint8Array | undefined;
  done(joined: JoinedDocument): void;
}
