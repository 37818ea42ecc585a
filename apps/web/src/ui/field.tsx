import { CircleAlert } from 'lucide-react';
import { useId, type ChangeEvent, type HTMLInputAutoCompleteAttribute, type ReactNode } from 'react';
import { useT } from '../messages/use-t.js';

type FieldProps = {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  optional?: boolean;
  className?: string | undefined;
};

type Wiring = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined };

function Field({
  label,
  hint,
  error,
  optional,
  className,
  children,
}: FieldProps & { children: (wiring: Wiring) => ReactNode }): ReactNode {
  const t = useT();
  const id = useId();
  const hintId = hint === undefined ? null : `${id}-hint`;
  const errorId = error === undefined ? null : `${id}-error`;
  const described = [hintId, errorId].filter((one) => one !== null).join(' ');
  return (
    <div className={className === undefined ? 'field' : `field ${className}`}>
      <label className="field-label" htmlFor={id}>
        {label}
        {optional === true && <span className="quiet"> ({t('common.optional')})</span>}
      </label>
      {hintId !== null && (
        <span id={hintId} className="field-hint">
          {hint}
        </span>
      )}
      {children({
        id,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {errorId !== null && (
        <span id={errorId} className="field-error">
          <CircleAlert size={13} aria-hidden="true" />
          {error}
        </span>
      )}
    </div>
  );
}

type TextProps = FieldProps & {
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'email' | 'password' | 'number' | 'date' | 'datetime-local';
  name?: string;
  autoComplete?: HTMLInputAutoCompleteAttribute;
  multiline?: boolean;
  maxLength?: number;
  inputMode?: 'numeric' | 'text';
  spellCheck?: boolean;
};

export function TextField({ value, onChange, multiline, type = 'text', ...rest }: TextProps): ReactNode {
  const { name, autoComplete, maxLength, inputMode, spellCheck, ...field } = rest;
  const native = { name, autoComplete, maxLength, inputMode, spellCheck };
  const hear = (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>): void => {
    onChange(event.target.value);
  };
  return (
    <Field {...field}>
      {(wiring) =>
        multiline === true ? (
          <textarea {...wiring} {...native} className="input" value={value} onChange={hear} />
        ) : (
          <input {...wiring} {...native} type={type} className="input" value={value} onChange={hear} />
        )
      }
    </Field>
  );
}

export type Option<Value extends string> = { readonly value: Value; readonly label: string };

type SelectProps<Value extends string> = FieldProps & {
  value: Value;
  options: readonly Option<Value>[];
  onChange: (value: Value) => void;
};

export function SelectField<Value extends string>(props: SelectProps<Value>): ReactNode {
  const { value, options, onChange, ...field } = props;
  return (
    <Field {...field}>
      {(wiring) => (
        <select
          {...wiring}
          className="input"
          value={value}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen !== undefined) onChange(chosen.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

type ChecksProps<Value extends string> = {
  label: string;
  options: readonly Option<Value>[];
  values: readonly Value[];
  onChange: (values: Value[]) => void;
  error?: string | undefined;
  className?: string;
};

/** Any number out of a few. */
export function Checks<Value extends string>(props: ChecksProps<Value>): ReactNode {
  const { label, options, values, onChange, error, className } = props;
  return (
    <fieldset className={className === undefined ? 'field' : `field ${className}`}>
      <legend className="field-label">{label}</legend>
      <div className="checks">
        {options.map(({ value, label: words }) => (
          <Check
            key={value}
            label={words}
            checked={values.includes(value)}
            onChange={(checked) => {
              onChange(checked ? [...values, value] : values.filter((one) => one !== value));
            }}
          />
        ))}
      </div>
      {error !== undefined && <span className="field-error">{error}</span>}
    </fieldset>
  );
}

export function Check({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}): ReactNode {
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      {label}
    </label>
  );
}

type RadioProps<Value extends string> = {
  label: string;
  options: readonly Option<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
};

/** One out of a few. */
export function Radios<Value extends string>({
  label,
  options,
  value,
  onChange,
}: RadioProps<Value>): ReactNode {
  const name = useId();
  return (
    <fieldset className="field">
      <legend className="field-label">{label}</legend>
      <div className="checks">
        {options.map((option) => (
          <label key={option.value} className="check">
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => {
                onChange(option.value);
              }}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
