import { SHIPPED_RULEBOOKS, type Rulebook } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import { err, instant, type DelegationCode, type Hash } from '@entente/kernel';
import { sampleProcedure, type Step } from '../screens/dev/sample-procedure.js';
import {
  asksForItems,
  chosenForum,
  followedBy,
  forumBefore,
  itemsOf,
  previewOf,
  type ForumWritten,
} from './opening.js';

const OTHER = `sha256:${'0'.repeat(64)}` as Hash;
const OBJECTION: Step = { type: 'act', partner: 'AU', act: 'object', scope: [], reason: 'No.' };
const REFERRAL: Step = { type: 'refer', by: 'chair', to: null, reason: 'Elsewhere.' };
const bookOf = (id: string): Rulebook => {
  const book = SHIPPED_RULEBOOKS.find((one) => one.id === id);
  if (book === undefined) throw new Error(`no rule book ${id}`);
  return book;
};
const nato = bookOf('nato-silence');
const seatedIn = ({ core }: Procedure): readonly DelegationCode[] =>
  core.members.map(({ partner }) => partner);
const byNato = (procedure: Procedure): Procedure => ({ ...procedure, rulebook: { id: nato.id, version: 1 } });

describe('what an opening follows', () => {
  const broken = byNato(sampleProcedure({}, [OBJECTION]));
  const { packageHash } = broken;
  const on = { packageHash, forum: { left: [], ground: '' } };

  it('is reissued by the same rule book, and switches the forum by another', () => {
    expect(followedBy([broken], { ...on, book: nato })?.as).toBe('reissue');
    expect(followedBy([broken], { ...on, book: bookOf('osce-silence') })?.as).toBe('forum_switch');
  });

  it('switches the forum after a referral, whichever rule book', () => {
    const referred = byNato(sampleProcedure({}, [REFERRAL]));
    expect(followedBy([referred], { ...on, book: nato })?.as).toBe('forum_switch');
  });

  it('is nothing where the words are others, or nothing ended without adoption', () => {
    expect(followedBy([broken], { ...on, packageHash: OTHER, book: nato })).toBeNull();
    expect(followedBy([sampleProcedure({}, [])], { ...on, book: nato })).toBeNull();
    expect(followedBy([], { ...on, book: nato })).toBeNull();
  });
});

describe('the forum of an opening', () => {
  const partners = seatedIn(sampleProcedure({}, []));
  const left = partners.at(-1);
  const asks = partners.slice(0, -1);
  const without = { partners: left === undefined ? [] : [left], ground: 'It does not sit there.' };
  const broken = byNato(sampleProcedure({}, [OBJECTION]));
  // Who is left out has no seat among its members.
  const members = broken.core.terms.members.filter(({ partner }) => partner !== left);
  const narrow = byNato(sampleProcedure({ without, members }, [OBJECTION]));
  const forum = { left: without.partners, ground: ` ${without.ground} ` };
  const on = (procedure: Procedure) => ({ packageHash: procedure.packageHash, book: nato });

  it('is that of the procedure before it until the chair chooses', () => {
    expect(forumBefore(narrow)).toEqual({ left: without.partners, ground: without.ground });
    expect(forumBefore(broken)).toEqual({ left: [], ground: '' });
    expect(forumBefore(null)).toEqual({ left: [], ground: '' });
  });

  it('makes a forum switch of what asks others, and a reissue of what asks the same', () => {
    expect(followedBy([broken], { ...on(broken), forum })?.as).toBe('forum_switch');
    expect(followedBy([narrow], { ...on(narrow), forum })?.as).toBe('reissue');
    expect(followedBy([narrow], { ...on(narrow), forum: { left: [], ground: '' } })?.as).toBe('forum_switch');
  });

  it('is named only for a forum switch that leaves somebody out', () => {
    const following = followedBy([broken], { ...on(broken), forum });
    expect(chosenForum(partners, following, forum)).toEqual({ asks, ground: without.ground });
    expect(chosenForum(partners, followedBy([narrow], { ...on(narrow), forum }), forum)).toBeUndefined();
    expect(chosenForum(partners, following, { left: [], ground: '' })).toBeUndefined();
  });

  it('is previewed by the server’s own core: whom it asks, and what is wrong with it', () => {
    const following = followedBy([broken], { ...on(broken), forum });
    const choice = { book: nato, lane: '', deadlineAt: null, opensAt: null, sunsetAt: null, items: [] };
    const now = instant(Date.UTC(2026, 10, 24));
    const delegations = partners.map((code) => ({ code }));
    const of = (written: ForumWritten) =>
      previewOf(choice, { packageHash: OTHER, partners: delegations, now, following, forum: written });
    const seen = of(forum);
    expect(seen.ok && seen.value.members.map(({ partner }) => partner)).toEqual(asks);
    expect(of({ ...forum, ground: ' ' })).toEqual(err('forum_ground_missing'));
    expect(of({ ...forum, left: partners })).toEqual(err('forum_empty'));
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
