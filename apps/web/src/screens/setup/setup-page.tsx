import { useQueryClient } from '@tanstack/react-query';
import type { Demo } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { Navigate } from 'react-router';
import { useCall, useSetupState } from '../../api/queries.js';
import { keys } from '../../api/keys.js';
import { useTitle } from '../../frame/shell.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';
import { Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { DemoAccounts } from './demo-accounts.js';
import { Wizard } from './wizard.js';

/** The first-run page: a coalition of one's own, or the demo. */
export function SetupPage(): ReactNode {
  const t = useT();
  useTitle(t('setup.title'));
  const state = useSetupState();
  const [wizard, setWizard] = useState(false);
  const [demo, setDemo] = useState<Demo | null>(null);
  if (demo !== null) return <DemoAccounts demo={demo} />;
  if (state.isPending) return <Skeleton />;
  if (state.isError) {
    return (
      <main id="content" className="page page-narrow">
        <ProblemNote error={state.error} onRetry={() => void state.refetch()} />
      </main>
    );
  }
  if (state.data.state === 'ready') return <Navigate to="/sign-in" replace />;
  return (
    <main id="content" className="page page-narrow stack">
      {wizard ? (
        <Wizard
          onBack={() => {
            setWizard(false);
          }}
        />
      ) : (
        <Choice
          onOwn={() => {
            setWizard(true);
          }}
          onDemo={setDemo}
        />
      )}
    </main>
  );
}

function Choice({ onOwn, onDemo }: { onOwn: () => void; onDemo: (demo: Demo) => void }): ReactNode {
  const t = useT();
  const client = useQueryClient();
  const load = useCall('setupDemo', []);
  const start = (): void => {
    load.mutate(
      {},
      {
        onSuccess: (demo) => {
          onDemo(demo);
          void client.invalidateQueries({ queryKey: keys.setup });
        },
      },
    );
  };
  return (
    <>
      <div className="stack-tight welcome">
        <p className="welcome-name">{t('app.name')}</p>
        <h1>{t('setup.title')}</h1>
        <p className="sheet-lead">{t('setup.lead')}</p>
      </div>
      <ProblemNote error={load.error} />
      {load.isPending && <Notice live>{t('setup.demoLoading')}</Notice>}
      <div className="choices">
        <section className="card stack-tight">
          <h2>{t('setup.own')}</h2>
          <p>{t('setup.ownText')}</p>
          <Button look="primary" onClick={onOwn}>
            {t('setup.own')}
          </Button>
        </section>
        <section className="card stack-tight">
          <h2>{t('setup.demo')}</h2>
          <p>{t('setup.demoText')}</p>
          <Button busy={load.isPending} onClick={start}>
            {t('setup.demo')}
          </Button>
        </section>
      </div>
    </>
  );
}
