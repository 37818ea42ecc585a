import type { Me } from '@entente/contracts';
import { CircleHelp, KeyRound, LogOut, Settings, User } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { NavLink, useNavigate } from 'react-router';
import { useCall, useCoalition, useSession } from '../api/queries.js';
import { signedOut } from '../api/session.js';
import { formatDate } from '../format/instant.js';
import { T, useT } from '../messages/use-t.js';
import { clearDrafts, waitingDrafts } from '../room/drafts.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { ProblemNote } from '../ui/problem-note.js';
import { actorOf } from './actor.js';
import { NotificationsBell } from './notifications.js';
import { useNow } from './use-now.js';
import { PasswordDialog } from './password-dialog.js';

/** The bar over every page; `children` is what the page puts in its middle. */
export function TopBar({ onHelp, children }: { onHelp: () => void; children?: ReactNode }): ReactNode {
  const t = useT();
  const session = useSession();
  const { data } = useCoalition();
  if (session.state !== 'in') return null;
  const { me } = session.session;
  const coalition = data?.coalition.name ?? t('app.name');
  return (
    <header className="bar">
      <NavLink className="bar-home" to="/packages" title={t('frame.home')}>
        <span className="bar-sign" aria-hidden="true">
          {coalition.slice(0, 1)}
        </span>
        <span className="bar-coalition">{coalition}</span>
      </NavLink>
      <div className="bar-middle">{children}</div>
      <ActingAs me={me} />
      <NotificationsBell />
      <PersonMenu me={me} onHelp={onHelp} />
    </header>
  );
}

function ActingAs({ me }: { me: Me }): ReactNode {
  const t = useT();
  const now = useNow();
  const inForce = actorOf(me).mandates.filter(({ from, to }) => from <= now && (to === null || now < to));
  const ends = inForce.flatMap(({ to }) => (to === null ? [] : [to]));
  const roles = me.roles.map((role) => t(`role.${role}`)).join(', ');
  const detail =
    ends.length > 0
      ? t('frame.mandateUntil', { roles, date: formatDate(Math.min(...ends)) })
      : t(inForce.length > 0 || me.mandates.length === 0 ? 'frame.actingDetail' : 'frame.noMandate', {
          roles,
        });
  return (
    <div className="bar-acting">
      <span>
        <T
          id="frame.acting"
          values={{ delegation: me.delegationName, b: (words) => <strong key="b">{words}</strong> }}
        />
      </span>
      <span className="quiet">{detail}</span>
    </div>
  );
}

type Waiting = { readonly edits: number; readonly lost: number };
const NOTHING_WAITS: Waiting = { edits: 0, lost: 0 };

/** Signing out takes what is not recorded off this device: said first. */
function LeaveWaiting({
  waiting,
  onLeave,
  onStay,
}: {
  waiting: Waiting;
  onLeave: () => void;
  onStay: () => void;
}): ReactNode {
  const t = useT();
  return (
    <Dialog title={t('frame.signOut')} onClose={onStay}>
      <p>{t('frame.signOutWaiting', waiting)}</p>
      <p>{t('frame.signOutHow')}</p>
      <div className="dialog-foot">
        <Button onClick={onLeave}>{t('frame.signOutAnyway')}</Button>
        <Button look="primary" onClick={onStay}>
          {t('frame.signOutStay')}
        </Button>
      </div>
    </Dialog>
  );
}

function PersonMenu({ me, onHelp }: { me: Me; onHelp: () => void }): ReactNode {
  const t = useT();
  const navigate = useNavigate();
  const [password, setPassword] = useState(false);
  // Not signed out here before it is there: the refresh cookie would let the next person at this machine in again.
  const signOut = useCall('signOut', []);
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const leave = (): void => {
    setWaiting(null);
    const gone = (): void => {
      signedOut('ended');
      void navigate('/sign-in');
    };
    // Where the browser cannot remove them they stay sealed, and their key went with the session.
    const onSuccess = (): void => void clearDrafts(me.person).then(gone, gone);
    signOut.mutate({}, { onSuccess });
  };
  /** A browser that does not tell what it keeps is no reason to keep a person signed in. */
  const ask = async (): Promise<void> => {
    const found = await waitingDrafts(me.person).catch(() => NOTHING_WAITS);
    if (found.edits + found.lost > 0) setWaiting(found);
    else leave();
  };
  return (
    <>
      <MenuTrigger>
        <AriaButton
          className="button button-quiet bar-person"
          aria-label={t('frame.person', { name: me.name })}
        >
          <User size={16} aria-hidden="true" />
          <span className="bar-name">{me.name}</span>
        </AriaButton>
        <Popover placement="bottom end">
          <Menu className="menu">
            <MenuItem onAction={onHelp}>
              <CircleHelp size={16} aria-hidden="true" />
              {t('frame.help')}
            </MenuItem>
            <MenuItem onAction={() => void navigate('/settings')}>
              <Settings size={16} aria-hidden="true" />
              {t('settings.title')}
            </MenuItem>
            <MenuItem
              onAction={() => {
                setPassword(true);
              }}
            >
              <KeyRound size={16} aria-hidden="true" />
              {t('frame.changePassword')}
            </MenuItem>
            <MenuItem onAction={() => void ask()}>
              <LogOut size={16} aria-hidden="true" />
              {t('frame.signOut')}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      {waiting !== null && (
        <LeaveWaiting
          waiting={waiting}
          onLeave={leave}
          onStay={() => {
            setWaiting(null);
          }}
        />
      )}
      {signOut.error !== null && (
        <Dialog title={t('frame.signOut')} onClose={signOut.reset}>
          <ProblemNote error={signOut.error} onRetry={leave} />
        </Dialog>
      )}
      {password && (
        <PasswordDialog
          onClose={() => {
            setPassword(false);
          }}
        />
      )}
    </>
  );
}
