import { awaitedOf } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import { BellRing } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { keys } from '../api/keys.js';
import type { Answer } from '../api/call.js';
import { useCall, useProcedureReminders } from '../api/queries.js';
import { useMe } from '../frame/actor.js';
import { useT } from '../messages/use-t.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { Radios } from '../ui/field.js';
import { ProblemNote } from '../ui/problem-note.js';
import { ReminderFields } from './reminder-fields.js';
import { remindersSentence, tooMany } from './words.js';

type Held = Answer<'procedureReminders'>;

/** When the person at this screen is reminded of this deadline, and the way to choose otherwise for it alone. */
export function ProcedureReminders({ procedure }: { readonly procedure: Procedure }): ReactNode {
  const t = useT();
  const me = useMe();
  const { data, error } = useProcedureReminders(procedure.id);
  const [open, setOpen] = useState(false);
  if (data === undefined) return <ProblemNote error={error} />;
  const { before, by, always } = data.reminders;
  const comes = always || awaitedOf(procedure.core).includes(me.delegation);
  const idle = before.length > 0 && by.length > 0 && !comes;
  return (
    <div className="row">
      <span className="small">
        {remindersSentence(data.reminders, t)}
        {idle && ` ${t('reminders.notAwaited', { delegation: me.delegationName })}`}
      </span>
      <Button
        small
        icon={BellRing}
        onClick={() => {
          setOpen(true);
        }}
      >
        {t('reminders.change')}
      </Button>
      {open && (
        <Choice
          procedure={procedure}
          held={data}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </div>
  );
}

const WHICH = ['general', 'own', 'none'] as const;
type Which = (typeof WHICH)[number];

const NONE = { before: [], by: [], always: false };

type ChoiceProps = { readonly procedure: Procedure; readonly held: Held; readonly onClose: () => void };

function Choice({ procedure, held, onClose }: ChoiceProps): ReactNode {
  const t = useT();
  const { reminders, general, chosen, letters } = held;
  const isNone = chosen && reminders.before.length === 0;
  const [which, setWhich] = useState<Which>(chosen ? (isNone ? 'none' : 'own') : 'general');
  const [own, setOwn] = useState(isNone ? general : reminders);
  const set = useCall('setProcedureReminders', [keys.procedureReminders(procedure.id)]);
  const choice = { general: null, own, none: NONE }[which];
  return (
    <Dialog title={t('reminders.forThis')} onClose={onClose}>
      <form
        className="stack-tight"
        onSubmit={(event) => {
          event.preventDefault();
          set.mutate(
            { params: { procedure: procedure.id }, body: { reminders: choice } },
            { onSuccess: onClose },
          );
        }}
      >
        <Radios
          label={t('reminders.which')}
          options={WHICH.map((value) => ({ value, label: t(`reminders.which.${value}`) }))}
          value={which}
          onChange={setWhich}
        />
        {which === 'general' && <p className="quiet">{remindersSentence(general, t)}</p>}
        {which === 'none' && <p className="quiet">{t('reminders.whichNone')}</p>}
        {which === 'own' && <ReminderFields value={own} letters={letters} onChange={setOwn} />}
        <ProblemNote error={set.error} />
        <div>
          <Button
            look="primary"
            submit
            busy={set.isPending}
            reason={which === 'own' ? tooMany(own, t) : null}
          >
            {t('reminders.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
