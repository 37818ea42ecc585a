import { SHIPPED_RULEBOOKS, type Rulebook } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import type { Hash } from '@entente/kernel';
import { sampleProcedure, type Step } from '../screens/dev/sample-procedure.js';
import { asksForItems, followedBy, itemsOf } from './opening.js';

const OTHER = `sha256:${'0'.repeat(64)}` as Hash;
const OBJECTION: Step = { type: 'act', partner: 'AU', act: 'object', scope: [], reason: 'No.' };
const REFERRAL: Step = { type: 'refer', by: 'chair', to: null, reason: 'Elsewhere.' };
const bookOf = (id: string): Rulebook => {
  const book = SHIPPED_RULEBOOKS.find((one) => one.id === id);
  if (book === undefined) throw new Error(`no rule book ${id}`);
  return book;
};
const nato = bookOf('nato-silence');
const byNato = (procedure: Procedure): Procedure => ({ ...procedure, rulebook: { id: nato.id, version: 1 } });

describe('what an opening follows', () => {
  const broken = byNato(sampleProcedure({}, [OBJECTION]));
  const { packageHash } = broken;

  it('is reissued by the same rule book, and switches the forum by another', () => {
    expect(followedBy([broken], { packageHash, book: nato })?.as).toBe('reissue');
    expect(followedBy([broken], { packageHash, book: bookOf('osce-silence') })?.as).toBe('forum_switch');
  });

  it('switches the forum after a referral, whichever rule book', () => {
    const referred = byNato(sampleProcedure({}, [REFERRAL]));
    expect(followedBy([referred], { packageHash, book: nato })?.as).toBe('forum_switch');
  });

  it('is nothing where the words are others, or nothing ended without adoption', () => {
    expect(followedBy([broken], { packageHash: OTHER, book: nato })).toBeNull();
    expect(followedBy([sampleProcedure({}, [])], { packageHash, book: nato })).toBeNull();
    expect(followedBy([], { packageHash, book: nato })).toBeNull();
  });
});

describe('items named at opening', () => {
  it('are asked for by a matrix and by a severable rule book, and by no other', () => {
    expect(asksForItems(bookOf('coalition-matrix'))).toBe(true);
    expect(asksForItems(bookOf('un-committee-no-objection'))).toBe(true);
    expect(asksForItems(nato)).toBe(false);
  });

  it('are numbered, blank ones left out, each with its provisions; only entries have a framework', () => {
    const entries = [
      { title: ' Unit 4127 ', provisions: ['p1'] },
      { title: '', provisions: [] },
      { title: '', provisions: ['p2', 'p3'] },
    ];
    const written = { entries, framework: 'The text around' };
    expect(itemsOf({ kind: 'no_objection' }, written)).toEqual([
      { id: 'F', title: 'The text around', framework: true },
      { id: 'E1', title: 'Unit 4127', provisions: ['p1'] },
      { id: 'E2', title: 'E2', provisions: ['p2', 'p3'] },
    ]);
    expect(itemsOf({ kind: 'matrix' }, written).map(({ id }) => id)).toEqual(['T1', 'T2']);
    expect(itemsOf({ kind: 'no_objection' }, { entries: [], framework: 'The text around' })).toEqual([]);
  });
});
