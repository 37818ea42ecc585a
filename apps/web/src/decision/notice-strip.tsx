import type { NoticeOfPartner, Procedure } from '@entente/contracts';
import { Check, CheckCheck, Eye, Hourglass, Minus, X, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatInstant } from '../format/instant.js';
import { useT } from '../messages/use-t.js';

type Reach = 'broke' | 'asked' | 'acknowledged' | 'opened' | 'delivered' | 'not_yet';

const ICONS: Readonly<Record<Reach, LucideIcon>> = {
  broke: X,
  asked: Hourglass,
  acknowledged: CheckCheck,
  opened: Eye,
  delivered: Check,
  not_yet: Minus,
};

/** How far the notice has come with each delegation, by sign and word; the instants are the proof of delivery (UI §3). */
export function NoticeStrip({ procedure }: { procedure: Procedure }): ReactNode {
  const t = useT();
  const objected = new Set(
    procedure.acts.filter(({ act }) => act === 'object').map(({ partner }) => partner),
  );
  const names = new Map(procedure.electorate.map(({ partner, name }) => [partner, name]));
  const reached = procedure.notices.map((notice) => ({ notice, reach: reachOf(notice, objected) }));
  const acknowledged = procedure.notices.filter(({ acknowledgedAt }) => acknowledgedAt !== null).length;
  return (
    <div className="stack-tight">
      <p className="small">{t('notice.count', { acknowledged, all: procedure.notices.length })}</p>
      <ul className="notice-strip" aria-label={t('notice.title')}>
        {reached.map(({ notice, reach }) => {
          const Icon = ICONS[reach];
          const word = t(`notice.${reach}`);
          return (
            <li key={notice.partner} className={`notice-${reach}`} title={proofOf(notice, t)}>
              <span className="matrix-code">{notice.partner}</span>
              <Icon size={14} aria-hidden="true" />
              <span className="visually-hidden">
                {names.get(notice.partner) ?? notice.partner}: {word}. {proofOf(notice, t)}
              </span>
            </li>
          );
        })}
      </ul>
      <ul className="legend" aria-hidden="true">
        {[...new Set(reached.map(({ reach }) => reach))].map((reach) => {
          const Icon = ICONS[reach];
          return (
            <li key={reach}>
              <Icon size={14} /> {t(`notice.${reach}`)}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function reachOf(notice: NoticeOfPartner, objected: ReadonlySet<string>): Reach {
  if (objected.has(notice.partner)) return 'broke';
  if (notice.extensionAsked !== null) return 'asked';
  if (notice.acknowledgedAt !== null) return 'acknowledged';
  if (notice.openedAt !== null) return 'opened';
  return notice.deliveredAt === null ? 'not_yet' : 'delivered';
}

function proofOf(
  { deliveredAt, openedAt, acknowledgedAt }: NoticeOfPartner,
  t: ReturnType<typeof useT>,
): string {
  const steps = [
    ['delivered', deliveredAt],
    ['opened', openedAt],
    ['acknowledged', acknowledgedAt],
  ] as const;
  return steps
    .flatMap(([step, at]) => (at === null ? [] : [`${t(`notice.${step}`)}: ${formatInstant(at)}`]))
    .join('. ');
}
