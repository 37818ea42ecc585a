import { useState } from 'react';
import { factsOf } from '../api/failure.js';

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };
/** The part of a contracts schema that a form needs. */
type Schema<Output> = {
  safeParse: (
    value: unknown,
  ) => { success: true; data: Output } | { success: false; error: { issues: readonly Issue[] } };
};

/** Field errors by path, `people.0.email`. */
export type FieldErrors = ReadonlyMap<string, string>;

export type Form<Values, Output> = {
  values: Values;
  errors: FieldErrors;
  set: <Name extends keyof Values>(name: Name, value: Values[Name]) => void;
  /** The parsed values, or null; then `errors` says why. */
  check: () => Output | null;
  /** Takes the faults that a refusal names into the fields. */
  refuse: (error: unknown) => void;
};

/** A form's values, checked by the schema that the server checks with too. */
export function useForm<Values extends object, Output>(
  initial: Values,
  schema: Schema<Output>,
): Form<Values, Output> {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<FieldErrors>(new Map());
  return {
    values,
    errors,
    set: (name, value) => {
      setValues((before) => ({ ...before, [name]: value }));
      setErrors((before) => withoutField(before, String(name)));
    },
    check: () => {
      const parsed = schema.safeParse(values);
      setErrors(parsed.success ? new Map() : errorsOf(parsed.error.issues));
      return parsed.success ? parsed.data : null;
    },
    refuse: (error) => {
      setErrors(
        new Map((factsOf(error).faults ?? []).map(({ at, message }) => [at.replace(/^body\./, ''), message])),
      );
    },
  };
}

/** The first message of each path. */
export function errorsOf(issues: readonly Issue[]): FieldErrors {
  const errors = new Map<string, string>();
  for (const { path, message } of issues) {
    const at = path.map(String).join('.');
    if (!errors.has(at)) errors.set(at, message);
  }
  return errors;
}

function withoutField(errors: FieldErrors, name: string): FieldErrors {
  return new Map([...errors].filter(([at]) => at !== name && !at.startsWith(`${name}.`)));
}
