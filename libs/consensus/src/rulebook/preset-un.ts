import { days, hours, workingDays } from './period.js';
import { USUAL_POLICY } from '../reserve/kinds.js';
import type { Rulebook } from './rulebook.js';
import type { DecisionExample, ProcedureExample } from './vector.js';
import { body, clock, decides, preset, say } from './preset.js';

const PERMANENT = ['CN', 'FR', 'RU', 'GB', 'US'];
/** A council of fifteen; the ten others only stand for elected members. */
const FIFTEEN = body('CN FR RU GB US BH CO CD DK GR LR LV PA PK SO');
const TEN = 'BH CO CD DK GR LR LV PA PK SO';

const inWords = 'Provisional Rules of Procedure of the Security Council';

const council: readonly DecisionExample[] = [
  decides(
    'nine in favour, none against, two permanent members abstaining',
    FIFTEEN,
    say(FIFTEEN, { abstain: 'CN RU BH CO CD DK' }, 'in_favour'),
    {
      outcome: 'adopted',
      inFavour: 9,
    },
  ),
  decides('a permanent member against', FIFTEEN, say(FIFTEEN, { against: 'RU' }, 'in_favour'), {
    outcome: 'not_adopted',
    inFavour: 14,
  }),
  decides('eight in favour', FIFTEEN, say(FIFTEEN, { abstain: 'BH CO CD DK GR LR LV' }, 'in_favour'), {
    outcome: 'not_adopted',
    inFavour: 8,
  }),
  {
    kind: 'decision',
    name: 'a permanent member that is party to the dispute must abstain',
    members: FIFTEEN.map((member) =>
      member.id === 'FR' ? { ...member, obligatoryAbstention: true } : member,
    ),
    positions: say(FIFTEEN, { against: 'FR', abstain: 'BH CO CD DK GR' }, 'in_favour'),
    expected: { outcome: 'adopted', inFavour: 9 },
  },
];

/** Ten working days of New York; one of two entries is held. */
const HELD: ProcedureExample = {
  kind: 'procedure',
  name: 'the entry that nobody holds is adopted at the deadline, the held one is pending',
  procedure: {
    electorate: FIFTEEN.map(({ id }) => id),
    openedAt: '2026-06-02T19:00:00.000Z',
    deadlineAt: '2026-06-16T21:00:00.000Z',
    items: ['1', '2'],
  },
  events: [{ type: 'hold', receivedAt: '2026-06-10T15:00:00.000Z', partner: 'PA', scope: '2' }],
  evaluateAt: '2026-06-17T00:00:00.000Z',
  expected: { state: 'PART_ADOPTED', refused: [], items: { '1': 'ADOPTED', '2': 'HELD' } },
};

export const UN_RULEBOOKS: readonly Rulebook[] = [
  preset({
    id: 'un-committee-no-objection',
    name: 'UN sanctions committee: written no-objection',
    body: 'Sanctions committee of the Security Council',
    basis:
      'Guidelines of the committees: decisions by consensus; between meetings deemed adopted where nobody objects. Five and ten working days, holds of six months: practice, differs by committee.',
    kind: 'no_objection',
    rule: { id: 'CONSENSUS' },
    clock: clock('America/New_York', {
      calendar: 'new-york-un',
      lanes: [
        { id: 'usual', title: 'Usual', period: workingDays(5) },
        { id: 'listing', title: 'Listing', period: workingDays(10) },
        { id: 'exemption', title: 'Exemption for basic expenses', period: workingDays(3) },
        { id: 'urgent', title: 'Urgent', period: workingDays(2) },
      ],
      minimum: workingDays(2),
    }),
    onObjection: 'suspend',
    hold: { max: days(180), warnings: [workingDays(10), workingDays(2)] },
    reservePolicy: USUAL_POLICY,
    severable: true,
    allowAbstain: false,
    joiners: 'pending_matters',
    vectors: [
      decides('nobody objects', FIFTEEN, say(FIFTEEN, {}, 'in_favour'), { outcome: 'adopted' }),
      decides('one objects, permanent or not', FIFTEEN, say(FIFTEEN, { against: 'PA' }, 'in_favour'), {
        outcome: 'not_adopted',
      }),
      decides('silence of all but one', FIFTEEN, { US: 'in_favour' }, { outcome: 'adopted', inFavour: 1 }),
      HELD,
    ],
  }),
  preset({
    id: 'un-delisting',
    name: 'UN delisting by reverse consensus',
    body: 'Sanctions committee of the Security Council',
    basis:
      'Ombudsperson’s recommendation to delist: the measures end 60 days after the committee has considered it, unless it decides by consensus to keep them. In favour is to end them.',
    kind: 'written',
    rule: { id: 'REVERSE_CONSENSUS', days: 60 },
    clock: clock('America/New_York', {
      lanes: [{ id: 'sixty', title: 'Sixty days', period: days(60) }],
      minimum: days(60),
      reissueMinimum: days(60),
      maxExtensions: 0,
    }),
    vectors: [
      decides('all want to keep the measures', FIFTEEN, say(FIFTEEN, {}, 'against'), {
        outcome: 'not_adopted',
      }),
      decides('one does not', FIFTEEN, say(FIFTEEN, { in_favour: 'DK' }, 'against'), { outcome: 'adopted' }),
      decides('nobody answers', FIFTEEN, {}, { outcome: 'adopted', inFavour: 0 }),
    ],
  }),
  preset({
    id: 'unsc-substantive',
    name: 'UN Security Council: substantive',
    body: 'United Nations Security Council',
    basis: `UN Charter, Article 27(3); ${inWords}. An abstaining permanent member is no veto (practice, Namibia 1971). Parties to a dispute under Chapter VI abstain.`,
    kind: 'vote',
    rule: { id: 'UNSC_SUBSTANTIVE' },
    permanent: PERMANENT,
    partyToDispute: 'abstains',
    opens: ['chair', 'penholder'],
    clock: clock('America/New_York'),
    vectors: council,
  }),
  preset({
    id: 'unsc-procedural',
    name: 'UN Security Council: procedural',
    body: 'United Nations Security Council',
    basis: `UN Charter, Article 27(2); ${inWords}.`,
    kind: 'vote',
    rule: { id: 'UNSC_PROCEDURAL' },
    opens: ['chair', 'penholder'],
    clock: clock('America/New_York', { minimum: hours(0), reissueMinimum: hours(0) }),
    vectors: [
      decides(
        'nine in favour, six against with a permanent member',
        FIFTEEN,
        say(FIFTEEN, { against: 'US BH CO CD DK GR' }, 'in_favour'),
        {
          outcome: 'adopted',
          inFavour: 9,
        },
      ),
      decides('eight in favour', FIFTEEN, say(FIFTEEN, { in_favour: 'BH CO CD DK GR LR LV PA' }, 'against'), {
        outcome: 'not_adopted',
        inFavour: 8,
      }),
      decides('ten elected members carry it', FIFTEEN, say(FIFTEEN, { in_favour: TEN }, 'against'), {
        outcome: 'adopted',
        inFavour: 10,
      }),
    ],
  }),
];
