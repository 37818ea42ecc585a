import type { Power } from '@entente/access';
import type { Person } from '@entente/contracts';
import { instant } from '@entente/kernel';
import { useState, type FormEvent, type ReactNode } from 'react';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/field.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { PowersField } from './role-fields.js';

/** Today as `YYYY-MM-DD` in the person's own zone. */
const today = (): string => new Intl.DateTimeFormat('sv-SE').format(Date.now());

export function AccreditForm({ person }: { person: Person }): ReactNode {
  const t = useT();
  const [powers, setPowers] = useState<Power[]>([]);
  const [from, setFrom] = useState(today);
  const [to, setTo] = useState('');
  const [by, setBy] = useState('');
  const add = useCall('addMandate', [keys.people]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const body = {
      person: person.id,
      powers,
      from: startOf(from),
      // The last day counts in full: a mandate runs until the start of the day after.
      to: to === '' ? null : instant(startOf(to) + 86_400_000),
      accreditedBy: by.trim(),
    };
    add.mutate(
      { body },
      {
        onSuccess: () => {
          setPowers([]);
          setBy('');
        },
      },
    );
  };
  const incomplete = powers.length === 0 || by.trim() === '' || from === '';
  return (
    <form className="card stack" onSubmit={submit}>
      <h3>{t('mandates.addTitle')}</h3>
      <PowersField powers={powers} onChange={setPowers} />
      <div className="form-grid">
        <TextField label={t('mandates.from')} type="date" value={from} onChange={setFrom} />
        <TextField
          label={t('mandates.to')}
          hint={t('mandates.toHint')}
          type="date"
          value={to}
          onChange={setTo}
        />
      </div>
      <TextField
        label={t('mandates.by')}
        hint={t('mandates.byHint')}
        maxLength={300}
        value={by}
        onChange={setBy}
      />
      <ProblemNote error={add.error} />
      <div>
        <Button look="primary" submit busy={add.isPending} reason={incomplete ? t('common.required') : null}>
          {t('mandates.add')}
        </Button>
      </div>
    </form>
  );
}

function startOf(day: string): ReturnType<typeof instant> {
  return instant(new Date(`${day}T00:00:00`).getTime());
}
