import type { Stance } from '../count/ballot.js';
import { hours, workingDays } from './period.js';
import type { Clock, Rulebook } from './rulebook.js';
import type { DecisionExample } from './vector.js';
import { clock, decides, eu27, preset, say, unfolds } from './preset.js';

const COUNCIL = 'Council of the European Union';
const FAMILY = 'EU27-POPULATION';
const NINE_JUST = 'CY DK ES HR IT LU NL PT SI';
const NINE_SHORT = 'FI HU IE IT LT NL PL PT SI';
const HAIR_PASS = 'AT BE CZ DE DK ES FI FR HU IE LV MT NL PT SI';
const HAIR_FAIL = 'BE CZ DE EL ES FI HU IE IT LU LV MT PL SI SK';

const brussels = (given: Partial<Clock> = {}): Clock =>
  clock('Europe/Brussels', { calendar: 'brussels-eu', ...given });

const SUNSET: Rulebook['review'] = { everyMonths: 12, sunsetMonths: 12, warningDays: [90, 30, 7, 1] };

/** What the Council has in common: population weights, a majority present, one proxy each, exemptions by silence and then by QMV. */
const council = {
  body: COUNCIL,
  weights: FAMILY,
  quorum: 'majority',
  opens: ['chair'],
  proxiesPerHolder: 1,
  clock: brussels(),
  derogation: { period: workingDays(2), onObjection: { id: 'QMV_55_65' } },
  review: SUNSET,
} as const satisfies Partial<Rulebook>;

/** QMV on the request for an exemption that somebody objected to: the same count, whatever the book's own rule. */
const EXEMPTION: DecisionExample = {
  ...qmv(
    'an exemption somebody objected to passes by six inhabitants',
    { in_favour: HAIR_PASS },
    { outcome: 'adopted', inFavour: 15, weightInFavour: 291_984_283 },
  ),
  counts: 'derogation.onObjection',
};

function qmv(
  name: string,
  said: Partial<Record<Stance, string>>,
  expected: DecisionExample['expected'],
): DecisionExample {
  const rest: Stance = said.in_favour === undefined ? 'in_favour' : 'against';
  return decides(name, eu27(), say(eu27(), said, rest), expected);
}

const UNANIMITY: readonly DecisionExample[] = [
  decides('all 27 in favour', eu27(), say(eu27(), {}, 'in_favour'), { outcome: 'adopted', inFavour: 27 }),
  decides('one against', eu27(), say(eu27(), { against: 'HU' }, 'in_favour'), { outcome: 'not_adopted' }),
  decides('simple abstentions do not prevent it', eu27(), say(eu27(), { abstain: 'AT IE MT' }, 'in_favour'), {
    outcome: 'adopted',
    inFavour: 24,
  }),
  decides(
    'nine qualify their abstention, a third of the population with 68 to spare',
    eu27(),
    say(eu27(), { abstain_constructive: NINE_JUST }, 'in_favour'),
    {
      outcome: 'not_adopted',
    },
  ),
  decides(
    'nine qualify it, 17 inhabitants short of a third',
    eu27(),
    say(eu27(), { abstain_constructive: NINE_SHORT }, 'in_favour'),
    {
      outcome: 'adopted',
      inFavour: 18,
    },
  ),
];

const ABSENT: DecisionExample = decides(
  'one absent and not represented',
  eu27(),
  say(eu27(), { absent: 'MT' }, 'in_favour'),
  {
    outcome: 'not_adopted',
  },
);

const QMV: readonly DecisionExample[] = [
  qmv(
    'passes by six inhabitants',
    { in_favour: HAIR_PASS },
    { outcome: 'adopted', inFavour: 15, weightInFavour: 291_984_283 },
  ),
  qmv(
    'nine inhabitants short, which rounded percentages would pass',
    { in_favour: HAIR_FAIL },
    { outcome: 'not_adopted', inFavour: 15, weightInFavour: 291_984_268 },
  ),
  qmv(
    'three against are no blocking minority',
    { against: 'DE FR IT' },
    { outcome: 'adopted', inFavour: 24, weightInFavour: 238_369_833 },
  ),
  qmv(
    'four not in favour are one',
    { against: 'DE FR IT', abstain: 'MT' },
    { outcome: 'not_adopted', inFavour: 23, weightInFavour: 237_806_390 },
  ),
];

