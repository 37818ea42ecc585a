import {
  err,
  ok,
  type DelegationCode,
  type Instant,
  type MandateId,
  type PersonId,
  type Result,
} from '@entente/kernel';
import { rankOf, type Level, type Speaker } from '../procedure/act.js';
import { STANDS_IN_THE_WAY_OF, type ReserveKind, type StandsInTheWayOf } from './kinds.js';

/** How a reserve ended. It is never deleted (DOMAIN §1.2). */
export interface ReserveEnd {
  readonly mode: 'lifted' | 'converted' | 'lapsed' | 'overridden';
  readonly to: 'objection' | 'statement' | null;
  /** Null where it lapsed. */
  readonly by: { readonly partner: DelegationCode; readonly person: PersonId; readonly level: Level } | null;
  readonly reason: string;
  readonly evidence: string;
  readonly at: Instant;
}

/** A partner's reserve: it slows or conditions agreement without breaking it. */
export interface Reserve {
  readonly id: string;
  readonly kind: ReserveKind;
  readonly partner: DelegationCode;
  readonly person: PersonId;
  readonly mandate: MandateId;
  readonly level: Level;
  /** Provisions or items. Empty: the whole text. */
  readonly scope: readonly string[];
  readonly reason: string;
  /** Of a `linguistic` reserve: which version is wrong, BCP 47; null otherwise. */
  readonly language: string | null;
  /** Of a `waiting` reserve: the file it waits for; '' otherwise. */
  readonly waitsFor: string;
  /** The ended reserve that this one takes up again. */
  readonly reopens: string | null;
  readonly at: Instant;
  readonly end: ReserveEnd | null;
}

/** What the owner says when entering one. */
export type NewReserve = Pick<
  Reserve,
  'id' | 'kind' | 'scope' | 'reason' | 'language' | 'waitsFor' | 'reopens'
>;

/** How its owner ends one; lapsing is the deadline's. */
export type EndOfReserve = Omit<ReserveEnd, 'by' | 'at' | 'mode'> & {
  readonly mode: Exclude<ReserveEnd['mode'], 'lapsed'>;
};

export type ReserveEvent =
  | {
      readonly type: 'reserve_entered';
      readonly reserve: Reserve;
      /** The chair's leave, where the text was frozen and the kind needs it: it is used up by this. */
      readonly withLeave: boolean;
      readonly at: Instant;
    }
  | { readonly type: 'reserve_ended'; readonly id: string; readonly end: ReserveEnd; readonly at: Instant };

/** Why a reserve is not entered or ended. Given in the order of this list. */
export type ReserveRefusal =
  | { readonly code: 'RESERVE_UNKNOWN' }
  | { readonly code: 'NOT_OWNER' }
  | { readonly code: 'LEVEL_TOO_LOW' }
  | { readonly code: 'RESERVE_ENDED' }
  | { readonly code: 'RESERVE_EXISTS' }
  | { readonly code: 'LEAVE_REQUIRED' }
  | { readonly code: 'LANGUAGE_REQUIRED' }
  | { readonly code: 'REASON_REQUIRED' };

export type ReserveCommand =
  | { readonly type: 'enter'; readonly reserve: NewReserve; readonly speaker: Speaker }
  | { readonly type: 'end'; readonly id: string; readonly end: EndOfReserve; readonly speaker: Speaker };

/** What entering looks at beside the reserves: whether the text is frozen, and whether the chair gives leave. */
export interface ReserveContext {
  readonly frozen: boolean;
  readonly leave: boolean;
  readonly now: Instant;
}

/** What a command does to the reserves on a text. No events never: it is an event or a refusal (SPEC R101 to R106). */
export function decideReserve(
  reserves: readonly Reserve[],
  command: ReserveCommand,
  context: ReserveContext,
): Result<readonly ReserveEvent[], ReserveRefusal> {
  return command.type === 'enter'
    ? decideEnter(reserves, command, context)
    : decideEnd(reserves, command, context.now);
}

