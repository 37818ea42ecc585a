import { setup } from '@entente/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { signedIn } from '../../api/session.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { errorsOf, type FieldErrors } from '../../ui/use-form.js';
import { emptyDraft, type DraftSetup } from './draft.js';
import { AdministratorStep, CoalitionStep } from './step-identity.js';
import { PartnersStep } from './step-partners.js';
import { PeopleStep } from './step-people.js';

const STEPS = ['administrator', 'coalition', 'partners', 'people'] as const;

export type StepProps = {
  draft: DraftSetup;
  errors: FieldErrors;
  change: (part: Partial<DraftSetup>) => void;
};

const STEP = {
  administrator: AdministratorStep,
  coalition: CoalitionStep,
  partners: PartnersStep,
  people: PeopleStep,
} as const;

/** Four steps, checked one by one with the server's own schema, sent once at the end. */
export function Wizard({ onBack }: { onBack: () => void }): ReactNode {
  const t = useT();
  const [at, setAt] = useState(0);
  const [draft, setDraft] = useState(() => emptyDraft(Intl.DateTimeFormat().resolvedOptions().timeZone));
  const [errors, setErrors] = useState<FieldErrors>(new Map());
  const { send, pending, error } = useSend();
  const name = STEPS[at] ?? 'people';
  const Step = STEP[name];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const checked = setup.shape[name].safeParse(draft[name]);
    setErrors(checked.success ? new Map() : errorsOf(checked.error.issues, t));
    if (!checked.success) return;
    if (at < STEPS.length - 1) setAt(at + 1);
    else send(draft);
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <nav aria-label={t('setup.steps')}>
        <ol className="steps">
          {STEPS.map((step, index) => (
            <li key={step} aria-current={index === at ? 'step' : undefined}>
              {t(`setup.${step}`)}
            </li>
          ))}
        </ol>
      </nav>
      <div className="stack-tight">
        <p className="quiet small">{t('setup.step', { at: at + 1, of: STEPS.length })}</p>
        <h1>{t(`setup.${name}`)}</h1>
        <p className="sentence">{t(`setup.${name}Text`)}</p>
      </div>
      <Step
        draft={draft}
        errors={errors}
        change={(part) => {
          setErrors(new Map());
          setDraft((before) => ({ ...before, ...part }));
        }}
      />
      <ProblemNote error={error} />
      <div className="row row-apart">
        <Button
          onClick={() => {
            if (at === 0) onBack();
            else setAt(at - 1);
          }}
        >
          {t('common.back')}
        </Button>
        <Button look="primary" submit busy={pending}>
          {at === STEPS.length - 1 ? t('setup.submit') : t('common.next')}
        </Button>
      </div>
    </form>
  );
}

function useSend(): { send: (draft: DraftSetup) => void; pending: boolean; error: Error | null } {
  const navigate = useNavigate();
  const client = useQueryClient();
  const create = useCall('setup', []);
  const signIn = useCall('signIn', []);
  const enter = async ({ email, password }: DraftSetup['administrator']): Promise<void> => {
    signedIn(await signIn.mutateAsync({ body: { email, password } }));
    await navigate('/coalition/people');
    // Last: as soon as a coalition is known to stand, the first-run page gives way to sign-in.
    await client.invalidateQueries({ queryKey: keys.setup });
  };
  return {
    send: (draft) => {
      const body = setup.parse(draft);
      create.mutate({ body }, { onSuccess: () => void enter(draft.administrator) });
    },
    pending: create.isPending || signIn.isPending,
    error: create.error ?? signIn.error,
  };
}
