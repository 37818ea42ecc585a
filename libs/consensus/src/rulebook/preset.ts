import { USUAL_POLICY, type ReservePolicy } from '../reserve/kinds.js';
import type { Stance } from '../count/ballot.js';
import { days, hours } from './period.js';
import type { Rulebook } from './rulebook.js';
import type { DecisionExample, ProcedureExample, VectorMember } from './vector.js';
import { shippedWeightTables } from './weights.js';

/** The usual policy where holds are not admitted: one that was entered has no effect at the deadline (DOMAIN §1.2). */
const NO_HOLDS: ReservePolicy = { ...USUAL_POLICY, hold: 'none' };

type Given = 'id' | 'name' | 'body' | 'basis' | 'kind' | 'rule' | 'vectors';

/** A shipped rule book from what sets it apart: the answers of DOMAIN §1.3 hold wherever nothing else is said. */
export function preset(given: Pick<Rulebook, Given> & Partial<Rulebook>): Rulebook {
  return {
    version: 1,
    fallback: null,
    weights: null,
    quorum: 'none',
    permanent: [],
    partyToDispute: 'votes',
    opens: ['chair'],
    clock: clock('UTC'),
    onObjection: 'terminate',
    hold: null,
    severable: false,
    allowAbstain: true,
    allowConstructive: false,
    optOut: 'none',
    emergencyBrake: false,
    reasonsRequired: false,
    useOfSilence: 'chair_decides',
    joiners: 'excluded',
    proxiesPerHolder: 0,
    reservePolicy: NO_HOLDS,
    positionVisibility: 'all',
    nameObjectors: true,
    recallWindow: hours(0),
    derogation: null,
    review: { everyMonths: null, sunsetMonths: null, warningDays: [] },
    ...given,
  };
}

/** A clock with no deadline of its own; a stated one runs for a day at least. */
export function clock(zone: string, given: Partial<Rulebook['clock']> = {}): Rulebook['clock'] {
  return {
    calendar: null,
    zone,
    lanes: [],
    minimum: days(1),
    reissueMinimum: hours(24),
    inclusive: true,
    maxExtensions: 1,
    ...given,
  };
}

/** Members by code, each weighing 1. */
export const body = (codes: string): readonly VectorMember[] => codes.split(' ').map((id) => ({ id }));

/** The 27 with the weights of the shipped table, so that the vector holds whatever table is valid when it runs. */
export const eu27 = (): readonly VectorMember[] =>
  Object.entries(shippedWeightTables()[0]?.weights ?? {}).map(([id, weight]) => ({ id, weight }));

type Said = Partial<Record<Stance, string>>;

/** The positions of the members: those named, and `rest` for all others. */
export function say(members: readonly VectorMember[], said: Said, rest: Stance): Record<string, Stance> {
  const positions: Record<string, Stance> = Object.fromEntries(members.map(({ id }) => [id, rest]));
  for (const [stance, codes] of Object.entries(said)) {
    for (const id of codes.split(' ')) positions[id] = stance as Stance;
  }
  return positions;
}

/** A decision vector of the rule itself. */
export const decides = (
  name: string,
  members: readonly VectorMember[],
  positions: Record<string, Stance>,
  expected: DecisionExample['expected'],
): DecisionExample => ({ kind: 'decision', name, members, positions, expected });

/** A timeline from 8 June 2026, 08:00 UTC, until 11 June, 10:00, as it stands a few seconds later. */
export const unfolds = (
  name: string,
  members: readonly VectorMember[],
  events: ProcedureExample['events'],
  expected: ProcedureExample['expected'],
): ProcedureExample => ({
  kind: 'procedure',
  name,
  procedure: {
    electorate: members.map(({ id }) => id),
    openedAt: '2026-06-08T08:00:00.000Z',
    deadlineAt: '2026-06-11T10:00:00.000Z',
  },
  events,
  evaluateAt: '2026-06-11T10:00:05.000Z',
  expected: { refused: [], ...expected },
});