function decideEnter(
  reserves: readonly Reserve[],
  { reserve, speaker }: Extract<ReserveCommand, { type: 'enter' }>,
  { frozen, leave, now }: ReserveContext,
): Result<readonly ReserveEvent[], ReserveRefusal> {
  const refusal = entryRefusal(reserves, reserve, speaker) ?? leaveRefusal(reserve, frozen && !leave);
  if (refusal !== null) return err(refusal);
  const { partner, person, mandate, level } = speaker;
  const entered: Reserve = { ...reserve, partner, person, mandate, level, at: now, end: null };
  const withLeave = frozen && leave && needsLeave(reserve);
  return ok([{ type: 'reserve_entered', reserve: entered, withLeave, at: now }]);
}

function entryRefusal(
  reserves: readonly Reserve[],
  { id, kind, language, reopens }: NewReserve,
  { partner }: Speaker,
): ReserveRefusal | null {
  const earlier = reopens === null ? null : reserves.find((reserve) => reserve.id === reopens);
  if (earlier === undefined) return { code: 'RESERVE_UNKNOWN' };
  if (earlier !== null && earlier.partner !== partner) return { code: 'NOT_OWNER' };
  // A live reserve is not taken up again: it is there.
  if (earlier !== null && earlier.end === null) return { code: 'RESERVE_EXISTS' };
  if (reserves.some((reserve) => reserve.id === id)) return { code: 'RESERVE_EXISTS' };
  return kind === 'linguistic' && language === null ? { code: 'LANGUAGE_REQUIRED' } : null;
}

// After freeze the words stand; only a wrong translation is still worth a word without the chair's leave (DOMAIN §1.2).
const needsLeave = ({ kind }: NewReserve): boolean => kind !== 'linguistic';

const leaveRefusal = (reserve: NewReserve, lacksLeave: boolean): ReserveRefusal | null =>
  lacksLeave && needsLeave(reserve) ? { code: 'LEAVE_REQUIRED' } : null;

function decideEnd(
  reserves: readonly Reserve[],
  { id, end, speaker }: Extract<ReserveCommand, { type: 'end' }>,
  now: Instant,
): Result<readonly ReserveEvent[], ReserveRefusal> {
  const refusal = endRefusal(
    reserves.find((reserve) => reserve.id === id),
    end,
    speaker,
  );
  if (refusal !== null) return err(refusal);
  const { partner, person, level } = speaker;
  return ok([
    { type: 'reserve_ended', id, end: { ...end, by: { partner, person, level }, at: now }, at: now },
  ]);
}

function endRefusal(
  reserve: Reserve | undefined,
  end: EndOfReserve,
  speaker: Speaker,
): ReserveRefusal | null {
  if (reserve === undefined) return { code: 'RESERVE_UNKNOWN' };
  if (reserve.partner !== speaker.partner) return { code: 'NOT_OWNER' };
  if (rankOf(speaker.level) < rankOf(reserve.level)) return { code: 'LEVEL_TOO_LOW' };
  if (reserve.end !== null) return { code: 'RESERVE_ENDED' };
  return end.mode === 'overridden' && end.reason.trim() === '' ? { code: 'REASON_REQUIRED' } : null;
}

/** Applies one event. One that does not follow is a defect of the record: throws. */
export function evolveReserves(reserves: readonly Reserve[], event: ReserveEvent): readonly Reserve[] {
  if (event.type === 'reserve_entered') return [...reserves, event.reserve];
  const live = reserves.find((reserve) => reserve.id === event.id && reserve.end === null);
  if (live === undefined) throw new Error('event out of order: no such live reserve');
  return reserves.map((reserve) => (reserve === live ? { ...live, end: event.end } : reserve));
}

export const liveReserves = (reserves: readonly Reserve[]): readonly Reserve[] =>
  reserves.filter((reserve) => reserve.end === null);

/** Live reserves that stand in the way of a step (SPEC R107). `language`: of the version to be published; no matter otherwise. */
export function reservesInTheWay(
  reserves: readonly Reserve[],
  step: keyof StandsInTheWayOf,
  language: string | null = null,
): readonly Reserve[] {
  return liveReserves(reserves).filter(
    (reserve) =>
      STANDS_IN_THE_WAY_OF[reserve.kind][step] &&
      (step !== 'publication' || language === null || reserve.language === language),
  );
}
