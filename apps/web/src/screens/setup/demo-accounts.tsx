import type { Demo } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useCall } from '../../api/queries.js';
import { signedIn } from '../../api/session.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { WideTable } from '../../ui/wide-table.js';

/** The accounts of the demo, shown once, each with a way in. */
export function DemoAccounts({ demo }: { demo: Demo }): ReactNode {
  const t = useT();
  const navigate = useNavigate();
  const signIn = useCall('signIn', []);
  return (
    <main id="content" className="page stack">
      <div className="stack-tight">
        <h1>{t('setup.demoDone')}</h1>
        <p className="sentence">{t('setup.demoDoneText')}</p>
      </div>
      <ProblemNote error={signIn.error} />
      <WideTable caption={t('setup.demoAccounts')}>
        <thead>
          <tr>
            <th scope="col">{t('setup.delegation')}</th>
            <th scope="col">{t('setup.name')}</th>
            <th scope="col">{t('setup.roles')}</th>
            <th scope="col">{t('setup.email')}</th>
            <th scope="col">{t('setup.password')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('setup.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {demo.accounts.map(({ name, email, password, delegation, roles }) => (
            <tr key={email}>
              <td>{delegation}</td>
              <th scope="row">{name}</th>
              <td>{roles.map((role) => t(`role.${role}`)).join(', ')}</td>
              <td className="mono">{email}</td>
              <td className="mono">{password}</td>
              <td>
                <Button
                  small
                  busy={signIn.isPending}
                  aria-label={t('setup.demoSignIn', { name })}
                  onClick={() => {
                    const done = {
                      onSuccess: (session: Parameters<typeof signedIn>[0]) => {
                        signedIn(session);
                        void navigate('/packages');
                      },
                    };
                    signIn.mutate({ body: { email, password } }, done);
                  }}
                >
                  {t('signIn.submit')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </main>
  );
}
