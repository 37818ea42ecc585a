import { err } from '@entente/kernel';
import { capitals } from '../calendar/capitals.js';
import { hostCities } from '../calendar/host-cities.js';
import { act, at, HASH, OTHER_HASH, Run, seats, silence } from '../procedure/procedure.kit.js';
import { derogationTerms } from './derogation-terms.js';
import { SHIPPED_RULEBOOKS } from './presets.js';
import type { Rulebook } from './rulebook.js';

const OPENED = '2026-06-08T08:00:00.000Z';
const ASKED = at('2026-06-11T11:00:00.000Z');
const shelf = { calendars: hostCities() };
const FACTS = { procedure: silence().procedure, requestHash: OTHER_HASH, askedAt: ASKED };

function book(id: string): Rulebook {
  const found = SHIPPED_RULEBOOKS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no rule book ${id}`);
  return found;
}

const adopted = (): Run =>
  new Run(
    silence({ members: seats(['AU', 'CA', 'GB']), holdExtensionMs: 1, maxExtensions: 3, recallWindowMs: 5 }),
    OPENED,
  ).tick('2026-06-11T10:00:05.000Z');

describe('the terms of a request for a derogation', () => {
  it('[R203] are those of the decision, on the hash of the request, with the book’s one period and its count', () => {
    const terms = derogationTerms(book('eu-coreu-silence'), adopted().now, FACTS, shelf);
    expect(terms).toMatchObject({
      ok: true,
      value: {
        kind: 'silence',
        rule: { id: 'CONSENSUS' },
        fallback: { id: 'QMV_55_65' },
        packageHash: OTHER_HASH,
        // Two full working days of Brussels after the Thursday.
        deadlineAt: at('2026-06-15T15:00:00.000Z'),
        members: seats(['AU', 'CA', 'GB']),
        maxExtensions: 0,
        recallWindowMs: 0,
        follows: 'p1',
        followsAs: 'derogation',
      },
    });
    expect(terms.ok && terms.value.holdExtensionMs).toBeUndefined();
  });

  it('[R203] ask who was left at the end, whoever was asked at the opening', () => {
    const run = new Run(silence({ members: seats(['AU', 'CA', 'GB']) }), OPENED).send(
      {
        type: 'change_electorate',
        by: 'chair',
        id: 'c1',
        at: null,
        leaving: [{ partner: seats(['GB'])[0]?.partner ?? act('GB', 'agree').partner, how: 'left' }],
        joining: [],
      },
      OPENED,
    );
    const terms = derogationTerms(
      book('eu-coreu-silence'),
      run.tick('2026-06-11T10:00:05.000Z').now,
      FACTS,
      shelf,
    );
    expect(terms.ok && terms.value.members.map(({ partner }) => partner)).toEqual(['AU', 'CA']);
  });

  it('[R203] are refused under what was not adopted, by a book that has none, and without its calendar', () => {
    const broken = new Run(silence(), OPENED).send(act('FI', 'object'), OPENED).now;
    const coreu = book('eu-coreu-silence');
    expect(derogationTerms(coreu, broken, FACTS, shelf)).toEqual(
      err({ code: 'not_adopted', state: 'broken' }),
    );
    expect(derogationTerms(book('nato-silence'), adopted().now, FACTS, shelf)).toEqual(
      err({ code: 'no_derogations' }),
    );
    expect(derogationTerms(coreu, adopted().now, FACTS, { calendars: capitals() })).toEqual(
      err({ code: 'calendar_missing' }),
    );
    expect(adopted().now.packageHash).toBe(HASH);
  });
});
