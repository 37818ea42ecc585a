import { instant, type Instant } from '@entente/kernel';
import { deadlineAfter } from '../calendar/working-time.js';
import { liveReserves } from '../reserve/reserve.js';
import { isClosed } from './evolve.js';
import { isBinding, liveActs } from './live.js';
import type { Hold, Procedure, Warning } from './state.js';
import { closingInstant, type Terms } from './terms.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How long before the close a partner is told (DOMAIN §1.2). */
const BEFORE_CLOSE = [24 * HOUR, 2 * HOUR];
/** How many working days before a hold expires its holder is told (DOMAIN §1.4). */
const BEFORE_EXPIRY = [10, 2];

/** Warnings that fall due after `from` and until `to`, by instant, whether given or not (SPEC R78). */
export function warningsDue(procedure: Procedure, from: Instant, to: Instant): readonly Warning[] {
  return warningsOf(procedure).filter(({ dueAt }) => dueAt > from && dueAt <= to);
}

/** The first warning that has not been given yet; null where none is to come. */
export function nextWarning(procedure: Procedure): Warning | null {
  return warningsOf(procedure).find(({ key }) => !procedure.warned.includes(key)) ?? null;
}

function warningsOf(procedure: Procedure): readonly Warning[] {
  if (procedure.openedAt === null || isClosed(procedure.state)) return [];
  return [...closeWarnings(procedure), ...holdWarnings(procedure)].sort(
    (one, other) => one.dueAt - other.dueAt || (one.key < other.key ? -1 : 1),
  );
}

/** What the close does to somebody: a reserve lapses or blocks, an act nobody confirmed falls silent. */
function closeWarnings(procedure: Procedure): readonly Warning[] {
  const { deadlineAt, deadlineSince, terms, clockFault, matters } = procedure;
  const runs = matters.some((matter) => matter.state === 'open');
  if (deadlineAt === null || clockFault || !runs) return [];
  const happensAt = closingInstant(terms, deadlineAt);
  return concerned(procedure).flatMap(({ what, partner, subject, since }) =>
    BEFORE_CLOSE.map((before): Warning => {
      const dueAt = instant(deadlineAt - before);
      const key = [what, subject, deadlineAt, before / HOUR].join(' ');
      return { key, what, partner, subject, dueAt, happensAt };
    }).filter(({ dueAt }) => dueAt > since && dueAt > deadlineSince),
  );
}

type Concerned = Pick<Warning, 'what' | 'partner' | 'subject'> & { readonly since: Instant };

function concerned(procedure: Procedure): readonly Concerned[] {
  const policy = procedure.terms.reservePolicy;
  const reserves = liveReserves(procedure.reserves)
    .filter(({ kind }) => policy[kind] !== 'none')
    .map(({ id, kind, partner, at }): Concerned => ({
      what: policy[kind] === 'lapses' ? 'reserve_lapses' : 'reserve_blocks',
      partner,
      subject: id,
      since: at,
    }));
  const acts = [...liveActs(procedure).values()]
    .filter((act) => !isBinding(procedure, act))
    .map(({ partner, nonce, at }): Concerned => ({
      what: 'act_unconfirmed',
      partner,
      subject: nonce,
      since: at,
    }));
  return [...reserves, ...acts];
}

function holdWarnings({ holds, terms }: Procedure): readonly Warning[] {
  return holds
    .filter((hold) => hold.end === null)
    .flatMap((hold) =>
      BEFORE_EXPIRY.map((days): Warning => {
        const { id, partner, expiresAt } = hold;
        const key = ['hold_expires', id, expiresAt, days].join(' ');
        const dueAt = workingDaysBefore(terms, hold, days);
        return { key, what: 'hold_expires', partner, subject: id, dueAt, happensAt: expiresAt };
      }).filter(({ dueAt }) => dueAt > hold.at),
    );
}

/** The latest instant, in whole days before the expiry, from which that many working days end by then. */
function workingDaysBefore({ calendar }: Terms, { expiresAt }: Hold, days: number): Instant {
  if (calendar === null) return instant(expiresAt - days * DAY);
  for (let back = days; back <= 4 * days + 14; back += 1) {
    const from = instant(expiresAt - back * DAY);
    const end = deadlineAfter(calendar, from, days);
    if (!end.ok) break;
    if (end.value <= expiresAt) return from;
  }
  return instant(expiresAt - days * DAY);
}
