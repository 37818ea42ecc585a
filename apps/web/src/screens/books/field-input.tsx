import type { Lane, Period, Rule, RulebookContent } from '@entente/consensus';
import { useState, type ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';
import { Check, Checks, SelectField, TextField } from '../../ui/field.js';
import { DerogationInput, HoldInput, ReviewInput } from './after-input.js';
import type { BookField, FieldForm } from './fields.js';
import { LanesInput } from './lanes-input.js';
import { numberOf } from './number-of.js';
import { PeriodInput } from './period-input.js';
import { RuleInput } from './rule-input.js';
import { textForm } from './text-forms.js';

interface InputProps {
  readonly field: BookField;
  readonly value: unknown;
  readonly error: string | undefined;
  readonly onChange: (path: string, value: unknown) => void;
  /** Told when what is typed cannot be read as a value, and when it can again. */
  readonly onReadable: (path: string, readable: boolean) => void;
}

type Named = InputProps & { readonly label: string; readonly hear: (next: unknown) => void };

const INPUTS: Readonly<Partial<Record<FieldForm, (props: Named) => ReactNode>>> = {
  flag: FlagInput,
  choice: Choice,
  several: Several,
  period: ({ label, value, error, hear }) => (
    <PeriodInput label={label} value={value as Period} error={error} onChange={hear} />
  ),
  rule: ({ label, value, error, hear }) => (
    <RuleInput label={label} value={value as Rule} optional={false} error={error} onChange={hear} />
  ),
  optionalRule: ({ label, value, error, hear }) => (
    <RuleInput label={label} value={value as Rule | null} optional error={error} onChange={hear} />
  ),
  lanes: ({ label, value, error, hear }) => (
    <LanesInput label={label} value={value as readonly Lane[]} error={error} onChange={hear} />
  ),
  hold: ({ label, value, error, hear }) => (
    <HoldInput label={label} value={value as RulebookContent['hold']} error={error} onChange={hear} />
  ),
  derogation: ({ label, value, error, hear }) => (
    <DerogationInput
      label={label}
      value={value as RulebookContent['derogation']}
      error={error}
      onChange={hear}
    />
  ),
  review: ({ label, value, error, hear }) => (
    <ReviewInput label={label} value={value as RulebookContent['review']} error={error} onChange={hear} />
  ),
  line: ({ label, value, error, hear }) => (
    <TextField label={label} value={value as string} error={error} onChange={hear} />
  ),
  prose: ({ label, value, error, hear }) => (
    <TextField
      className="wide"
      multiline
      label={label}
      value={value as string}
      error={error}
      onChange={hear}
    />
  ),
  optionalLine: ({ label, value, error, hear }) => (
    <TextField
      optional
      label={label}
      value={(value as string | null) ?? ''}
      error={error}
      onChange={(text) => {
        hear(text === '' ? null : text);
      }}
    />
  ),
  number: ({ label, value, error, hear }) => (
    <TextField
      label={label}
      inputMode="numeric"
      value={String(value as number | string)}
      error={error}
      onChange={(text) => {
        hear(numberOf(text));
      }}
    />
  ),
};

/** One field of a book, in the form that fits what it holds. */
export function FieldInput(props: InputProps): ReactNode {
  const t = useT();
  const { field, onChange } = props;
  const Input = INPUTS[field.form] ?? WrittenInput;
  const hear = (next: unknown): void => {
    onChange(field.path, next);
  };
  return <Input {...props} label={t(`book.field.${field.path}`)} hear={hear} />;
}

function FlagInput({ label, value, error, hear }: Named): ReactNode {
  return (
    <div className="field">
      <Check label={label} checked={value === true} onChange={hear} />
      {error !== undefined && <span className="field-error">{error}</span>}
    </div>
  );
}

function Choice({ field, value, error, onChange, label }: Named): ReactNode {
  const t = useT();
  const known = field.choices ?? [];
  // A quorum may be a number of members.
  const choices = typeof value === 'number' ? [...known, String(value)] : known;
  return (
    <SelectField
      label={label}
      error={error}
      value={String(value as string | number)}
      options={choices.map((choice) => ({
        value: choice,
        label: known.includes(choice) ? t(`book.code.${choice}` as 'book.code.none') : choice,
      }))}
      onChange={(chosen) => {
        onChange(field.path, known.includes(chosen) ? chosen : Number(chosen));
      }}
    />
  );
}

function Several({ field, value, error, label, hear }: Named): ReactNode {
  const t = useT();
  return (
    <Checks
      label={label}
      error={error}
      values={value as readonly string[]}
      options={(field.choices ?? []).map((choice) => ({
        value: choice,
        label: t(`book.code.${choice}` as 'book.code.none'),
      }))}
      onChange={hear}
    />
  );
}

/** A list or a structure, written in lines; what cannot be read stays as typed. */
function WrittenInput({ field, value, error, onChange, onReadable, label }: Named): ReactNode {
  const t = useT();
  const { write, read } = textForm(field.form);
  const short = field.form === 'codes' || field.form === 'weekdays';
  const [text, setText] = useState(() => write(value));
  return (
    <TextField
      className={short ? undefined : 'wide book-written'}
      multiline={!short}
      spellCheck={false}
      label={label}
      hint={t(`book.hint.${field.form}` as 'book.hint.structure')}
      value={text}
      error={error}
      onChange={(typed) => {
        setText(typed);
        const found = read(typed);
        onReadable(field.path, found.ok);
        if (found.ok) onChange(field.path, found.value);
      }}
    />
  );
}
