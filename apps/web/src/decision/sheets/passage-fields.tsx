import { unitsWithWords, type AskedPassage } from '@entente/document';
import { Plus, X } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';
import type { ReadText } from '../../text/read-text.js';
import { wordsWithin } from '../../text/words-within.js';
import { Button } from '../../ui/button.js';
import { SelectField, TextField } from '../../ui/field.js';

type PassageProps = {
  readonly number: number;
  readonly passage: AskedPassage;
  readonly text: ReadText;
  /** What is wrong with it; undefined: nothing. */
  readonly fault: string | undefined;
  readonly onChange: (passage: AskedPassage) => void;
  /** Undefined: it is the only one. */
  readonly onRemove: (() => void) | undefined;
};

const NONE = '';

export const NEW_PASSAGE: AskedPassage = { unit: '', before: '', after: '' };

type FieldsProps = {
  readonly written: readonly AskedPassage[];
  readonly text: ReadText;
  /** What is wrong with the passage at this index; undefined: nothing. */
  readonly faultAt: (at: number) => string | undefined;
  readonly onWritten: (written: readonly AskedPassage[]) => void;
};

/** The passages of a corrigendum, and a button for one more. */
export function PassageFields({ written, text, faultAt, onWritten }: FieldsProps): ReactNode {
  const t = useT();
  return (
    <>
      {written.map((passage, at) => (
        <PassageField
          // Passages have no name; their order is what they are.
          key={String(at)}
          number={at + 1}
          passage={passage}
          text={text}
          fault={faultAt(at)}
          onChange={(changed) => {
            onWritten(written.map((one, index) => (index === at ? changed : one)));
          }}
          onRemove={
            written.length === 1
              ? undefined
              : () => {
                  onWritten(written.filter((_one, index) => index !== at));
                }
          }
        />
      ))}
      <div>
        <Button
          small
          icon={Plus}
          onClick={() => {
            onWritten([...written, NEW_PASSAGE]);
          }}
        >
          {t('corrigendum.add')}
        </Button>
      </div>
    </>
  );
}

/** One passage of a corrigendum: where, the words that stand there, and those that are to be read. */
function PassageField(props: PassageProps): ReactNode {
  const { number, passage, text, fault, onChange, onRemove } = props;
  const t = useT();
  const units = useMemo(() => unitsWithWords(text.sections), [text]);
  const stands = units.find(({ unit }) => unit === passage.unit)?.words ?? [];
  const options = useMemo(
    () =>
      units.map(({ unit }) => {
        const citation = text.labels.get(unit)?.citation ?? '';
        const words = wordsWithin(text, unit);
        return { value: unit, label: citation === '' ? words : `${citation}: ${words}` };
      }),
    [units, text],
  );
  return (
    <fieldset className="stack-tight">
      <legend>{t('corrigendum.passage', { number })}</legend>
      <SelectField
        label={t('corrigendum.provision')}
        value={passage.unit}
        options={[{ value: NONE, label: t('open.chooseProvision') }, ...options]}
        onChange={(unit) => {
          onChange({ ...passage, unit });
        }}
      />
      {stands.map((words) => (
        <blockquote key={words} className="serif passage-stands">
          {words}
        </blockquote>
      ))}
      <div className="form-grid">
        <TextField
          label={t('corrigendum.for')}
          hint={t('corrigendum.forHint')}
          value={passage.before}
          multiline
          error={fault}
          onChange={(before) => {
            onChange({ ...passage, before });
          }}
        />
        <TextField
          label={t('corrigendum.read')}
          hint={t('corrigendum.readHint')}
          value={passage.after}
          multiline
          onChange={(after) => {
            onChange({ ...passage, after });
          }}
        />
      </div>
      {onRemove !== undefined && (
        <div>
          <Button small icon={X} onClick={onRemove}>
            {t('corrigendum.remove', { number })}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
