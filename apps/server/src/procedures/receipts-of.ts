import type { Procedure as Core } from '@entente/consensus';
import type { NoticeOfPartner } from '@entente/contracts';
import { instant, type DelegationCode, type Instant } from '@entente/kernel';
import type { NoticeRow } from './notice.table.js';

/** How far the notice has come with each partner of the electorate, in its order. `rows` by instant. */
export function receiptsOf(
  core: Core,
  rows: readonly NoticeRow[],
  delivered: ReadonlyMap<DelegationCode, Instant>,
): NoticeOfPartner[] {
  return core.members
    .filter((member) => member.participates)
    .map(({ partner }) => {
      const own = rows.filter(({ delegation }) => delegation === partner);
      const opened = first(own, 'opened') ?? first(own, 'acknowledged');
      return {
        partner,
        // Who has opened it has been reached, by whatever way.
        deliveredAt: delivered.get(partner) ?? opened,
        openedAt: opened,
        acknowledgedAt: first(own, 'acknowledged'),
        extensionAsked: lastAsked(own),
      };
    });
}

function first(rows: readonly NoticeRow[], step: NoticeRow['step']): Instant | null {
  const found = rows.find((row) => row.step === step);
  return found === undefined ? null : instant(found.at.getTime());
}

function lastAsked(rows: readonly NoticeRow[]): NoticeOfPartner['extensionAsked'] {
  const asked = rows.findLast(({ step }) => step === 'extension_asked');
  if (asked === undefined) return null;
  const { at, until, reason } = asked;
  return { at: instant(at.getTime()), until: until === null ? null : instant(until.getTime()), reason };
}
