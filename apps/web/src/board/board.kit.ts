import type { Delegation, Position } from '@entente/contracts';
import type { DelegationCode, DocumentId, Hash, Instant, PersonId, ProvisionId } from '@entente/kernel';
import type { OutlineSection } from '../text/outline.js';

/** Boards of a few cells for tests: one article with two paragraphs and a point. */
export const partner = (code: string, order: number): Delegation => ({
  code: code as DelegationCode,
  name: code,
  order,
  weight: 1,
  kind: 'partner',
  active: true,
});

export const hashOf = (letter: string): Hash => `sha256:${letter.repeat(64)}` as Hash;

export const position = (code: string, provision: string, hash: Hash, more: Partial<Position>): Position => ({
  partner: code as DelegationCode,
  provision: provision as ProvisionId,
  hash,
  position: 'support',
  reserve: null,
  note: '',
  person: 'x' as PersonId,
  name: 'X',
  at: 0 as Instant,
  current: true,
  ...more,
});

const provision = (id: string, depth = 0) => ({
  id: id as ProvisionId,
  document: 'd' as DocumentId,
  depth,
  marker: '',
  citation: id,
  excerpt: '',
});

export const section: OutlineSection = {
  document: 'd' as DocumentId,
  kind: 'article',
  marker: 'Article 1',
  heading: 'Scope',
  provisions: [provision('p1'), provision('p2'), provision('p2a', 1)],
};

export const hashes = new Map([
  ['p1' as ProvisionId, hashOf('a')],
  ['p2' as ProvisionId, hashOf('b')],
  ['p2a' as ProvisionId, hashOf('c')],
]);
