import type { DelegationCode, Hash, MandateId, PersonId } from '@entente/kernel';
import type { Member } from '../count/electorate.js';
import type { ActContent, ActKind, Level, Speaker } from '../procedure/act.js';
import type { ProcedureCommand } from '../procedure/command.js';
import type { ProcedureVector, VectorEvent, VectorEventOf, VectorEventType } from './procedure.js';

type Seat = ProcedureVector['procedure']['electorate'][number];

/** A member by its code alone weighs 1 and participates. */
export function memberOf(seat: Seat): Member {
  if (typeof seat === 'string') return { partner: seat, weight: 1, participates: true };
  const { id, weight = 1, participates = true, ...rest } = seat;
  return { partner: id, weight, participates, ...rest };
}

/** Where the event stands in its vector, and the hash that everything is on. */
export interface Place {
  readonly index: number;
  readonly textHash: string;
}

interface Spoken {
  readonly partner: DelegationCode;
  readonly person: string | undefined;
  readonly level: Level | undefined;
  readonly nonce: string | undefined;
}

const nonceOf = (event: Pick<Spoken, 'nonce'>, { index }: Place): string =>
  event.nonce ?? `event ${String(index)}`;

/** Vectors name no people: each partner has one, with a mandate, at the head of its delegation. */
const speakerOf = ({ partner, person, level = 'ambassador' }: Spoken): Speaker => ({
  partner,
  person: (person ?? `of ${partner}`) as PersonId,
  mandate: `of ${partner}` as MandateId,
  level,
});

const heard = <Type extends string>(
  type: Type,
  event: Spoken,
  place: Place,
): Speaker & { readonly type: Type; readonly nonce: string } => ({
  type,
  nonce: nonceOf(event, place),
  ...speakerOf(event),
});

const scopeOf = (scope: string | readonly string[] | undefined): readonly string[] =>
  typeof scope === 'string' ? [scope] : (scope ?? []);

/** A partner has one hold, unless the vector tells them apart. */
const holdOf = ({ id, partner }: { readonly id?: string | undefined; readonly partner: string }): string =>
  id ?? `hold of ${partner}`;

type Said = VectorEventOf<'endorse' | 'object' | 'abstain' | 'abstain_constructive' | 'act'>;

function actOn(act: ActKind, event: Said, place: Place): ProcedureCommand {
  const { textHash, reason = '', scope, adReferendum, overrideReason, proxyHolder, mandate } = event;
  const speaker = speakerOf(event);
  const content: ActContent = {
    ...speaker,
    act,
    reason,
    packageHash: (textHash ?? place.textHash) as Hash,
    nonce: nonceOf(event, place),
    scope: scopeOf(scope),
    ...(adReferendum !== undefined && { adReferendum }),
    ...(overrideReason !== undefined && { overrideReason }),
    ...(proxyHolder !== undefined && { proxyHolder }),
    mandate: mandate === false ? null : speaker.mandate,
  };
  return { type: 'act', ...content };
}

type Made = {
  readonly [Type in VectorEventType]: (event: VectorEventOf<Type>, place: Place) => ProcedureCommand;
};

