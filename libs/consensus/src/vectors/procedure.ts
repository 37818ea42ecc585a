import { Temporal } from '@js-temporal/polyfill';
import { err, instant, ok, type Instant } from '@entente/kernel';
import { STANCES } from '../count/ballot.js';
import { QUORUM_SHARES } from '../count/electorate.js';
import { ACTS, LEVELS } from '../procedure/act.js';
import { CELLS } from '../procedure/state.js';
import { PROCEDURE_KINDS } from '../procedure/terms.js';
import { POLICIES, RESERVES } from '../reserve/kinds.js';
import {
  anyNumber,
  anyOf,
  flag,
  isObject,
  listOf,
  mapOf,
  objectOf,
  oneOf,
  optional,
  text,
  whole,
  type Read,
  type ReadOf,
} from './read.js';
import { partner, readRule } from './read-rule.js';

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** An instant as vectors write it. */
export const when: Read<Instant> = (value, at) => {
  const fault = err({ at, message: 'give an instant, ISO 8601 UTC with milliseconds' });
  if (typeof value !== 'string' || !ISO.test(value)) return fault;
  try {
    return ok(instant(Temporal.Instant.from(value).epochMilliseconds));
  } catch (error) {
    // A day that no month has; anything else is a defect of the reading.
    if (error instanceof RangeError) return fault;
    throw error;
  }
};

/** Words of people, also none. */
const anyText: Read<string> = (value, at) =>
  typeof value === 'string' ? ok(value) : err({ at, message: 'give a text' });

const member = objectOf({
  id: partner,
  weight: optional(whole(0)),
  participates: optional(flag),
  permanent: optional(flag),
  suspended: optional(flag),
  obligatoryAbstention: optional(flag),
});

/** A member by its code alone weighs 1. */
const seat = anyOf('a code, or {id, weight}', partner, member);
const quorum = anyOf('a number of members, or a share', anyNumber, oneOf(QUORUM_SHARES));

/** A table of weights of the body: valid from its first day to its last, in its zone; without a last day until the next. */
const weightTable = objectOf({
  id: text,
  zone: text,
  validFrom: text,
  validTo: optional(text),
  weights: mapOf(whole(1)),
});
export type VectorWeightTable = ReadOf<typeof weightTable>;

/** A procedure as frozen at opening; what is absent has its usual answer. */
const frozen = objectOf({
  kind: oneOf(PROCEDURE_KINDS),
  rule: readRule,
  fallback: optional(readRule),
  electorate: listOf(seat),
  /** Members by their code alone weigh by the one that is valid on the day of opening. */
  weightTables: optional(listOf(weightTable)),
  textHash: text,
  announcedAt: optional(when),
  openedAt: when,
  deadlineAt: optional(when),
  deadlineInclusive: optional(flag),
  onObjection: optional(oneOf(['terminate', 'suspend'] as const)),
  maxExtensions: optional(whole(0)),
  items: optional(listOf(anyOf('an id, or {id, framework}', text, objectOf({ id: text, framework: flag })))),
  severable: optional(flag),
  quorum: optional(quorum),
  allowAbstain: optional(flag),
  allowConstructive: optional(flag),
  allowEmergencyBrake: optional(flag),
  reasonsRequired: optional(flag),
  contestable: optional(flag),
  joiners: optional(oneOf(['excluded', 'pending_matters'] as const)),
  reservePolicy: optional(mapOf(oneOf(POLICIES))),
  minPeriodMs: optional(whole(0)),
  holdMaxMs: optional(whole(0)),
  holdExtensionMs: optional(whole(0)),
  proxiesPerHolder: optional(whole(0)),
  recallWindowMs: optional(whole(0)),
});

const received = { type: text, receivedAt: when };
const spoken = {
  ...received,
  partner,
  person: optional(text),
  level: optional(oneOf(LEVELS)),
  nonce: optional(text),
};
const scope = optional(anyOf('an id, or a list of ids', text, listOf(text)));
const says = {
  ...spoken,
  textHash: optional(text),
  reason: optional(anyText),
  scope,
  adReferendum: optional(flag),
  overrideReason: optional(anyText),
  proxyHolder: optional(partner),
  /** False: by somebody without a mandate. */
  mandate: optional(flag),
};
const office = { ...received, by: optional(oneOf(['chair', 'secretariat', 'system'] as const)) };
const leaving = objectOf({ partner, how: oneOf(['left', 'suspended'] as const) });

const holding = objectOf({ ...spoken, id: optional(text), reason: optional(anyText) });

