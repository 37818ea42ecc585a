import { useState, type FormEvent, type ReactNode } from 'react';
import { useT } from '../messages/use-t.js';
import { Button } from './button.js';
import { HashText } from './chips.js';
import { Sheet } from './dialog.js';
import { TextField } from './field.js';
import { ProblemNote } from './problem-note.js';

type ActSheetProps = {
  title: string;
  what: string;
  /** The hash that the act names; null where it names none. */
  hash: string | null;
  rule: string;
  next: string;
  sees: string;
  /** What is typed to confirm. */
  word: string;
  submit: string;
  reason?: string | null;
  pending: boolean;
  error: unknown;
  onSubmit: () => void;
  onClose: () => void;
  /** Shown instead of the form once the act is recorded. */
  receipt: ReactNode;
  children?: ReactNode;
};

/** A formal act: said in full before, confirmed by typing, answered with a receipt (UI §0). */
export function ActSheet(props: ActSheetProps): ReactNode {
  const t = useT();
  const { title, receipt, onClose } = props;
  return (
    <Sheet title={title} onClose={onClose}>
      {receipt === null ? (
        <ActForm {...props} />
      ) : (
        <>
          {receipt}
          <div>
            <Button look="primary" onClick={onClose}>
              {t('act.done')}
            </Button>
          </div>
        </>
      )}
    </Sheet>
  );
}

function ActForm(props: ActSheetProps): ReactNode {
  const t = useT();
  const {
    what,
    hash,
    rule,
    next,
    sees,
    word,
    submit,
    reason = null,
    pending,
    error,
    onSubmit,
    onClose,
  } = props;
  const [typed, setTyped] = useState('');
  const confirmed = typed.trim().toUpperCase() === word.toUpperCase();
  const press = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className="stack" onSubmit={press}>
      <p className="sheet-lead">{what}</p>
      <dl className="facts">
        {hash !== null && (
          <>
            <dt>{t('act.onHash')}</dt>
            <dd>
              <HashText hash={hash} whole />
            </dd>
          </>
        )}
        <dt>{t('act.rule')}</dt>
        <dd>{rule}</dd>
        <dt>{t('act.next')}</dt>
        <dd>{next}</dd>
        <dt>{t('act.sees')}</dt>
        <dd>{sees}</dd>
      </dl>
      {props.children}
      <TextField
        label={t('act.confirm', { word })}
        value={typed}
        spellCheck={false}
        autoComplete="off"
        onChange={setTyped}
      />
      <ProblemNote error={error} />
      <div className="row">
        <Button
          look="primary"
          submit
          busy={pending}
          reason={reason ?? (confirmed ? null : t('act.confirmNeeded', { word }))}
        >
          {submit}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
