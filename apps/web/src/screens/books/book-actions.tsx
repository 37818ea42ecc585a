import type { Action } from '@entente/access';
import type { BookState, BookView } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { useDenial, useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/field.js';
import { ProblemNote } from '../../ui/problem-note.js';

/** What may be done with a version in its state; greyed with the reason where the person may not. */
export function BookActions({ view, onEdit }: { view: BookView; onEdit: () => void }): ReactNode {
  const t = useT();
  const denied = useDenial()('book.edit');
  const [copying, setCopying] = useState(false);
  const { state, shipped } = view.summary;
  return (
    <>
      <Button
        reason={denied}
        onClick={() => {
          setCopying(true);
        }}
      >
        {t('book.copy')}
      </Button>
      {state === 'draft' && (
        <Button reason={denied} onClick={onEdit}>
          {t('book.edit')}
        </Button>
      )}
      {!shipped && <Steps view={view} />}
      {copying && (
        <CopyDialog
          view={view}
          onClose={() => {
            setCopying(false);
          }}
        />
      )}
    </>
  );
}

type StepRoute = 'proposeBook' | 'returnBook' | 'activateBook' | 'retireBook';

/** The steps that lead out of each state, and the action that each asks for. */
const STEPS: Readonly<Record<BookState, readonly (readonly [StepRoute, Action])[]>> = {
  draft: [['proposeBook', 'book.edit']],
  proposed: [
    ['returnBook', 'book.edit'],
    ['activateBook', 'book.activate'],
  ],
  active: [['retireBook', 'book.activate']],
  retired: [],
};

function Steps({ view: { summary } }: { view: BookView }): ReactNode {
  const t = useT();
  const denied = useDenial();
  const me = useMe();
  const proposer = summary.acts.findLast(({ act }) => act === 'proposed')?.person;
  const fourEyes = proposer === me.person ? t('book.fourEyes') : null;
  return STEPS[summary.state].map(([route, action]) => (
    <Step
      key={route}
      route={route}
      summary={summary}
      reason={denied(action) ?? (route === 'activateBook' ? fourEyes : null)}
    />
  ));
}

type StepProps = { route: StepRoute; summary: BookView['summary']; reason: string | null };

function Step({ route, summary, reason }: StepProps): ReactNode {
  const t = useT();
  const { kind, book, version, hash } = summary;
  const step = useCall(route, [keys.books(kind)]);
  return (
    <>
      <Button
        look={route === 'returnBook' || route === 'retireBook' ? 'plain' : 'primary'}
        reason={reason}
        busy={step.isPending}
        onClick={() => {
          step.mutate({ params: { kind, book, version }, body: { hash } });
        }}
      >
        {t(`book.${route}`)}
      </Button>
      <ProblemNote error={step.error} />
    </>
  );
}

/** Where the copy goes: the next version of the same book, or a book of its own. */
function CopyDialog({ view: { summary }, onClose }: { view: BookView; onClose: () => void }): ReactNode {
  const t = useT();
  const navigate = useNavigate();
  const copy = useCall('copyBook', [keys.books(summary.kind)]);
  const [as, setAs] = useState(summary.book);
  const { kind, book, version } = summary;
  const submit = (): void => {
    copy.mutate(
      { params: { kind, book, version }, body: { as } },
      {
        onSuccess: (made) => {
          onClose();
          void navigate(`/coalition/books/${kind}/${made.book}/${String(made.version)}`);
        },
      },
    );
  };
  return (
    <Dialog title={t('book.copyTitle', { name: summary.name })} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField label={t('book.copyAs')} hint={t('book.copyHint')} value={as} onChange={setAs} />
        <ProblemNote error={copy.error} />
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" submit busy={copy.isPending}>
            {t('book.copy')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