const MADE: Made = {
  endorse: (event, place) => actOn('agree', event, place),
  object: (event, place) => actOn('object', event, place),
  abstain: (event, place) => actOn('abstain', event, place),
  abstain_constructive: (event, place) => actOn('abstain_constructive', event, place),
  act: (event, place) => actOn(event.act, event, place),
  withdraw_objection: (event, place) => heard('withdraw_objection', event, place),
  confirm_act: (event, place) => ({ ...heard('confirm_act', event, place), act: event.act }),
  repudiate_act: (event, place) => ({ ...heard('repudiate_act', event, place), act: event.act }),
  hold: (event, place) => ({
    ...heard('hold', event, place),
    id: holdOf(event),
    scope: scopeOf(event.scope),
    reason: event.reason ?? '',
  }),
  lift_hold: (event, place) => ({
    ...heard('lift_hold', event, place),
    id: holdOf(event),
    reason: event.reason ?? '',
  }),
  convert_hold: (event, place) => ({
    ...heard('convert_hold', event, place),
    id: holdOf(event),
    reason: event.reason ?? '',
  }),
  ask_hold_extension: (event, place) => ({
    ...heard('ask_hold_extension', event, place),
    id: holdOf(event),
    until: event.until,
    reason: event.reason,
  }),
  extend_hold: ({ by = 'chair', id }) => ({ type: 'extend_hold', by, id }),
  // Vectors say nothing of the chair's leave: what they enter was admitted.
  reserve: (event, place) => ({
    ...heard('enter_reserve', event, place),
    leave: true,
    reserve: {
      id: event.id,
      kind: event.reserve,
      scope: scopeOf(event.scope),
      reason: '',
      language: event.language ?? null,
      waitsFor: '',
      reopens: event.reopens ?? null,
    },
  }),
  lift_reserve: (event, place) => ({
    ...heard('end_reserve', event, place),
    id: event.id,
    end: { mode: 'lifted', to: null, reason: event.reason ?? '', evidence: '' },
  }),
  contest_use: (event, place) => ({ ...heard('contest_use', event, place), reason: event.reason ?? '' }),
  decline_participation: (event, place) => heard('decline_participation', event, place),
  agree_shortening: (event, place) => ({
    ...heard('agree_shortening', event, place),
    deadlineAt: event.deadlineAt,
  }),
  corrigendum: ({ by = 'secretariat', id, textHash }) => ({
    type: 'file_corrigendum',
    by,
    id,
    toHash: textHash as Hash,
    note: 'form only',
  }),
  contest_corrigendum: (event, place) => ({
    ...heard('contest_corrigendum', event, place),
    id: event.id,
    reason: event.reason ?? '',
  }),
  emergency_brake: (event, place) => ({ ...heard('emergency_brake', event, place), reason: event.reason }),
  give_proxy: (event, place) => ({
    ...heard('give_proxy', event, place),
    to: event.to,
    says: event.says ?? 'as_holder',
  }),
  revoke_proxy: (event, place) => heard('revoke_proxy', event, place),
  cell: (event, place) => ({ ...heard('set_cell', event, place), target: event.target, cell: event.cell }),
  extend: ({ by = 'chair', deadlineAt }) => ({ type: 'extend', by, deadlineAt }),
  suspend: ({ by = 'chair', reason = 'stated', until }) => ({
    type: 'suspend',
    by,
    reason,
    until: until ?? null,
  }),
  resume: ({ by = 'chair' }) => ({ type: 'resume', by }),
  close_early: ({ by = 'chair' }) => ({ type: 'close_early', by }),
  close: ({ by = 'chair' }) => ({ type: 'close', by }),
  confirm_result: ({ by = 'chair' }) => ({ type: 'confirm_result', by }),
  void: ({ by = 'chair' }) => ({ type: 'void', by }),
  withdraw: () => ({ type: 'withdraw' }),
  refer: ({ by = 'chair' }) => ({ type: 'refer', by, to: null, reason: '' }),
  text_changed: ({ textHash }) => ({ type: 'text_changed', packageHash: textHash as Hash }),
  clock_fault: ({ offMs }) => ({ type: 'clock_fault', offMs }),
  change_electorate: ({ by = 'chair', id, at, leaving = [], joining = [] }, { index }) => ({
    type: 'change_electorate',
    by,
    id: id ?? `event ${String(index)}`,
    at: at ?? null,
    leaving,
    joining: joining.map(memberOf),
  }),
  tick: ({ ingestedThrough }) =>
    ingestedThrough === undefined ? { type: 'tick' } : { type: 'tick', ingestedThrough },
};

/** The command that an event of a vector stands for. */
export function commandOf(event: VectorEvent, place: Place): ProcedureCommand {
  // Each entry of the table takes the event of its own key; TypeScript cannot follow that through the lookup.
  const make = MADE[event.type] as (event: VectorEvent, place: Place) => ProcedureCommand;
  return make(event, place);
}
