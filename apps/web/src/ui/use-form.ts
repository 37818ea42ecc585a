import { useState } from 'react';
import { factsOf } from '../api/failure.js';
import { useT, type Translate } from '../messages/use-t.js';

/** As zod names a fault; its own sentences are for programmers. */
type Issue = {
  readonly path: readonly PropertyKey[];
  readonly code: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly format?: string;
  readonly origin?: string;
};
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
  const t = useT();
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
      setErrors(parsed.success ? new Map() : errorsOf(parsed.error.issues, t));
      return parsed.success ? parsed.data : null;
    },
    refuse: (error) => {
      // The server's own words for a fault are for programmers; which field it is in is what counts here.
      const faults = factsOf(error).faults ?? [];
      setErrors(new Map(faults.map(({ at }) => [at.replace(/^body\./, ''), t('invalid.refused')])));
    },
  };
}

/** The first message of each path. */
export function errorsOf(issues: readonly Issue[], t: Translate): FieldErrors {
  const errors = new Map<string, string>();
  for (const issue of issues) {
    const at = issue.path.map(String).join('.');
    const isSlug = issue.code === 'invalid_format' && issue.path.at(-1) === 'slug';
    if (!errors.has(at)) errors.set(at, isSlug ? t('invalid.slug') : issueWords(issue, t));
  }
  return errors;
}

function issueWords({ code, minimum, maximum, format, origin }: Issue, t: Translate): string {
  if (code === 'invalid_type') return t('common.required');
  if (code === 'invalid_format') return t(format === 'email' ? 'invalid.email' : 'invalid.format');
  if (code === 'too_big')
    return t(origin === 'string' ? 'invalid.long' : 'invalid.large', { most: Number(maximum) });
  if (code !== 'too_small') return t('invalid.format');
  if (origin === 'array') return t('invalid.none');
  if (origin !== 'string') return t('invalid.small', { least: Number(minimum) });
  return Number(minimum) === 1 ? t('common.required') : t('invalid.short', { least: Number(minimum) });
}

function withoutField(errors: FieldErrors, name: string): FieldErrors {
  return new Map([...errors].filter(([at]) => at !== name && !at.startsWith(`${name}.`)));
}