const pair = (
  name: string,
  regulation: Record<string, Stance>,
  decision: Record<string, Stance>,
  outcome: 'adopted' | 'not_adopted',
): DecisionExample => ({
  kind: 'decision',
  name,
  members: eu27(),
  parts: { decision, regulation },
  expected: { outcome },
});

const ALL = say(eu27(), {}, 'in_favour');

export const EU_RULEBOOKS: readonly Rulebook[] = [
  preset({
    ...council,
    id: 'eu-cfsp-decision',
    name: 'EU CFSP decision',
    basis: 'TEU 31(1); TFEU 238(4), 239. Quorum and proxies: Rules of Procedure of the Council, Article 11.',
    kind: 'vote',
    rule: { id: 'UNANIMITY_ABST' },
    allowConstructive: true,
    optOut: 'constructive_abstention',
    emergencyBrake: true,
    vectors: [...UNANIMITY, ABSENT, EXEMPTION],
  }),
  preset({
    ...council,
    id: 'eu-regulation',
    name: 'EU regulation under Article 215',
    basis:
      'TEU 16(4); TFEU 215, 238(2) and (3). On a joint proposal of the High Representative and the Commission.',
    kind: 'vote',
    rule: { id: 'QMV_55_65' },
    vectors: [...QMV, EXEMPTION],
  }),
  preset({
    ...council,
    id: 'eu-pair',
    name: 'EU decision and regulation together',
    basis: 'TEU 31(1) for the decision, TFEU 215 for the regulation; adopted on the same text, the same day.',
    kind: 'vote',
    rule: {
      id: 'COMPOSITE',
      parts: [
        { name: 'decision', rule: { id: 'UNANIMITY_ABST' } },
        { name: 'regulation', rule: { id: 'QMV_55_65' } },
      ],
    },
    allowConstructive: true,
    optOut: 'constructive_abstention',
    emergencyBrake: true,
    vectors: [
      pair('both pass', say(eu27(), { in_favour: HAIR_PASS }, 'against'), ALL, 'adopted'),
      pair(
        'the regulation is nine inhabitants short',
        say(eu27(), { in_favour: HAIR_FAIL }, 'against'),
        ALL,
        'not_adopted',
      ),
      pair(
        'the decision has votes against',
        say(eu27(), { in_favour: HAIR_PASS }, 'against'),
        say(eu27(), { in_favour: HAIR_PASS }, 'against'),
        'not_adopted',
      ),
      EXEMPTION,
    ],
  }),
  preset({
    ...council,
    id: 'eu-written-procedure',
    name: 'EU written procedure',
    basis:
      'Rules of Procedure of the Council, Article 12(1): no answer is no consent. The periods are practice.',
    kind: 'written',
    rule: { id: 'UNANIMITY_ABST' },
    quorum: 'none',
    allowConstructive: true,
    optOut: 'constructive_abstention',
    useOfSilence: 'all_agree',
    clock: brussels({
      lanes: [
        { id: 'usual', title: 'Usual', period: workingDays(3) },
        { id: 'urgent', title: 'Urgent', period: hours(24) },
      ],
      minimum: hours(24),
    }),
    vectors: [...UNANIMITY, ABSENT, EXEMPTION],
  }),
  preset({
    ...council,
    id: 'eu-coreu-silence',
    name: 'COREU silence procedure',
    basis:
      'Rules of Procedure of the Council, Article 12(2)(d): adopted at the end of the period except where a member objects. The periods are practice; for a few hours in a crisis lower the minimum in a copy.',
    kind: 'silence',
    rule: { id: 'UNANIMITY_ABST' },
    quorum: 'none',
    proxiesPerHolder: 0,
    allowConstructive: true,
    optOut: 'constructive_abstention',
    clock: brussels({
      lanes: [
        { id: 'usual', title: 'Usual', period: workingDays(5) },
        { id: 'short', title: 'Short', period: workingDays(2) },
        { id: 'urgent', title: 'Urgent', period: hours(24) },
      ],
      minimum: hours(24),
    }),
    vectors: [
      ...UNANIMITY,
      EXEMPTION,
      unfolds(
        'a live parliamentary reserve blocks at the deadline',
        eu27(),
        [
          {
            type: 'reserve',
            receivedAt: '2026-06-09T10:00:00.000Z',
            partner: 'NL',
            reserve: 'parliamentary',
            id: 'r1',
          },
        ],
        { state: 'BROKEN', since: '2026-06-11T10:00:00.001Z', liveReserves: ['r1'] },
      ),
    ],
  }),
];
