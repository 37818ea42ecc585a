import { Gavel } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { ApiFailure } from '../../api/failure.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { HashText, StateChip } from '../../ui/chips.js';
import { Check, SelectField, TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { Empty, Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { StanceLegend } from '../../ui/stance-mark.js';
import { ActStates } from './act-states.js';
import { DecisionStates } from './decision-states.js';

const HASH = `sha256:${'0123456789abcdef'.repeat(4)}`;
const STATES = ['drafting', 'frozen', 'decision', 'adopted', 'published'] as const;

/** Components with their states side by side; in development only. */
export function ComponentsPage(): ReactNode {
  const t = useT();
  return (
    <main id="content" className="page stack">
      <h1>{t('dev.title')}</h1>
      <section className="stack-tight">
        <h2>{t('dev.buttons')}</h2>
        <div className="row">
          {(['primary', 'plain', 'quiet', 'link'] as const).map((look) => (
            <span key={look} className="row">
              <Button look={look}>{t('common.save')}</Button>
              <Button look={look} icon={Gavel} small>
                {t('common.save')}
              </Button>
              <Button look={look} reason={t('dev.reason')}>
                {t('common.save')}
              </Button>
            </span>
          ))}
        </div>
      </section>
      <FieldStates />
      <DecisionStates />
      <ActStates />
      <section className="stack-tight">
        <h2>{t('dev.marks')}</h2>
        <StanceLegend also={['not_bound', 'none']} />
      </section>
      <section className="stack-tight">
        <h2>{t('dev.notices')}</h2>
        {(['info', 'warn', 'bad', 'good'] as const).map((tone) => (
          <Notice key={tone} tone={tone}>
            {t('dev.words')}
          </Notice>
        ))}
        <ProblemNote
          error={
            new ApiFailure({
              code: 'TEXT_NOT_READY',
              faults: [{ at: t('section.article'), message: t('freeze.PROVISION_EMPTY') }],
              reference: 'a1b2c3',
            })
          }
        />
      </section>
      <section className="stack-tight">
        <h2>{t('dev.chips')}</h2>
        <div className="row">
          {STATES.map((state) => (
            <StateChip key={state} state={state} />
          ))}
          <HashText hash={HASH} />
        </div>
      </section>
      <section className="stack-tight">
        <h2>{t('dev.placeholders')}</h2>
        <Skeleton />
        <Empty title={t('dev.empty')} text={t('dev.emptyText')}>
          <Button>{t('common.add')}</Button>
        </Empty>
      </section>
    </main>
  );
}

function FieldStates(): ReactNode {
  const t = useT();
  const [value, setValue] = useState('');
  const [checked, setChecked] = useState(true);
  return (
    <section className="stack-tight">
      <h2>{t('dev.fields')}</h2>
      <div className="form-grid">
        <TextField label={t('dev.sample')} value={value} onChange={setValue} />
        <TextField label={t('dev.sample')} hint={t('dev.words')} optional value={value} onChange={setValue} />
        <TextField label={t('dev.sample')} error={t('common.required')} value={value} onChange={setValue} />
        <SelectField
          label={t('dev.sample')}
          value="a"
          options={[{ value: 'a', label: t('dev.words') }]}
          onChange={setValue}
        />
        <TextField label={t('dev.sample')} multiline value={value} onChange={setValue} />
        <Check label={t('dev.sample')} checked={checked} onChange={setChecked} />
      </div>
    </section>
  );
}
