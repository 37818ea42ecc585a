import type { Notification } from '@entente/contracts';
import { Bell } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { keys } from '../api/keys.js';
import { useCall, useNotifications } from '../api/queries.js';
import { useT, type Translate } from '../messages/use-t.js';
import { slugOfNumber } from '../screens/packages/slug.js';
import { Button } from '../ui/button.js';
import { At } from '../ui/chips.js';
import { Dialog } from '../ui/dialog.js';
import { Skeleton } from '../ui/placeholders.js';
import { ProblemNote } from '../ui/problem-note.js';

/** What one was told, with how much of it is unread. A link leads to the act; reading is no act. */
export function NotificationsBell(): ReactNode {
  const t = useT();
  const { data } = useNotifications();
  const [open, setOpen] = useState(false);
  const unread = data?.unread ?? 0;
  return (
    <>
      <button
        type="button"
        className="button button-quiet bar-bell"
        aria-label={t('notifications.open', { unread })}
        onClick={() => {
          setOpen(true);
        }}
      >
        <Bell size={16} aria-hidden="true" />
        {unread > 0 && (
          <span className="bar-unread" aria-hidden="true">
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </button>
      <span className="visually-hidden" role="status">
        {unread > 0 && t('notifications.unread', { unread })}
      </span>
      {open && (
        <NotificationsDialog
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

function NotificationsDialog({ onClose }: { onClose: () => void }): ReactNode {
  const t = useT();
  const { data, error, refetch } = useNotifications();
  const read = useCall('readNotifications', [keys.notifications]);
  const [newest] = data?.notifications ?? [];
  return (
    <Dialog title={t('notifications.title')} onClose={onClose}>
      <ProblemNote error={error ?? read.error} onRetry={() => void refetch()} />
      {data === undefined && error === null && <Skeleton lines={4} />}
      {data?.notifications.length === 0 && <p className="quiet">{t('notifications.none')}</p>}
      {newest !== undefined && (
        <>
          <div>
            <Button
              small
              busy={read.isPending}
              reason={data?.unread === 0 ? t('notifications.allRead') : null}
              onClick={() => {
                read.mutate({ body: { until: newest.at } });
              }}
            >
              {t('notifications.markRead')}
            </Button>
          </div>
          <ul className="told">
            {data?.notifications.map((one) => (
              <Told key={one.id} told={one} onFollow={onClose} />
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}

function Told({ told, onFollow }: { told: Notification; onFollow: () => void }): ReactNode {
  const t = useT();
  const read = useCall('readNotifications', [keys.notifications]);
  const { facts, readAt, id } = told;
  return (
    <li className={readAt === null ? 'told-unread' : undefined}>
      <Link
        to={addressOf(told)}
        onClick={() => {
          if (readAt === null) read.mutate({ body: { ids: [id] } });
          onFollow();
        }}
      >
        {t('notifications.about', { number: facts.number, revision: facts.revision })}
      </Link>{' '}
      {sentenceOf(told, t)}
      {facts.reason !== undefined && facts.reason !== '' && <p className="position-note">{facts.reason}</p>}
      <span className="quiet small">
        <At ms={told.at} />
        {facts.deadlineAt !== undefined && (
          <>
            {'. '}
            {t('notifications.deadline')} <At ms={facts.deadlineAt} />
          </>
        )}
      </span>
    </li>
  );
}

function sentenceOf({ kind, facts }: Notification, t: Translate): string {
  return t(`notified.${kind}`, {
    partner: facts.partner ?? t('notifications.somebody'),
    what: (facts.what ?? '').replaceAll('_', ' '),
    as: facts.followsAs ?? 'none',
    without: facts.without?.join(', ') ?? 'none',
  });
}

/** An end leads to its record; everything else to where one acts. */
function addressOf({ kind, facts, procedure }: Notification): string {
  const base = `/p/${slugOfNumber(facts.number)}`;
  return kind === 'procedure_closed' && procedure !== null
    ? `${base}/decisions/${procedure}`
    : `${base}/decision`;
}
