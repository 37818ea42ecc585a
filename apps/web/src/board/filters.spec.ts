import type { AgreedMark, Delegation, Instruction, Position } from '@entente/contracts';
import type { DelegationCode, DocumentId, Hash, Instant, PersonId, ProvisionId } from '@entente/kernel';
import { boardOf } from './board.js';
import { passes, type Filter, type FilterFacts } from './filters.js';

const AU = 'AU' as DelegationCode;
const CA = 'CA' as DelegationCode;
const NOW = `sha256:${'a'.repeat(64)}` as Hash;
const BEFORE = `sha256:${'b'.repeat(64)}` as Hash;
const P1 = 'p1' as ProvisionId;
const P2 = 'p2' as ProvisionId;

const partners = [AU, CA].map((code, order): Delegation => ({
  code,
  name: code,
  order,
  weight: 1,
  kind: 'partner',
  active: true,
}));
const provisions = [P1, P2].map((id) => ({
  id,
  document: 'd' as DocumentId,
  depth: 0,
  marker: '',
  citation: id,
  excerpt: '',
}));
const sections = [
  { document: 'd' as DocumentId, kind: 'article', marker: 'Article 1', heading: '', provisions },
] as const;

const said = { note: '', person: 'x' as PersonId, name: 'X', at: 0 as Instant, current: true };
const says = (position: Position['position'], more: Partial<Position> = {}): Position => ({
  ...said,
  partner: AU,
  provision: P1,
  hash: NOW,
  position,
  reserve: null,
  ...more,
});
const instructs = (more: Partial<Instruction> = {}): Instruction => ({
  ...said,
  provision: P1,
  hash: NOW,
  position: 'support',
  reserve: null,
  ...more,
});

function selected(filter: Filter, positions: readonly Position[], more: Partial<FilterFacts> = {}): string[] {
  const hashes = new Map([P1, P2].map((id) => [id, NOW]));
  const board = boardOf(partners, sections, hashes, positions);
  const facts = { delegation: AU, instructions: [], changed: null, marks: [], ...more };
  return [P1, P2].filter((id) => passes(filter, board, id, facts));
}

describe('the filters of the contents', () => {
  it('mine: reserves of any kind and oppositions of one’s own delegation, and of no other', () => {
    expect(selected('mine', [says('reserve', { reserve: 'linguistic' })])).toEqual([P1]);
    expect(selected('mine', [says('oppose')])).toEqual([P1]);
    expect(selected('mine', [says('oppose', { partner: CA }), says('support')])).toEqual([]);
  });

  it('capital: where one has said that instructions are awaited', () => {
    const rest = says('support', { provision: P2 });
    expect(selected('capital', [says('no_instructions'), rest])).toEqual([P1]);
    expect(selected('capital', [says('reserve', { reserve: 'ad_referendum' }), rest])).toEqual([P1]);
    expect(selected('capital', [says('support'), rest])).toEqual([]);
  });

  it('capital: where nothing was said on these words, until an instruction on them has come', () => {
    const rest = says('support', { provision: P2 });
    expect(selected('capital', [rest])).toEqual([P1]);
    expect(selected('capital', [says('support', { hash: BEFORE }), rest])).toEqual([P1]);
    expect(selected('capital', [rest], { instructions: [instructs()] })).toEqual([]);
    expect(selected('capital', [rest], { instructions: [instructs({ current: false })] })).toEqual([P1]);
    expect(
      selected('capital', [rest], { instructions: [instructs({ position: 'no_instructions' })] }),
    ).toEqual([P1]);
  });

  it('changed: what changed since one last looked; nothing while that is not known', () => {
    expect(selected('changed', [], { changed: new Set([P2]) })).toEqual([P2]);
    expect(selected('changed', [])).toEqual([]);
  });

  it('agreed: what is marked on the present words', () => {
    const mark = { provision: P1, current: true } as AgreedMark;
    expect(selected('agreed', [], { marks: [mark] })).toEqual([P1]);
    expect(selected('agreed', [], { marks: [{ ...mark, current: false }] })).toEqual([]);
  });

  it('open: what somebody has something against, or has to speak on again', () => {
    expect(selected('open', [says('oppose', { partner: CA })])).toEqual([P1]);
    expect(selected('open', [says('support', { hash: BEFORE })])).toEqual([P1]);
    expect(selected('open', [says('support')])).toEqual([]);
  });
});
