import { Fragment, useEffect, useState, type ReactNode } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { useSession } from '../api/queries.js';
import { useT } from '../messages/use-t.js';
import { Skeleton } from '../ui/placeholders.js';
import { useDenial } from './actor.js';
import { HelpDialog } from './help-dialog.js';
import { NavLinks } from './nav-links.js';
import { useServerClock } from './server-clock.js';
import { useShortcuts } from './shortcuts.js';
import { TopBar } from './top-bar.js';

/** Lets only the signed-in through; keeps where they wanted to go. */
export function SignedIn(): ReactNode {
  const session = useSession();
  const { pathname, search, hash } = useLocation();
  if (session.state === 'unknown') return <Skeleton />;
  // Everything is drawn anew in another zone: what formats an instant does not ask for the zone again by itself.
  if (session.state === 'in') {
    return (
      <Fragment key={session.session.me.timeZone}>
        <Outlet />
      </Fragment>
    );
  }
  const next = `${pathname}${search}${hash}`;
  return (
    <Navigate to={next === '/packages' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`} replace />
  );
}

/** The frame of the pages that are not about one package. */
export function PlainPage(): ReactNode {
  const t = useT();
  const operates = useDenial()('system.read') === null;
  return (
    <Frame
      middle={
        <nav className="bar-nav" aria-label={t('frame.nav')}>
          <NavLinks
            label={t('frame.nav')}
            links={[
              { to: '/packages', label: t('frame.packages') },
              { to: '/coalition/partners', label: t('frame.partners') },
              { to: '/coalition/people', label: t('frame.people') },
              { to: '/coalition/books', label: t('books.title.rulebook') },
              ...(operates
                ? [
                    { to: '/system/live', label: t('system.title') },
                    { to: '/system/procedures', label: t('scheduler.nav') },
                    { to: '/system/letters', label: t('letters.title') },
                  ]
                : []),
              { to: '/register', label: t('frame.register') },
            ]}
          />
        </nav>
      }
    >
      <main id="content" className="page" tabIndex={-1}>
        <Outlet />
      </main>
    </Frame>
  );
}

/** Bar, skip link and keyboard help around a page. */
export function Frame({ middle, children }: { middle: ReactNode; children: ReactNode }): ReactNode {
  const t = useT();
  const [help, setHelp] = useState(false);
  useServerClock();
  const open = (): void => {
    setHelp(true);
  };
  useShortcuts({ '?': open });
  return (
    <>
      <a className="skip-link" href="#content">
        {t('frame.skip')}
      </a>
      <TopBar onHelp={open}>{middle}</TopBar>
      {children}
      {help && (
        <HelpDialog
          onClose={() => {
            setHelp(false);
          }}
        />
      )}
    </>
  );
}

/** Names the page in the window's title. */
export function useTitle(title: string): void {
  const t = useT();
  const name = t('app.name');
  useEffect(() => {
    document.title = title === '' ? name : `${title} · ${name}`;
  }, [title, name]);
}

/** The top of a page: its name and one sentence of state (UI §0). */
export function PageHead({
  title,
  sentence,
  children,
}: {
  title: string;
  sentence?: ReactNode;
  children?: ReactNode;
}): ReactNode {
  useTitle(title);
  return (
    <div className="page-head">
      <div className="page-head-words">
        <h1>{title}</h1>
        {sentence !== undefined && <p className="sentence">{sentence}</p>}
      </div>
      {children !== undefined && <div className="row">{children}</div>}
    </div>
  );
}
