import type { DecisionHistory } from '@entente/consensus';
import { z } from 'zod';
import { count, stance } from './counts.js';
import {
  bindingAct,
  cause,
  cellAct,
  comparison,
  corrigendum,
  declaration,
  hold,
  procedureEvent,
  recordedProxy,
  removals,
  reserve,
} from './procedure-events.js';
import { noticeOfPartner, procedureState } from './procedures.js';
import {
  delegationCode,
  hash,
  instantMs,
  mandateId,
  packageId,
  personId,
  procedureId,
} from './primitives.js';
import { terms } from './procedure-terms.js';

/** Name of the form. A record of another shape has another name. */
export const DECISION_RECORD = 'entente-decision-record/2';

/** Number of an event in its procedure: 1, 2, 3 … */
const eventNumber = z.int().min(1);

/** An instant as the wall of a zone shows it (RFC 9557 without the second zone), and in UTC. */
const deadline = z.strictObject({
  at: instantMs,
  inclusive: z.boolean(),
  /** IANA name. */
  zone: z.string(),
  /** `2026-11-27T17:00:00.000+01:00`. */
  local: z.string(),
  utc: z.string(),
});

/** Everything that was fixed before anybody spoke. */
const frozen = z.strictObject({
  textHash: hash,
  /** What the package hash covers in place of the text hash; absent where it was tabled before texts were sealed. */
  sealedText: hash.optional(),
  packageHash: hash,
  annexes: z.array(z.strictObject({ annex: z.string(), commitment: hash })),
  electorateHash: hash,
  termsHash: hash,
  terms,
  /** Names of the partners when it was frozen, by code. */
  names: z.record(z.string(), z.string()),
  /** The version of the rule book that it was opened by; null: by a rule alone. */
  rulebook: z
    .strictObject({
      id: z.string(),
      version: z.int(),
      name: z.string(),
      body: z.string(),
      basis: z.string(),
      hash,
    })
    .nullable(),
  /** The rule in words, in the order of its parts. */
  ruleText: z.array(z.string()).min(1),
  /** Null where it has none. */
  deadline: deadline.nullable(),
  /** For each severable item, the hash of what is left without it. */
  residuals: z.record(z.string(), hash),
});

const recordedEvent = z.strictObject({
  sequence: eventNumber,
  /** Its entry in the package’s record: number and hash. The chain of entries holds it in its place. */
  record: z.int().min(1),
  recordHash: hash,
  /** The database’s stamp of the message that brought it. */
  receivedAt: instantMs,
  /** Null: brought by time alone. */
  by: z
    .strictObject({
      name: z.string(),
      person: personId,
      delegation: delegationCode,
      mandate: mandateId.nullable(),
    })
    .nullable(),
  /** What the person gave as reason, where the event itself has none. */
  reason: z.string().nullable(),
  event: procedureEvent,
});

const matterRecord = z.strictObject({
  id: z.string(),
  title: z.string().nullable(),
  state: z.enum(['open', 'held', 'adopted', 'rejected']),
  since: instantMs,
  cause: cause.nullable(),
  /** The arithmetic; null before opening, and where the reader does not see what is counted. */
  count: count.nullable(),
  /** The same with the members that were removed while it was open; null where none was. */
  countWithRemoved: count.nullable(),
});

const result = z.strictObject({
  state: procedureState,
  cause: cause.nullable(),
  openedAt: instantMs.nullable(),
  closedAt: instantMs.nullable(),
  /** The instant of the law at which it was adopted; null where it was not. */
  adoptedAt: instantMs.nullable(),
  deadline: deadline.nullable(),
  /** The hash that is decided on: as accepted corrigenda left it. */
  packageHash: hash,
  /** Of what is adopted, where it is not the whole package. */
  residual: hash.nullable(),
  comparison: comparison.nullable(),
  publicationHeld: z.boolean(),
  matters: z.array(matterRecord),
});

const history = z.strictObject({
  positions: z.array(
    z.strictObject({
      partner: delegationCode,
      weight: z.int().min(0),
      counted: z.boolean(),
      departed: z.enum(['left', 'suspended']).nullable(),
      stances: z.record(z.string(), stance).nullable(),
      acts: z.array(
        bindingAct.extend({
          event: eventNumber,
          standing: z.enum(['counts', 'superseded', 'unconfirmed', 'lapsed']),
          confirmedAt: instantMs.nullable(),
        }),
      ),
      cells: z.array(cellAct),
    }),
  ),
  objections: z.array(
    z.strictObject({
      event: eventNumber,
      partner: delegationCode,
      at: instantMs,
      scope: z.array(z.string()),
      reason: z.string(),
      textProposal: z.string(),
      effect: z.enum(['counts', 'not_counted', 'late']),
    }),
  ),
  reserves: z.array(
    reserve.extend({ by: eventNumber, withLeave: z.boolean(), endedBy: eventNumber.nullable() }),
  ),
  holds: z.array(hold.extend({ by: eventNumber, endedBy: eventNumber.nullable() })),
  suspensions: z.array(
    z.strictObject({
      at: instantMs,
      reason: z.string(),
      until: instantMs.nullable(),
      by: eventNumber,
      endedAt: instantMs.nullable(),
    }),
  ),
  deadlines: z.array(
    z.strictObject({
      event: eventNumber,
      how: z.enum(['extended', 'shortened', 'resumed']),
      at: instantMs,
      from: instantMs.nullable(),
      to: instantMs,
    }),
  ),
  electorate: z.array(
    z.strictObject({
      event: eventNumber,
      how: z.enum(['scheduled', 'changed', 'declined']),
      at: instantMs,
      leaving: removals,
      joining: z.array(delegationCode),
    }),
  ),
  declarations: z.array(declaration),
  proxies: z.array(recordedProxy),
  corrigenda: z.array(corrigendum),
}) satisfies z.ZodType<DecisionHistory>;

/**
 * The decision record (SPEC R180): what was frozen, every event, what follows from them, and the result with its arithmetic. As a file it
 * is strict JCS; its hash is that of its bytes.
 */
export const decisionRecord = z.strictObject({
  form: z.literal(DECISION_RECORD),
  procedure: procedureId,
  package: z.strictObject({
    id: packageId,
    number: z.string(),
    title: z.string(),
    revision: z.int().min(1),
  }),
  coalition: z.string(),
  /** The procedure that this one follows, reissued or in another forum. */
  follows: procedureId.nullable(),
  frozen,
  result,
  history,
  /** How the notice came to each delegation of the electorate. */
  receipts: z.array(noticeOfPartner),
  events: z.array(recordedEvent),
  /** What this reader may not see is absent; `events`: how many are. Null: nothing is. */
  withheld: z
    .strictObject({ events: z.int().min(0), positions: z.boolean(), objectors: z.boolean() })
    .nullable(),
});
export type DecisionRecord = z.infer<typeof decisionRecord>;