/** Events by their type, with exactly their fields. */
const EVENTS = {
  endorse: objectOf(says),
  object: objectOf(says),
  abstain: objectOf(says),
  abstain_constructive: objectOf(says),
  act: objectOf({ ...says, act: oneOf(ACTS) }),
  withdraw_objection: objectOf(spoken),
  confirm_act: objectOf({ ...spoken, act: text }),
  repudiate_act: objectOf({ ...spoken, act: text }),
  hold: objectOf({ ...spoken, id: optional(text), scope, reason: optional(anyText) }),
  lift_hold: holding,
  convert_hold: holding,
  ask_hold_extension: objectOf({ ...spoken, id: optional(text), until: when, reason: anyText }),
  extend_hold: objectOf({ ...office, id: text }),
  reserve: objectOf({
    ...spoken,
    reserve: oneOf(RESERVES),
    id: text,
    scope,
    language: optional(text),
    reopens: optional(text),
  }),
  lift_reserve: objectOf({ ...spoken, id: text, reason: optional(anyText) }),
  contest_use: objectOf({ ...spoken, reason: optional(anyText) }),
  decline_participation: objectOf(spoken),
  agree_shortening: objectOf({ ...spoken, deadlineAt: when }),
  corrigendum: objectOf({ ...office, id: text, textHash: text }),
  contest_corrigendum: objectOf({ ...spoken, id: text, reason: optional(anyText) }),
  emergency_brake: objectOf({ ...spoken, reason: anyText }),
  give_proxy: objectOf({
    ...spoken,
    to: partner,
    says: optional(oneOf([...STANCES.filter((one) => one !== 'absent'), 'as_holder'] as const)),
  }),
  revoke_proxy: objectOf(spoken),
  cell: objectOf({ ...spoken, target: text, cell: oneOf(CELLS) }),
  extend: objectOf({ ...office, deadlineAt: when }),
  suspend: objectOf({ ...office, reason: optional(anyText), until: optional(when) }),
  resume: objectOf(office),
  close_early: objectOf(office),
  close: objectOf(office),
  confirm_result: objectOf(office),
  void: objectOf(office),
  withdraw: objectOf(office),
  refer: objectOf(office),
  text_changed: objectOf({ ...received, textHash: text }),
  clock_fault: objectOf({ ...received, offMs: anyNumber }),
  change_electorate: objectOf({
    ...office,
    id: optional(text),
    at: optional(when),
    leaving: optional(listOf(leaving)),
    joining: optional(listOf(seat)),
  }),
  tick: objectOf({ ...received, ingestedThrough: optional(when) }),
} as const;

export type VectorEventType = keyof typeof EVENTS;
export type VectorEventOf<Type extends VectorEventType> = Type extends VectorEventType
  ? ReadOf<(typeof EVENTS)[Type]> & { readonly type: Type }
  : never;
export type VectorEvent = VectorEventOf<VectorEventType>;

const eventType = oneOf(Object.keys(EVENTS) as readonly VectorEventType[]);

const event: Read<VectorEvent> = (value, at) => {
  if (!isObject(value)) return err({ at, message: 'give an event: an object with a type' });
  const type = eventType(value['type'], `${at}.type`);
  if (!type.ok) return type;
  const read: Read<unknown> = EVENTS[type.value];
  // Each entry of the table reads the event of that type.
  return read(value, at) as ReturnType<Read<VectorEvent>>;
};

/** What a vector expects; what is absent is not checked, but `refused` is complete. */
const expected = objectOf({
  state: optional(text),
  refused: listOf(objectOf({ event: whole(0), code: text })),
  since: optional(when),
  lateObjections: optional(listOf(partner)),
  liveReserves: optional(listOf(text)),
  cause: optional(text),
  partners: optional(listOf(partner)),
  /** State of each item, by id. */
  items: optional(mapOf(text)),
  itemsSince: optional(mapOf(when)),
  deadlineAt: optional(when),
  /** Where members were removed: what it would have been with them. */
  wouldHaveBeen: optional(text),
  /** Id of the table of weights that was taken at opening. */
  weightTable: optional(text),
  /** Code of the fault that stopped the opening. */
  notOpened: optional(text),
});

/** One vector of a file of kind `procedure`; libs/consensus/vectors/README.md describes the form. */
export const procedureVector = objectOf({
  name: text,
  procedure: frozen,
  events: listOf(event),
  evaluateAt: when,
  expected,
});

export type ProcedureVector = ReadOf<typeof procedureVector>;
