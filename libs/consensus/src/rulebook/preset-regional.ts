import { days, hours } from './period.js';
import type { Rulebook } from './rulebook.js';
import type { DecisionExample } from './vector.js';
import { body, clock, decides, preset, say, unfolds } from './preset.js';

const FIVE = body('CA FR GB TR US');
const OSCE = body('AM AZ BE CH KZ RU US');
const PSC = body('AO BI CM DJ DZ EG GH GM LS ML NG RW SN TZ UG');
const ECOWAS = body('BJ CI CV GH GM GN GW LR NG SL SN TG');

const consensus = (members: typeof FIVE, objector: string): readonly DecisionExample[] => [
  decides('nobody objects', members, say(members, {}, 'in_favour'), { outcome: 'adopted' }),
  decides('nobody says anything', members, {}, { outcome: 'adopted' }),
  decides('one objects', members, say(members, { against: objector }, 'in_favour'), {
    outcome: 'not_adopted',
  }),
];

const excluding = (
  name: string,
  excluded: readonly string[],
  outcome: 'adopted' | 'not_adopted',
): DecisionExample => ({
  ...decides(name, OSCE, say(OSCE, { against: 'RU' }, 'in_favour'), { outcome }),
  excluded: excluded.map((partner) => ({ partner, ground: 'clear, gross and uncorrected violation' })),
});

const seats = (name: string, inFavour: string, outcome: 'adopted' | 'not_adopted'): DecisionExample => ({
  ...decides(name, PSC, say(PSC, { in_favour: inFavour }, 'against'), { outcome }),
  counts: 'fallback',
});

export const REGIONAL_RULEBOOKS: readonly Rulebook[] = [
  preset({
    id: 'nato-silence',
    name: 'NATO silence procedure',
    body: 'North Atlantic Council',
    basis:
      'Consensus; silence is broken in writing to the chair. The periods are practice. A registered concern does not block.',
    kind: 'silence',
    rule: { id: 'CONSENSUS' },
    allowAbstain: false,
    optOut: 'footnote',
    clock: clock('Europe/Brussels', {
      lanes: [
        { id: 'usual', title: 'Usual', period: hours(72) },
        { id: 'urgent', title: 'Urgent', period: hours(24) },
      ],
      minimum: hours(24),
    }),
    vectors: [
      ...consensus(FIVE, 'TR'),
      unfolds('nobody breaks silence: adopted a millisecond after the deadline', FIVE, [], {
        state: 'ADOPTED',
        since: '2026-06-11T10:00:00.001Z',
      }),
      unfolds(
        'broken a minute before it',
        FIVE,
        [{ type: 'object', receivedAt: '2026-06-11T09:59:00.000Z', partner: 'TR' }],
        { state: 'BROKEN', since: '2026-06-11T09:59:00.000Z' },
      ),
    ],
  }),
  preset({
    id: 'osce-silence',
    name: 'OSCE silence procedure',
    body: 'Permanent Council of the OSCE',
    basis:
      'Rules of Procedure, Annex 1(A): broken by an objection or amendment in writing before the expiry; using silence needs consensus. The periods are practice.',
    kind: 'silence',
    rule: { id: 'CONSENSUS' },
    allowAbstain: false,
    optOut: 'reservation',
    useOfSilence: 'contestable',
    clock: clock('Europe/Vienna', {
      lanes: [
        { id: 'usual', title: 'Usual', period: days(5) },
        { id: 'short', title: 'Short', period: days(2) },
      ],
      minimum: days(2),
      // "Prior to the expiry": what comes at the instant itself is late.
      inclusive: false,
    }),
    vectors: [
      ...consensus(OSCE, 'AZ'),
      unfolds(
        'an objection at the instant of expiry is late',
        OSCE,
        [{ type: 'object', receivedAt: '2026-06-11T10:00:00.000Z', partner: 'AZ' }],
        { state: 'ADOPTED', since: '2026-06-11T10:00:00.000Z', lateObjections: ['AZ'] },
      ),
    ],
  }),
  preset({
    id: 'osce-consensus-minus-one',
    name: 'OSCE consensus minus one',
    body: 'Ministerial Council of the OSCE',
    basis:
      'Prague Document on Further Development of CSCE Institutions, 1992: clear, gross and uncorrected violation of commitments. The state is named before opening.',
    kind: 'vote',
    rule: { id: 'CONSENSUS_MINUS_K', k: 1, excluded: [] },
    allowAbstain: false,
    optOut: 'reservation',
    clock: clock('Europe/Vienna'),
    vectors: [
      excluding('the state concerned alone objects', ['RU'], 'adopted'),
      excluding('nobody is left out and it objects', [], 'not_adopted'),
      excluding('another is left out and it objects', ['AM'], 'not_adopted'),
    ],
  }),
  preset({
    id: 'au-psc',
    name: 'AU Peace and Security Council',
    body: 'Peace and Security Council of the African Union',
    basis:
      'Protocol, Article 8(9) and (12): consensus, failing which two thirds on substance. A party to the conflict leaves before the deliberation.',
    kind: 'vote',
    rule: { id: 'CONSENSUS' },
    fallback: { id: 'TWO_THIRDS_MEMBERS' },
    quorum: 'two_thirds',
    partyToDispute: 'leaves',
    clock: clock('Africa/Addis_Ababa'),
    vectors: [
      decides('nobody objects', PSC, say(PSC, {}, 'in_favour'), { outcome: 'adopted' }),
      decides('nine present are no quorum', PSC, say(PSC, { absent: 'AO BI CM DJ DZ EG' }, 'in_favour'), {
        outcome: 'no_decision',
      }),
      seats('after an objection, ten of fifteen', 'AO BI CM DJ DZ EG GH GM LS ML', 'adopted'),
      seats('after an objection, nine of fifteen', 'AO BI CM DJ DZ EG GH GM LS', 'not_adopted'),
    ],
  }),
  preset({
    id: 'ecowas-authority',
    name: 'ECOWAS Authority of Heads of State',
    body: 'Economic Community of West African States',
    basis:
      'Revised Treaty, Article 9, as amended 2006; Supplementary Act A/SP.13/02/12. A member under sanction is suspended from the vote. By subject also unanimity or consensus: take a copy.',
    kind: 'vote',
    rule: { id: 'TWO_THIRDS_MEMBERS' },
    quorum: 'majority',
    partyToDispute: 'leaves',
    clock: clock('Africa/Lagos'),
    vectors: [
      decides('eight of twelve', ECOWAS, say(ECOWAS, { against: 'BJ CI CV GH' }, 'in_favour'), {
        outcome: 'adopted',
        inFavour: 8,
      }),
      decides('seven of twelve', ECOWAS, say(ECOWAS, { against: 'BJ CI CV GH GM' }, 'in_favour'), {
        outcome: 'not_adopted',
        inFavour: 7,
      }),
      {
        ...decides(
          'seven of the ten left when two are suspended',
          ECOWAS,
          say(ECOWAS, { against: 'BJ CI CV GH GM' }, 'in_favour'),
          { outcome: 'adopted', inFavour: 7 },
        ),
        suspended: ['BJ', 'CI'],
      },
    ],
  }),
];
