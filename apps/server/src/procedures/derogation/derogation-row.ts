import type { DerogationRequest, Terms } from '@entente/consensus';
import type { AskDerogation } from '@entente/contracts';
import { instant, type Instant } from '@entente/kernel';
import type { SignedIn } from '@entente/nest-platform';
import type { LockedPackage } from '../../lifecycle/index.js';
import type { Stored } from '../procedure-store.js';
import type { DerogationRow } from './derogation.table.js';

/** What is asked for, as it is sent and shown. */
export type Content = Pick<AskDerogation, 'subject' | 'provision' | 'ground' | 'from' | 'until'>;

const at = (date: Date | null): Instant | null => (date === null ? null : instant(date.getTime()));
const dateOf = (ms: Instant | null): Date | null => (ms === null ? null : new Date(ms));

export const contentOf = ({ subject, provision, ground, from, until }: DerogationRow): Content => ({
  subject,
  // It was read at the door as the id of a provision.
  provision: provision as Content['provision'],
  ground,
  from: at(from),
  until: at(until),
});

export const isSameContent = (one: Content, other: Content): boolean => textOf(one) === textOf(other);

const textOf = ({ subject, provision, ground, from, until }: Content): string =>
  JSON.stringify([subject, provision, ground, from, until]);

/** The request as its hash is taken of it. */
export function requestOf(
  { delegation: partner }: SignedIn,
  { core, row }: Stored,
  { subject, provision, ground, from, until }: AskDerogation,
): DerogationRequest {
  const { packageHash } = core;
  return { packageHash, procedure: row.id, partner, subject, provision, ground, from, until };
}

/** The row of a request whose entry is the last of the record. */
export function rowOf(
  { person, name }: SignedIn,
  { row, now }: LockedPackage,
  { terms, request }: { readonly terms: Terms; readonly request: DerogationRequest },
): DerogationRow {
  const { partner, subject, provision, ground, from, until, procedure: under, packageHash } = request;
  return {
    procedure: terms.procedure,
    package: row.id,
    partner,
    subject,
    provision,
    ground,
    from: dateOf(from),
    until: dateOf(until),
    under,
    adoptedHash: packageHash,
    person,
    name,
    askedAt: new Date(now),
    record: row.recordHead,
  };
}
