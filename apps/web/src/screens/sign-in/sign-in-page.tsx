import { useEffect, useState, type FormEvent, type ReactNode } from 'react';
import { Link, Navigate, useSearchParams } from 'react-router';
import { useCall, useSession, useSetupState } from '../../api/queries.js';
import { resume, signedIn } from '../../api/session.js';
import { useTitle } from '../../frame/shell.js';
import { T, useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { ProblemNote } from '../../ui/problem-note.js';

const RETRY_MS = 3_000;

export function SignInPage(): ReactNode {
  const t = useT();
  useTitle(t('signIn.title'));
  const session = useSession();
  const [search] = useSearchParams();
  const setup = useSetupState();
  const coalition = setup.data?.coalition ?? null;
  const offline = session.state === 'out' && session.reason === 'offline';
  useResume(offline);
  if (session.state === 'in') return <Navigate to={localPath(search.get('next'))} replace />;
  if (setup.data?.state === 'empty') return <Navigate to="/setup" replace />;
  return (
    <main id="content" className="sign-in">
      <div className="stack-tight">
        <p className="welcome-name">{t('app.name')}</p>
        <h1>{t('signIn.title')}</h1>
        {coalition !== null && (
          <p className="sentence serif">{t('signIn.lead', { coalition: coalition.name })}</p>
        )}
      </div>
      {session.state === 'out' && <WhyHere reason={session.reason} />}
      <SignInForm />
      <p className="quiet small">
        <T
          id="signIn.public"
          values={{
            register: (words) => (
              <Link key="register" to="/register">
                {words}
              </Link>
            ),
            verify: (words) => (
              <Link key="verify" to="/verify">
                {words}
              </Link>
            ),
          }}
        />
      </p>
    </main>
  );
}

function WhyHere({ reason }: { reason: 'never' | 'ended' | 'offline' }): ReactNode {
  const t = useT();
  if (reason === 'never') return null;
  return (
    <Notice tone={reason === 'offline' ? 'warn' : 'info'} live>
      {t(`signIn.${reason}`)}
    </Notice>
  );
}

function SignInForm(): ReactNode {
  const t = useT();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useCall('signIn', []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    signIn.mutate({ body: { email: email.trim(), password } }, { onSuccess: signedIn });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <TextField
        label={t('signIn.email')}
        type="email"
        name="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
      />
      <TextField
        label={t('signIn.password')}
        type="password"
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
      <ProblemNote error={signIn.error} />
      <Button look="primary" submit busy={signIn.isPending}>
        {t('signIn.submit')}
      </Button>
    </form>
  );
}

/** While the server does not answer, asks again: the session may still be good. */
function useResume(offline: boolean): void {
  useEffect(() => {
    if (!offline) return undefined;
    const timer = setInterval(() => void resume(), RETRY_MS);
    return () => {
      clearInterval(timer);
    };
  }, [offline]);
}

/** Only a path of this app: `next` comes from the address and may be anybody's. */
export function localPath(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : '/packages';
}
