import type { Delegation } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';
import { toCsv } from '../format/csv.js';
import type { Translate } from '../messages/use-t.js';
import type { Slowed } from './attention.js';
import type { Point } from './points.js';

/** Live reserves and holds as the table has them; the instant in a form that every program reads. */
export function slowedCsv(
  slowed: readonly Slowed[],
  nameOf: (code: DelegationCode) => string,
  t: Translate,
): string {
  const head = [t('desk.slowedOwner'), t('desk.slowedKind'), t('desk.slowedOn'), t('desk.slowedSince')];
  return toCsv([
    head,
    ...slowed.map(({ partner, kind, on, since }) => [
      `${nameOf(partner)} (${partner})`,
      t(`reserve.${kind}`),
      'procedure' in on
        ? t('desk.dueProcedure', { revision: on.procedure.revision })
        : on.provisions.map(({ citation }) => citation).join('; '),
      new Date(since).toISOString(),
    ]),
  ]);
}

/** Every provision with what each partner says of it, who is not there yet, and the mark: in the order of the text, also what is agreed. */
export function pointsCsv(points: readonly Point[], partners: readonly Delegation[], t: Translate): string {
  const head = [
    t('desk.pointsProvision'),
    ...partners.map(({ code }) => code),
    t('desk.pointsAwaited'),
    t('desk.pointsMark'),
  ];
  return toCsv([
    head,
    ...points.map(({ provision, cells, awaited, mark }) => [
      provision.citation,
      ...cells.map(({ stance, stale }) => {
        const words = t(`stance.${stance}`);
        return stale ? t('board.staleWords', { words }) : words;
      }),
      awaited.map(({ partner }) => partner).join(' '),
      mark === null ? '' : t('agreed.short'),
    ]),
  ]);
}
