import type { Reminders } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { keys } from '../api/keys.js';
import { useCall, useReminders } from '../api/queries.js';
import { useT } from '../messages/use-t.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { Skeleton } from '../ui/placeholders.js';
import { ProblemNote } from '../ui/problem-note.js';
import { ReminderFields } from './reminder-fields.js';
import { isSame, remindersSentence, tooMany } from './words.js';

/** When and how one is reminded of every deadline; of a single one otherwise on its own card. */
export function GeneralReminders(): ReactNode {
  const t = useT();
  const { data, error, refetch } = useReminders();
  return (
    <section className="stack-tight page-narrow settings-part" aria-labelledby="reminders-title">
      <h2 id="reminders-title">{t('reminders.title')}</h2>
      <p className="quiet">{t('reminders.intro')}</p>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {data === undefined && error === null && <Skeleton lines={4} />}
      {data !== undefined && <Form saved={data.reminders} chosen={data.chosen} letters={data.letters} />}
    </section>
  );
}

type FormProps = { readonly saved: Reminders; readonly chosen: boolean; readonly letters: boolean };

function Form({ saved, chosen, letters }: FormProps): ReactNode {
  const t = useT();
  const [value, setValue] = useState(saved);
  const set = useCall('setReminders', [keys.reminders]);
  const choose = (reminders: Reminders | null): void => {
    set.mutate(
      { body: { reminders } },
      {
        onSuccess: (answer) => {
          setValue(answer.reminders);
        },
      },
    );
  };
  return (
    <form
      className="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        choose(value);
      }}
    >
      <p>{remindersSentence(value, t)}</p>
      <ReminderFields value={value} letters={letters} onChange={setValue} />
      <ProblemNote error={set.error} />
      {set.isSuccess && isSame(value, saved) && (
        <Notice tone="good" live>
          {t('reminders.saved')}
        </Notice>
      )}
      <div className="row">
        <Button
          look="primary"
          submit
          busy={set.isPending}
          reason={tooMany(value, t) ?? (isSame(value, saved) ? t('settings.unchanged') : null)}
        >
          {t('reminders.save')}
        </Button>
        {chosen && (
          <Button
            busy={set.isPending}
            onClick={() => {
              choose(null);
            }}
          >
            {t('reminders.default')}
          </Button>
        )}
      </div>
    </form>
  );
}
