import { instant, type DelegationCode, type Hash, type Instant, type ProcedureId } from '@entente/kernel';
import { capitals } from '../calendar/capitals.js';
import { hostCities } from '../calendar/host-cities.js';
import type { Electorate } from '../count/electorate.js';
import { termsFaults } from '../procedure/faults.js';
import { REMEDIES } from './fault.js';
import { rulebookFaults } from './faults.js';
import { days, hours, workingDays } from './period.js';
import { SHIPPED_RULEBOOKS } from './presets.js';
import { rulebookHash, rulesOf, type Rulebook } from './rulebook.js';
import { bodyOf, deadlineRemark, termsFrom, type OpeningFacts, type Seat, type Shelf } from './terms-from.js';
import { runVectors } from './vector.js';
import {
  familyFaults,
  shippedWeightTables,
  unweighed,
  weightTableAt,
  weightTableFaults,
  type WeightTable,
} from './weights.js';

const at = (iso: string): Instant => instant(Date.parse(iso));
const iso = (ms: number | null): string => (ms === null ? 'none' : new Date(ms).toISOString());
const code = (partner: string): DelegationCode => partner as DelegationCode;
const shelf: Shelf = {
  calendars: [...hostCities(), ...capitals()],
  weightTables: shippedWeightTables(),
};
const FIFTEEN = 'CN FR RU GB US BH CO CD DK GR LR LV PA PK SO'.split(' ').map(code);
const EU27 = Object.keys(shippedWeightTables()[0]?.weights ?? {}).map(code);

