import {
  awaitedOf,
  isCounted,
  liveActs,
  nextInstant,
  subjectsOf,
  WHOLE,
  type ProcedureEvent,
} from '@entente/consensus';
import type { NoticeOfPartner, Procedure } from '@entente/contracts';
import type { EventRow } from './event.table.js';
import type { Stored } from './procedure-store.js';
import { coreFor, type Viewer } from './visibility.js';

/** The procedure as the API shows it to one viewer (null: all of it); live acts in the order of the electorate, and who is awaited. */
export function viewOf(
  { row, events, core }: Stored,
  viewer: Viewer | null,
  notices: readonly NoticeOfPartner[],
): Procedure {
  const seen = coreFor(core, viewer);
  const electorate = seen.members.filter((member) => member.participates);
  return {
    id: row.id,
    package: row.package,
    revision: row.revision,
    packageHash: row.packageHash,
    kind: row.kind,
    rule: row.rule,
    rulebook: row.terms.rulebook === null ? null : { ...row.terms.rulebook },
    state: seen.state,
    cause: seen.cause,
    openedAt: seen.openedAt,
    closedAt: seen.closedAt,
    deadlineAt: seen.deadlineAt,
    // Of what is seen: a warning that is due to another partner tells of its act.
    nextInstant: nextInstant(seen),
    follows: row.follows,
    electorate: electorate.map(({ partner, weight }) => ({
      partner,
      weight,
      name: row.names[partner] ?? partner,
    })),
    electorateHash: row.electorateHash,
    termsHash: row.termsHash,
    acts: liveOf(seen, events),
    receipts: viewer === null ? [] : receiptsOf(events, viewer),
    // Who is silent is told to whoever sees who has spoken.
    missing: [...awaitedOf(seen)],
    notices: [...notices],
    core: seen,
  };
}

/** In the order of the electorate; of one partner in the order of the record, so that what was said last comes last. */
function liveOf(seen: Stored['core'], events: Stored['events']): Procedure['acts'] {
  const subjects = [WHOLE, ...subjectsOf(seen.terms)].map((subject) => liveActs(seen, subject));
  // Who is suspended has taken its act along, though the other computation still knows it (SPEC R84).
  return seen.members.filter(isCounted).flatMap(({ partner }) => {
    const nonces = new Set(subjects.map((live) => live.get(partner)?.nonce));
    return events
      .filter(({ body }) => body.type === 'acted' && body.partner === partner && nonces.has(body.nonce))
      .map((event) => actOf(event, seen.confirmed));
  });
}

function receiptsOf(events: Stored['events'], { delegation }: Viewer): Procedure['receipts'] {
  return events
    .filter((event) => event.delegation === delegation)
    .map(({ type, body, record }) => ({ type, key: keyOf(body), sequence: record, at: body.at }));
}

/** By which a client finds what it sent. */
function keyOf(event: ProcedureEvent): string | null {
  if (event.type === 'acted' || event.type === 'received' || event.type === 'late_objection')
    return event.nonce;
  if (event.type === 'declared') return event.declaration.id;
  if (event.type === 'electorate_changed' || event.type === 'electorate_scheduled') return event.change.id;
  return event.type === 'corrigendum_filed' ? event.id : null;
}

function actOf(event: EventRow, confirmed: Stored['core']['confirmed']): Procedure['acts'][number] {
  const { body, name, record } = event;
  if (body.type !== 'acted') throw new Error('an act was looked for in another event');
  const { partner, act, reason, person, adReferendum, scope, nonce } = body;
  return {
    partner,
    act,
    reason,
    person,
    name,
    at: body.at,
    sequence: record,
    adReferendum,
    confirmed: confirmed.some((one) => one.act === nonce),
    scope: [...scope],
    nonce,
  };
}
