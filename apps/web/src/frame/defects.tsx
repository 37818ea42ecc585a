import { Component, type ReactNode } from 'react';
import { useT } from '../messages/use-t.js';
import { Button } from '../ui/button.js';
import { ProblemNote } from '../ui/problem-note.js';

type State = { readonly error: unknown };

/** A defect of this page shows as one, with a way on, instead of as nothing at all. React knows this only as a class. */
export class Defects extends Component<{ children: ReactNode }, State> {
  override readonly state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <Defect error={this.state.error} />;
  }
}

function Defect({ error }: { error: unknown }): ReactNode {
  const t = useT();
  return (
    <main id="content" className="page page-narrow stack">
      <h1>{t('app.name')}</h1>
      <ProblemNote error={error} />
      <div>
        <Button
          look="primary"
          onClick={() => {
            window.location.reload();
          }}
        >
          {t('live.reload')}
        </Button>
      </div>
    </main>
  );
}