function book(id: string): Rulebook {
  const found = SHIPPED_RULEBOOKS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no rule book ${id}`);
  return found;
}

const seats = (partners: readonly DelegationCode[]): readonly Seat[] =>
  partners.map((partner) => ({ partner, participates: true }));
const opening = (given: Partial<OpeningFacts> = {}): OpeningFacts => ({
  procedure: '00000000-0000-4000-8000-000000000001' as ProcedureId,
  packageHash: `sha256:${'0'.repeat(64)}` as Hash,
  by: 'chair',
  opensAt: at('2026-06-02T19:00:00.000Z'),
  ...given,
});

describe('a version of a rule book', () => {
  it('[R126] has a hash of everything in it, whatever the order of its members', () => {
    const one = book('eu-cfsp-decision');
    // The same members in another order: entries lose their types.
    const reordered = Object.fromEntries(Object.entries(one).reverse()) as unknown as Rulebook;
    expect(rulebookHash(reordered)).toBe(rulebookHash(one));
    expect(rulebookHash({ ...one, version: 2 })).not.toBe(rulebookHash(one));
    expect(rulebookHash({ ...one, nameObjectors: false })).not.toBe(rulebookHash(one));
  });

  it('[R126] is plain JSON: what is stored and read back is the same', () => {
    for (const one of SHIPPED_RULEBOOKS) expect(JSON.parse(JSON.stringify(one))).toEqual(one);
  });
});

describe('the shipped rule books', () => {
  it('[R127] are these', () => {
    expect(SHIPPED_RULEBOOKS.map((one) => one.id)).toEqual([
      'coalition-unanimity',
      'coalition-matrix',
      'custom-simple-majority',
      'custom-two-thirds',
      'custom-weighted',
      'eu-cfsp-decision',
      'eu-regulation',
      'eu-pair',
      'eu-written-procedure',
      'eu-coreu-silence',
      'un-committee-no-objection',
      'un-delisting',
      'unsc-substantive',
      'unsc-procedural',
      'nato-silence',
      'osce-silence',
      'osce-consensus-minus-one',
      'au-psc',
      'ecowas-authority',
    ]);
  });

  it.each(SHIPPED_RULEBOOKS.map((one) => [one.id, one] as const))(
    '[R127] %s is without fault',
    (_id, one) => {
      expect(rulebookFaults(one, null, shelf)).toEqual([]);
    },
  );

  it.each(SHIPPED_RULEBOOKS.map((one) => [one.id, one] as const))(
    '[R136] %s passes its own vectors',
    (_id, one) => {
      expect(runVectors(one).filter((result) => !result.passed)).toEqual([]);
    },
  );

  it('[R136] every rule of a shipped book is counted by a vector', () => {
    for (const one of SHIPPED_RULEBOOKS) {
      const counted = new Set(
        one.vectors.flatMap((vector) => (vector.kind === 'decision' ? [vector.counts ?? 'rule'] : [])),
      );
      expect([
        one.id,
        rulesOf(one)
          .map(([field]) => field)
          .filter((field) => !counted.has(field as never)),
      ]).toEqual([one.id, []]);
    }
  });
});

describe('a shipped version', () => {
  it('[R126] keeps its content: who changes one gives it the next number', () => {
    const hashes = SHIPPED_RULEBOOKS.map((one) => [one.id, one.version, rulebookHash(one).slice(7, 19)]);
    expect(hashes).toEqual([
      ['coalition-unanimity', 1, 'fb62648374cc'],
      ['coalition-matrix', 1, '61b75c987cd0'],
      ['custom-simple-majority', 1, '0b6e7e8536c1'],
      ['custom-two-thirds', 1, 'abc45a5a6b67'],
      ['custom-weighted', 1, '6473965def64'],
      ['eu-cfsp-decision', 1, 'e80a4e751aac'],
      ['eu-regulation', 1, 'fa1fa07dd32a'],
      ['eu-pair', 1, 'c8cefd437f7c'],
      ['eu-written-procedure', 1, '4cc253071e9b'],
      ['eu-coreu-silence', 1, '6ece2daed5ef'],
      ['un-committee-no-objection', 1, '1d641c47130d'],
      ['un-delisting', 1, 'edf80e66c6a4'],
      ['unsc-substantive', 1, '5d07034396c1'],
      ['unsc-procedural', 1, '55ef6860c0e0'],
      ['nato-silence', 1, 'e762e8a1f749'],
      ['osce-silence', 1, '8728d719d293'],
      ['osce-consensus-minus-one', 1, 'd42f7a25660d'],
      ['au-psc', 1, '0d41539504a4'],
      ['ecowas-authority', 1, 'a6b8440ae9c2'],
    ]);
  });
});

describe('vectors of a rule book', () => {
  it('[R136] a changed rule fails them, and the result says what came instead', () => {
    const changed: Rulebook = { ...book('eu-regulation'), rule: { id: 'QMV_72_65' } };
    expect(runVectors(changed).filter((result) => !result.passed)).toContainEqual({
      name: 'passes by six inhabitants',
      passed: false,
      mismatches: [{ field: 'outcome', expected: '"adopted"', found: '"not_adopted"' }],
      unreadable: null,
    });
  });

  it('[R136] a changed clock fails a timeline: what was late is in time where the deadline is inclusive', () => {
    const osce = book('osce-silence');
    const changed: Rulebook = { ...osce, clock: { ...osce.clock, inclusive: true } };
    expect(
      runVectors(changed)
        .filter((result) => !result.passed)
        .map((result) => result.name),
    ).toEqual(['an objection at the instant of expiry is late']);
  });

  it('[R136] a timeline with an event that nobody knows fails, and says so', () => {
    const nato = book('nato-silence');
    const timeline = nato.vectors.find((one) => one.kind === 'procedure');
    if (timeline?.kind !== 'procedure') throw new Error('no timeline');
    const odd = { ...timeline, events: [{ type: 'shout', receivedAt: timeline.evaluateAt }] };
    const [result] = runVectors({ ...nato, vectors: [odd] });
    expect(result?.unreadable).toContain('events[0].type');
  });

  it('[R136] a vector for a rule that the book has not, or in another form, fails', () => {
    const [first] = book('au-psc').vectors;
    if (first?.kind !== 'decision') throw new Error('no vector');
    const plain: Rulebook = { ...book('nato-silence'), vectors: [{ ...first, counts: 'fallback' }] };
    const composite: Rulebook = { ...book('eu-pair'), vectors: [first] };
    expect(runVectors(plain).map((result) => result.unreadable)).toEqual(['this rule book has no fallback']);
    expect(runVectors(composite).map((result) => result.unreadable)).toEqual([
      'nobody objects: COMPOSITE counts parts; give them',
    ]);
  });
});

describe('weights', () => {
  const [eu] = shippedWeightTables();
  if (eu === undefined) throw new Error('no table');
  const next: WeightTable = { ...eu, id: 'EU27-2027', validFrom: '2027-01-01' };
  const closed: WeightTable = { ...eu, validTo: '2026-12-31' };

  it('[R133] the shipped table is that of DOMAIN §1.6: 27 members, 449 206 579 inhabitants, none wrong', () => {
    expect(Object.keys(eu.weights)).toHaveLength(27);
    expect(Object.values(eu.weights).reduce((sum, weight) => sum + weight, 0)).toBe(449_206_579);
    expect([eu.id, eu.checksum, weightTableFaults(eu)]).toEqual([
      'EU27-EUROSTAT-2024-01-01',
      449_206_579,
      [],
    ]);
  });

  it('[R133] a slip of one digit is found by the checksum', () => {
    const slipped = { ...eu, weights: { ...eu.weights, MT: 563_444 } };
    expect(weightTableFaults(slipped)).toEqual([{ code: 'checksum_differs', table: eu.id, at: '449206580' }]);
  });

  it.each([
    ['no weight', { weights: {} }, 'no_weight'],
    ['a weight of none', { weights: { MT: 0 } }, 'weight_not_whole'],
    ['half a weight', { weights: { MT: 0.5 } }, 'weight_not_whole'],
    ['too much weight', { weights: { A: Number.MAX_SAFE_INTEGER, B: 1 } }, 'weights_too_large'],
    ['a zone that is none', { zone: 'Mars/Olympus' }, 'zone_unknown'],
    ['a day that does not exist', { validFrom: '2026-02-30' }, 'valid_malformed'],
    ['an end before its start', { validTo: '2024-01-01' }, 'valid_malformed'],
  ])('[R133] refuses %s', (_what, wrong, fault) => {
    expect(weightTableFaults({ ...eu, ...wrong }).map((one) => one.code)).toEqual([fault]);
  });

  it('[R133] the table of the day of opening is chosen, in the zone of the table', () => {
    const tables = [closed, next];
    const before = weightTableAt(tables, eu.family, at('2026-12-31T22:59:59.999Z'));
    const after = weightTableAt(tables, eu.family, at('2026-12-31T23:00:00.000Z'));
    expect([before.ok && before.value.id, after.ok && after.value.id]).toEqual([eu.id, 'EU27-2027']);
  });

  it('[R133] a gap and an overlap are faults, and no table is guessed', () => {
    const early = { ...closed, validTo: '2026-12-30' };
    expect(familyFaults([closed, next])).toEqual([]);
    expect(familyFaults([next, early])).toEqual([
      { code: 'tables_gap', table: 'EU27-2027', at: '2026-12-31' },
    ]);
    expect(familyFaults([eu, next])).toEqual([
      { code: 'tables_overlap', table: 'EU27-2027', at: '2027-01-01' },
    ]);
    expect(familyFaults([eu, eu])).toEqual([{ code: 'table_twice', table: eu.id, at: '' }]);
    expect(weightTableAt([early, next], eu.family, at('2026-12-31T12:00:00.000Z'))).toEqual({
      ok: false,
      error: { code: 'weights_not_valid_then', family: eu.family, day: '2026-12-31' },
    });
    expect(weightTableAt([eu, next], eu.family, at('2027-01-01T12:00:00.000Z'))).toEqual({
      ok: false,
      error: { code: 'weights_ambiguous', family: eu.family, day: '2027-01-01' },
    });
    expect(weightTableAt([], 'X', at('2027-01-01T12:00:00.000Z'))).toEqual({
      ok: false,
      error: { code: 'weights_unknown', family: 'X' },
    });
  });

  it('[R133] members without a weight are named', () => {
    expect(unweighed(eu, [code('MT'), code('NO')])).toEqual(['NO']);
  });
});

describe('opening by a rule book', () => {
  it('[R134] S8: a listing in the committee ends on 16 June 2026 at 21:00 UTC, the usual case on the 9th', () => {
    const listing = termsFrom(
      book('un-committee-no-objection'),
      seats(FIFTEEN),
      opening({ lane: 'listing' }),
      shelf,
    );
    const usual = termsFrom(book('un-committee-no-objection'), seats(FIFTEEN), opening(), shelf);
    expect([listing, usual].map((terms) => terms.ok && iso(terms.value.deadlineAt))).toEqual([
      '2026-06-16T21:00:00.000Z',
      '2026-06-09T21:00:00.000Z',
    ]);
  });

  it('[R134] writes out everything that the book says, and names the version', () => {
    const terms = termsFrom(
      book('un-committee-no-objection'),
      seats(FIFTEEN),
      opening({ lane: 'listing' }),
      shelf,
    );
    expect(terms.ok && terms.value).toMatchObject({
      kind: 'no_objection',
      rule: { id: 'CONSENSUS' },
      rulebook: { id: 'un-committee-no-objection', version: 1 },
      zone: 'America/New_York',
      onObjection: 'suspend',
      severable: true,
      allowAbstain: false,
      joiners: 'pending_matters',
      holdMaxMs: 180 * 86_400_000,
      deadlineInclusive: true,
      weightTable: null,
      calendar: { id: 'new-york-un' },
      // Two working days: 4 June, 17:00 in New York.
      minPeriodMs: Date.parse('2026-06-04T21:00:00.000Z') - Date.parse('2026-06-02T19:00:00.000Z'),
    });
  });

  it('[R134] a stated deadline stays as stated, and is remarked on where it falls on a day off or after hours', () => {
    const saturday = at('2026-06-13T09:00:00.000Z');
    const coreu = book('eu-coreu-silence');
    const terms = termsFrom(coreu, seats(EU27), opening({ deadlineAt: saturday }), shelf);
    expect(terms.ok && terms.value.deadlineAt).toBe(saturday);
    expect(
      [saturday, at('2026-06-12T20:00:00.000Z'), at('2026-06-12T09:00:00.000Z')].map((deadline) =>
        deadlineRemark(coreu, deadline, shelf),
      ),
    ).toEqual(['on_a_day_off', 'outside_hours', null]);
    expect(deadlineRemark(book('nato-silence'), saturday, shelf)).toBeNull();
  });

  it('[R134] a reissue runs by its own minimum', () => {
    const { value } = termsFrom(
      book('osce-silence'),
      seats(FIFTEEN),
      opening({ followsAs: 'reissue', follows: opening().procedure }),
      shelf,
    ) as { value: { minPeriodMs: number; deadlineInclusive: boolean; contestable: boolean } };
    expect(value).toMatchObject({ minPeriodMs: 86_400_000, deadlineInclusive: false, contestable: true });
  });

  it('[R135] weighs by the table of the day, and names it', () => {
    const terms = termsFrom(book('eu-regulation'), seats(EU27), opening(), shelf);
    if (!terms.ok) throw new Error(terms.error.code);
    expect(terms.value.weightTable).toBe('EU27-EUROSTAT-2024-01-01');
    expect(terms.value.members.find((member) => member.partner === 'MT')?.weight).toBe(563_443);
  });

  it('[R135] gives vetoes, and obliges or excludes parties to the dispute as the book says', () => {
    const dispute = opening({ parties: [code('FR')] });
    const council = termsFrom(book('unsc-substantive'), seats(FIFTEEN), dispute, shelf);
    const fr = council.ok && council.value.members.find((member) => member.partner === 'FR');
    expect(fr).toEqual({
      partner: 'FR',
      weight: 1,
      participates: true,
      permanent: true,
      obligatoryAbstention: true,
    });
    const psc = termsFrom(book('au-psc'), seats(FIFTEEN), opening({ parties: [code('CD')] }), shelf);
    expect(
      psc.ok && psc.value.members.filter((member) => !member.participates).map((one) => one.partner),
    ).toEqual(['CD']);
  });

  it('[R135] names whom a consensus minus one leaves out', () => {
    const excluded = [{ partner: code('RU'), ground: 'clear, gross and uncorrected violation' }];
    const terms = termsFrom(book('osce-consensus-minus-one'), seats(FIFTEEN), opening({ excluded }), shelf);
    expect(terms.ok && terms.value.rule).toEqual({ id: 'CONSENSUS_MINUS_K', k: 1, excluded });
  });

  it.each([
    [
      'somebody who may not',
      'nato-silence',
      { by: 'secretariat' },
      { code: 'opener_not_allowed', opens: ['chair'] },
    ],
    [
      'a period that the book has not',
      'nato-silence',
      { lane: 'soon' },
      { code: 'lane_unknown', lane: 'soon' },
    ],
    [
      'a member that the table does not weigh',
      'eu-regulation',
      {},
      { code: 'weight_missing', table: 'EU27-EUROSTAT-2024-01-01', partners: ['NO'] },
    ],
    [
      'a day before the first table',
      'custom-weighted',
      { opensAt: Date.parse('2024-12-31T12:00:00Z') },
      { code: 'weights_not_valid_then', family: 'EU27-POPULATION', day: '2024-12-31' },
    ],
    [
      'a day that the calendar does not reach',
      'un-committee-no-objection',
      { opensAt: Date.parse('2028-12-29T12:00:00Z') },
      { code: 'calendar_ends', day: '2029-01-01' },
    ],
  ] as const)('[R135] refuses %s', (_what, id, given, error) => {
    const partners = id === 'eu-regulation' ? [...EU27, code('NO')] : FIFTEEN;
    const terms = termsFrom(book(id), seats(partners), opening(given as Partial<OpeningFacts>), shelf);
    expect(terms).toEqual({ ok: false, error });
  });
});

describe('every shipped rule book', () => {
  it.each(SHIPPED_RULEBOOKS.map((one) => [one.id, one] as const))(
    '[R134] %s opens a procedure for the body of its own vectors',
    (_id, one) => {
      const [first] = one.vectors;
      const partners = first?.kind === 'decision' ? first.members.map((member) => code(member.id)) : [];
      const items = [{ id: 'T1', title: 'Target 1' }];
      const terms = termsFrom(one, seats(partners), opening({ items }), shelf);
      if (!terms.ok) throw new Error(terms.error.code);
      expect(termsFaults(terms.value, terms.value.opensAt ?? at('2026-06-02T19:00:00.000Z'))).toEqual([]);
      const body = bodyOf(one, seats(partners), at('2026-06-02T19:00:00.000Z'), shelf);
      expect(rulebookFaults(one, body, shelf)).toEqual([]);
    },
  );
});

describe('faults of a rule book', () => {
  const nine: Electorate = {
    members: 'AU CA EU GB JP KR NO CH US'
      .split(' ')
      .map((partner) => ({ partner: code(partner), weight: 1, participates: true })),
    quorum: 'none',
  };
  const silence = book('nato-silence');
  const vote = book('coalition-unanimity');
  const committee = book('un-committee-no-objection');
  const lane = { id: 'x', title: 'X', period: hours(1) };

  it.each<[what: string, base: Rulebook, wrong: Partial<Rulebook>, code: string, field: string]>([
    ['no name', vote, { name: ' ' }, 'name_missing', 'name'],
    ['no source', vote, { basis: '' }, 'basis_missing', 'basis'],
    ['nobody who opens', vote, { opens: [] }, 'opener_missing', 'opens'],
    ['a matrix kind without a matrix', vote, { kind: 'matrix' }, 'rule_not_of_kind', 'rule'],
    [
      'a part that is decided target by target',
      vote,
      {
        rule: {
          id: 'COMPOSITE',
          parts: [{ name: 'targets', rule: { id: 'MATRIX', minPartners: 1, minTargets: 1 } }],
        },
      },
      'rule_not_of_kind',
      'rule',
    ],
    [
      'silence under a rule that counts votes',
      silence,
      { rule: { id: 'SIMPLE_MAJORITY_MEMBERS' } },
      'rule_needs_answers',
      'rule',
    ],
    ['a quorum of the silent', silence, { quorum: 'half' }, 'quorum_under_silence', 'quorum'],
    ['proxies of the silent', silence, { proxiesPerHolder: 1 }, 'proxy_under_silence', 'proxiesPerHolder'],
    [
      'contesting silence in a vote',
      vote,
      { useOfSilence: 'contestable' },
      'silence_use_without_silence',
      'useOfSilence',
    ],
    [
      'a fallback to itself',
      book('au-psc'),
      { fallback: { id: 'CONSENSUS' } },
      'fallback_same_as_rule',
      'fallback',
    ],
    [
      'a fallback that no objection calls',
      book('custom-simple-majority'),
      { fallback: { id: 'TWO_THIRDS_CAST' } },
      'fallback_without_objection',
      'fallback',
    ],
    [
      'a composite fallback',
      book('au-psc'),
      { fallback: { id: 'COMPOSITE', parts: [{ name: 'a', rule: { id: 'CONSENSUS' } }] } },
      'fallback_with_composite',
      'fallback',
    ],
    ['no weights where they decide', book('eu-regulation'), { weights: null }, 'weights_missing', 'weights'],
    ['weights that nothing turns on', silence, { weights: 'EU27-POPULATION' }, 'weights_unused', 'weights'],
    ['weights that nobody knows', vote, { weights: 'MOON' }, 'weights_unknown', 'weights'],
    [
      'a veto without its holders',
      book('unsc-substantive'),
      { permanent: [] },
      'permanent_missing',
      'permanent',
    ],
    ['holders without a veto', vote, { permanent: ['US'] }, 'permanent_unused', 'permanent'],
    ['a zone that is none', vote, { clock: { ...vote.clock, zone: '+02:00' } }, 'zone_unknown', 'clock.zone'],
    [
      'working days of no calendar',
      vote,
      { recallWindow: workingDays(1) },
      'calendar_missing',
      'clock.calendar',
    ],
    [
      'a calendar for nothing',
      vote,
      { clock: { ...vote.clock, zone: 'Europe/Brussels', calendar: 'brussels-eu' } },
      'calendar_unused',
      'clock.calendar',
    ],
    [
      'a calendar that nobody knows',
      committee,
      { clock: { ...committee.clock, calendar: 'moon' } },
      'calendar_unknown',
      'clock.calendar',
    ],
    [
      'a calendar of another zone',
      committee,
      { clock: { ...committee.clock, zone: 'UTC' } },
      'calendar_in_other_zone',
      'clock.zone',
    ],
    ['half an hour', vote, { recallWindow: hours(0.5) }, 'period_not_whole', 'recallWindow'],
    [
      'less than no extension',
      vote,
      { clock: { ...vote.clock, maxExtensions: -1 } },
      'number_not_whole',
      'clock.maxExtensions',
    ],
    [
      'silence without a period',
      silence,
      { clock: { ...silence.clock, lanes: [] } },
      'lane_missing',
      'clock.lanes',
    ],
    [
      'two periods of one name',
      silence,
      {
        clock: {
          ...silence.clock,
          lanes: [
            { ...lane, period: hours(72) },
            { ...lane, period: hours(48) },
          ],
        },
      },
      'lane_twice',
      'clock.lanes',
    ],
    [
      'a period without a name',
      silence,
      { clock: { ...silence.clock, lanes: [{ ...lane, title: '', period: hours(72) }] } },
      'lane_name_missing',
      'clock.lanes.0.title',
    ],
    [
      'a period below the minimum',
      silence,
      { clock: { ...silence.clock, lanes: [lane] } },
      'lane_below_minimum',
      'clock.lanes.0.period',
    ],
    [
      'a reissue longer than a first issue',
      silence,
      { clock: { ...silence.clock, reissueMinimum: days(2) } },
      'reissue_above_minimum',
      'clock.reissueMinimum',
    ],
    [
      'suspending without holds',
      committee,
      { hold: null, reservePolicy: silence.reservePolicy },
      'suspend_without_hold',
      'hold',
    ],
    [
      'a hold that pauses where objections end',
      silence,
      { reservePolicy: committee.reservePolicy },
      'hold_pauses_without_suspend',
      'reservePolicy.hold',
    ],
    [
      'a warning after the hold has run out',
      committee,
      { hold: { max: days(2), warnings: [workingDays(10)] } },
      'warning_after_hold',
      'hold.warnings.0',
    ],
    [
      'constructive abstention from a majority',
      book('custom-simple-majority'),
      { allowConstructive: true },
      'abstention_without_effect',
      'allowConstructive',
    ],
    [
      'an opt-out that is not allowed',
      vote,
      { optOut: 'constructive_abstention' },
      'opt_out_not_offered',
      'optOut',
    ],
    ['severing a pair', book('eu-pair'), { severable: true }, 'severable_composite', 'severable'],
    [
      'naming objectors whom nobody may see',
      vote,
      { positionVisibility: 'own' },
      'named_against_visibility',
      'nameObjectors',
    ],
    [
      'a brake on no vote',
      book('coalition-matrix'),
      { emergencyBrake: true },
      'brake_without_vote',
      'emergencyBrake',
    ],
    [
      'an extension of a hold as long as the hold',
      book('un-committee-no-objection'),
      { hold: { max: days(180), warnings: [], extension: days(180) } },
      'extension_not_short',
      'hold.extension',
    ],
    [
      'a term of half a month',
      vote,
      { review: { everyMonths: 0.5, sunsetMonths: null, warningDays: [] } },
      'number_not_whole',
      'review.everyMonths',
    ],
    [
      'a warning after the sunset',
      vote,
      { review: { everyMonths: null, sunsetMonths: 1, warningDays: [90] } },
      'review_warning_after_sunset',
      'review.warningDays.0',
    ],
    ['no vector', vote, { vectors: [] }, 'vector_missing', 'vectors'],
    [
      'two vectors of one name',
      vote,
      { vectors: [...vote.vectors, ...vote.vectors] },
      'vector_twice',
      'vectors',
    ],
  ])('[R130] %s', (_what, base, wrong, fault, field) => {
    const faults = rulebookFaults({ ...base, ...wrong }, null, shelf);
    expect(faults.map((one) => [one.code, one.field])).toEqual([[fault, field]]);
    expect(faults[0]?.remedy).toBe(REMEDIES[fault as keyof typeof REMEDIES]);
  });

  it('[R130] holds where objections terminate are two faults: the holds, and that they pause', () => {
    const faults = rulebookFaults({ ...committee, onObjection: 'terminate' }, null, shelf);
    expect(faults.map((one) => one.code)).toEqual(['hold_without_suspend', 'hold_pauses_without_suspend']);
  });

  it('[R131] a rule set that can never adopt for the body it is meant for', () => {
    const matrix = {
      ...book('coalition-matrix'),
      rule: { id: 'MATRIX', minPartners: 10, minTargets: 1 },
    } as const;
    expect(rulebookFaults(matrix, nine, shelf).map((one) => [one.code, one.field, one.rule?.code])).toEqual([
      ['rule_faulty', 'rule', 'min_partners_above_electorate'],
    ]);
    const council = rulebookFaults(
      book('unsc-procedural'),
      { ...nine, members: nine.members.slice(1) },
      shelf,
    );
    expect(council.map((one) => one.rule?.code)).toEqual(['too_few_votes']);
  });

  it('[R131] a quorum that the body cannot meet', () => {
    const faults = rulebookFaults({ ...book('custom-two-thirds'), quorum: 10 }, nine, shelf);
    expect(faults.map((one) => one.rule?.code)).toEqual(['quorum_above_electorate']);
  });

  it('[R131] each rule of the book is asked, the fallback and that of exemptions too', () => {
    const faults = rulebookFaults(
      {
        ...vote,
        derogation: { period: days(2), onObjection: { id: 'WEIGHTED', num: 3, den: 2 } },
        weights: 'EU27-POPULATION',
      },
      nine,
      shelf,
    );
    expect(faults.map((one) => [one.field, one.rule?.code])).toEqual([
      ['derogation.onObjection', 'threshold_above_one'],
    ]);
  });

  it('[R131] vetoes of states that are not of the body', () => {
    const faults = rulebookFaults(book('unsc-substantive'), { ...nine, members: nine.members }, shelf);
    expect(faults.map((one) => one.code)).toContain('permanent_unknown');
  });

  it('[R132] every fault has one remedy', () => {
    expect(Object.values(REMEDIES).every((remedy) => /^[a-z_]+$/.test(remedy))).toBe(true);
  });
});
