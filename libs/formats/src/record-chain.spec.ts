import type { FormalAct } from '@entente/contracts';
import type { DelegationCode, Instant, PersonId } from '@entente/kernel';
import { checkChain, genesisOf, hashOfAct } from './record-chain.js';

const PACKAGE = '6f1c0f3e-9a55-4f0e-8f43-0a9d7c1b2e3f';

function record(count: number): FormalAct[] {
  const acts: FormalAct[] = [];
  let previous = genesisOf(PACKAGE);
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const act = {
      sequence,
      type: 'version.tabled',
      person: 'p' as PersonId,
      name: 'Astrid Lunde',
      delegation: 'SEC' as DelegationCode,
      mandate: null,
      packageHash: null,
      at: (1_000 * sequence) as Instant,
      body: { revision: sequence },
      previous,
    };
    const hash = hashOfAct(PACKAGE, act);
    acts.push({ ...act, hash });
    previous = hash;
  }
  return acts;
}

describe('the chain of formal acts', () => {
  it('[F40] holds for an untouched record', () => {
    expect(checkChain(PACKAGE, record(4))).toEqual({ ok: true, count: 4 });
  });

  it('[F41] breaks where a word was changed', () => {
    const acts = record(4).map((act) => (act.sequence === 2 ? { ...act, name: 'Somebody Else' } : act));
    expect(checkChain(PACKAGE, acts)).toEqual({ ok: false, sequence: 2, what: 'breakHash' });
  });

  it('[F40] breaks where an act was taken out or rewritten with its own hash', () => {
    const acts = record(4);
    expect(checkChain(PACKAGE, acts.toSpliced(1, 1))).toEqual({ ok: false, sequence: 3, what: 'breakGap' });
    const forged = acts.map((act) => {
      if (act.sequence !== 2) return act;
      const changed = { ...act, body: { revision: 9 } };
      return { ...changed, hash: hashOfAct(PACKAGE, changed) };
    });
    expect(checkChain(PACKAGE, forged)).toEqual({ ok: false, sequence: 3, what: 'breakLink' });
  });

  it('[F40] does not hold for another package', () => {
    const other = PACKAGE.replace('6', '7');
    expect(checkChain(other, record(1))).toEqual({ ok: false, sequence: 1, what: 'breakLink' });
  });

  it('[F42] goes past a veiled act, whose contents are not here, and still asks its place', () => {
    const veiled = record(4).map((act) =>
      act.sequence === 3 ? { ...act, name: '', body: {}, veiled: true as const } : act,
    );
    expect(checkChain(PACKAGE, veiled)).toEqual({ ok: true, count: 4 });
    const moved = veiled.map((act) => (act.sequence === 3 ? { ...act, previous: genesisOf(PACKAGE) } : act));
    expect(checkChain(PACKAGE, moved)).toEqual({ ok: false, sequence: 3, what: 'breakLink' });
  });
});
