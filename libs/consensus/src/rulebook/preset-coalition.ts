import { hours } from './period.js';
import type { Rulebook } from './rulebook.js';
import { body, clock, decides, eu27, preset, say } from './preset.js';

const NINE = body('AU CA EU GB JP KR NO CH US');
const COALITION = 'Ad-hoc coalition';
const OWN = 'Agreed by the partners of the coalition.';

export const COALITION_RULEBOOKS: readonly Rulebook[] = [
  preset({
    id: 'coalition-unanimity',
    name: 'Unanimity of the partners',
    body: COALITION,
    basis: `${OWN} Abstentions do not prevent unanimity, as in TFEU 238(4).`,
    kind: 'vote',
    rule: { id: 'UNANIMITY_ABST' },
    reasonsRequired: true,
    vectors: [
      decides('all nine', NINE, say(NINE, {}, 'in_favour'), { outcome: 'adopted', inFavour: 9 }),
      decides('one abstains', NINE, say(NINE, { abstain: 'CH' }, 'in_favour'), {
        outcome: 'adopted',
        inFavour: 8,
      }),
      decides('one against', NINE, say(NINE, { against: 'JP' }, 'in_favour'), { outcome: 'not_adopted' }),
      decides('one has not answered', NINE, say(NINE, { absent: 'KR' }, 'in_favour'), {
        outcome: 'not_adopted',
      }),
    ],
  }),
  preset({
    id: 'coalition-matrix',
    name: 'Coordinated listings, target by target',
    body: COALITION,
    basis: `${OWN} Each partner lists under its own law; what is common is the targets, the timing and the statement.`,
    kind: 'matrix',
    rule: { id: 'MATRIX', minPartners: 3, minTargets: 1 },
    optOut: 'per_target',
    clock: clock('UTC', {
      lanes: [
        { id: 'usual', title: 'Usual', period: hours(72) },
        { id: 'urgent', title: 'Urgent', period: hours(24) },
      ],
      minimum: hours(24),
    }),
    vectors: [
      {
        kind: 'decision',
        name: 'one target with three partners is launched, one with two is dropped',
        members: NINE,
        targets: {
          T1: { AU: 'in_favour', GB: 'in_favour', US: 'in_favour' },
          T2: { AU: 'in_favour', GB: 'in_favour' },
        },
        expected: { outcome: 'adopted' },
      },
      {
        kind: 'decision',
        name: 'no target has three partners',
        members: NINE,
        targets: { T1: { AU: 'in_favour', GB: 'in_favour', US: 'against' } },
        expected: { outcome: 'not_adopted' },
      },
    ],
  }),
  preset({
    id: 'custom-simple-majority',
    name: 'Simple majority of members',
    body: COALITION,
    basis: OWN,
    kind: 'vote',
    rule: { id: 'SIMPLE_MAJORITY_MEMBERS' },
    quorum: 'half',
    vectors: [
      decides('five of nine', NINE, say(NINE, { against: 'AU CA EU GB' }, 'in_favour'), {
        outcome: 'adopted',
        inFavour: 5,
      }),
      decides('four of nine', NINE, say(NINE, { abstain: 'AU CA EU GB JP' }, 'in_favour'), {
        outcome: 'not_adopted',
        inFavour: 4,
      }),
      decides('four present are no quorum', NINE, say(NINE, { absent: 'AU CA EU GB JP' }, 'in_favour'), {
        outcome: 'no_decision',
      }),
    ],
  }),
  preset({
    id: 'custom-two-thirds',
    name: 'Two thirds of the votes cast',
    body: COALITION,
    basis: OWN,
    kind: 'vote',
    rule: { id: 'TWO_THIRDS_CAST' },
    quorum: 'half',
    vectors: [
      decides('six to three', NINE, say(NINE, { against: 'AU CA EU' }, 'in_favour'), {
        outcome: 'adopted',
        inFavour: 6,
      }),
      decides(
        'five to three, one abstaining',
        NINE,
        say(NINE, { against: 'AU CA EU', abstain: 'CH' }, 'in_favour'),
        { outcome: 'not_adopted', inFavour: 5 },
      ),
      decides(
        'abstentions are not cast: two to one',
        NINE,
        say(NINE, { against: 'AU', in_favour: 'CA EU' }, 'abstain'),
        { outcome: 'adopted', inFavour: 2 },
      ),
    ],
  }),
  preset({
    id: 'custom-weighted',
    name: 'Two thirds of the weight',
    body: COALITION,
    basis: `${OWN} A pattern to copy: take the weights of the coalition.`,
    kind: 'vote',
    rule: { id: 'WEIGHTED', num: 2, den: 3 },
    weights: 'EU27-POPULATION',
    vectors: [
      decides('all', eu27(), say(eu27(), {}, 'in_favour'), {
        outcome: 'adopted',
        weightInFavour: 449_206_579,
      }),
      decides(
        'the six largest and Belgium',
        eu27(),
        say(eu27(), { in_favour: 'DE FR IT ES PL RO BE' }, 'against'),
        { outcome: 'adopted', inFavour: 7 },
      ),
      decides(
        'the five largest short of two thirds',
        eu27(),
        say(eu27(), { in_favour: 'DE FR IT ES PL' }, 'against'),
        { outcome: 'not_adopted', inFavour: 5, weightInFavour: 296_068_174 },
      ),
    ],
  }),
];
