import type { Procedure } from '@entente/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { remainingOf } from '../../decision/remaining.js';
import { formatInstant } from '../../format/instant.js';
import { useNow } from '../../frame/use-now.js';
import { useT, type Translate } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { slugOfNumber } from '../packages/slug.js';
import type { Instant } from '@entente/kernel';

/** The procedure that runs, with its clock and how far its notice has come. */
export function Running({ running }: { running: Procedure | null }): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const now = useNow();
  if (running === null) return <p className="quiet">{t('desk.runningNone')}</p>;
  const { kind, revision, notices } = running;
  const acknowledged = notices.filter(({ acknowledgedAt }) => acknowledgedAt !== null).length;
  return (
    <p>
      <Link to={`/p/${slugOfNumber(view.number)}/decision`}>
        {t(`desk.runningKind.${kind}`, { revision })}
      </Link>
      {': '}
      <strong>{clockOf(t, running, now)}</strong>
      {notices.length > 0 && `. ${t('desk.receipts', { acknowledged, all: notices.length })}`}
    </p>
  );
}

function clockOf(t: Translate, { state, deadlineAt, missing, core }: Procedure, now: Instant): string {
  if (state === 'announced' && core.terms.opensAt !== null) {
    return t('desk.runningAnnounced', { at: formatInstant(core.terms.opensAt) });
  }
  if (state === 'suspended') return t('desk.runningStands');
  if (deadlineAt === null) {
    return t('desk.runningVote', { codes: missing.length === 0 ? t('sentence.nobody') : missing.join(', ') });
  }
  const { unit, ...values } = remainingOf(now, deadlineAt);
  return t('desk.runningLeft', {
    left: t(`deadline.left.${unit}`, values),
    until: formatInstant(deadlineAt),
  });
}
