import { awaitedOf, liveActs } from '@entente/consensus';
import type { NoticeOfPartner, Procedure } from '@entente/contracts';
import { instant, type Instant } from '@entente/kernel';
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
  const live = liveActs(seen);
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
    nextInstant: at(row.nextInstant),
    follows: row.follows,
    electorate: electorate.map(({ partner, weight }) => ({
      partner,
      weight,
      name: row.names[partner] ?? partner,
    })),
    electorateHash: row.electorateHash,
    termsHash: row.termsHash,
    acts: electorate.flatMap(({ partner }) => {
      const nonce = live.get(partner)?.nonce;
      const found = events.find(({ body }) => body.type === 'acted' && body.nonce === nonce);
      return nonce === undefined || found === undefined ? [] : [actOf(found, seen.confirmed)];
    }),
    // Who is silent is told to whoever sees who has spoken.
    missing: [...awaitedOf(seen)],
    notices: [...notices],
    core: seen,
  };
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

const at = (date: Date | null): Instant | null => (date === null ? null : instant(date.getTime()));
