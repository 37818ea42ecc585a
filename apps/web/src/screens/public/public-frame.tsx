import type { ReactNode } from 'react';
import { Link, NavLink } from 'react-router';
import { useSession, useSetupState } from '../../api/queries.js';
import { useT } from '../../messages/use-t.js';

/** The frame of pages that need no account. */
export function PublicFrame({ children }: { children: ReactNode }): ReactNode {
  const t = useT();
  const session = useSession();
  const { data } = useSetupState();
  return (
    <>
      <a className="skip-link" href="#content">
        {t('frame.skip')}
      </a>
      <header className="bar">
        <Link className="bar-home" to="/register">
          <span className="bar-sign" aria-hidden="true">
            {(data?.coalition?.name ?? t('app.name')).slice(0, 1)}
          </span>
          <span className="bar-coalition">{data?.coalition?.name ?? t('app.name')}</span>
        </Link>
        <div className="bar-middle">
          <nav className="bar-nav" aria-label={t('public.nav')}>
            <NavLink to="/register">{t('frame.register')}</NavLink>
            <NavLink to="/verify">{t('frame.verify')}</NavLink>
          </nav>
        </div>
        <Link className="button button-quiet" to={session.state === 'in' ? '/packages' : '/sign-in'}>
          {t(session.state === 'in' ? 'frame.packages' : 'frame.signIn')}
        </Link>
      </header>
      <main id="content" className="page" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
