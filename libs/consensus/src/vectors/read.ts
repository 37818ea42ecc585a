import { err, ok, type Result } from '@entente/kernel';

/** What is wrong with a vector file: where in it (`vectors[3].rule.num`), and what belongs there instead. */
export interface VectorFault {
  readonly at: string;
  readonly message: string;
}

/** Reads a value of a parsed JSON file strictly: unknown fields, other types and other words are faults. */
export type Read<T> = (value: unknown, at: string) => Result<T, VectorFault>;

type Shape = Readonly<Record<string, Read<unknown>>>;
export type ReadOf<R> = R extends Read<infer T> ? T : never;

const fault = (at: string, message: string): { readonly ok: false; readonly error: VectorFault } =>
  err({ at, message });

/** What was found, short enough for one line. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
}

export const text: Read<string> = (value, at) =>
  typeof value === 'string' && value !== ''
    ? ok(value)
    : fault(at, `give a text that is not empty, not ${shown(value)}`);

export const flag: Read<boolean> = (value, at) =>
  typeof value === 'boolean' ? ok(value) : fault(at, `give true or false, not ${shown(value)}`);

/** A whole number from `least`, exact as a double. */
export const whole =
  (least: number): Read<number> =>
  (value, at) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= least
      ? ok(value)
      : fault(at, `give a whole number from ${String(least)} to 2^53 - 1, not ${shown(value)}`);

/** Any number: what a vector of a bad input needs. */
export const anyNumber: Read<number> = (value, at) =>
  typeof value === 'number' ? ok(value) : fault(at, `give a number, not ${shown(value)}`);

export const oneOf =
  <T extends string>(words: readonly T[]): Read<T> =>
  (value, at) => {
    const found = words.find((word) => word === value);
    return found === undefined
      ? fault(at, `give one of ${words.join(', ')}, not ${shown(value)}`)
      : ok(found);
  };

/** The first of the readings that fits; `what` says in words what belongs there. */
export const anyOf =
  <R extends readonly Read<unknown>[]>(what: string, ...reads: R): Read<ReadOf<R[number]>> =>
  (value, at) => {
    for (const read of reads) {
      const found = read(value, at);
      // Read by one of the readings, whichever it was.
      if (found.ok) return ok(found.value as ReadOf<R[number]>);
    }
    return fault(at, `give ${what}, not ${shown(value)}`);
  };

export const optional =
  <T>(read: Read<T>): Read<T | undefined> =>
  (value, at) =>
    value === undefined ? ok(undefined) : read(value, at);

export const listOf =
  <T>(read: Read<T>): Read<readonly T[]> =>
  (value, at) => {
    if (!Array.isArray(value)) return fault(at, `give a list, not ${shown(value)}`);
    const list: T[] = [];
    for (const [index, entry] of (value as unknown[]).entries()) {
      const found = read(entry, `${at}[${String(index)}]`);
      if (!found.ok) return found;
      list.push(found.value);
    }
    return ok(list);
  };

/** An object whose fields are names of the file's own choosing. */
export const mapOf =
  <T>(read: Read<T>): Read<ReadonlyMap<string, T>> =>
  (value, at) => {
    if (!isObject(value)) return fault(at, `give an object, not ${shown(value)}`);
    const map = new Map<string, T>();
    for (const [name, entry] of Object.entries(value)) {
      const found = read(entry, `${at}.${name}`);
      if (!found.ok) return found;
      map.set(name, found.value);
    }
    return ok(map);
  };

/** An object of exactly these fields; those read by `optional` may be missing. */
export const objectOf =
  <S extends Shape>(shape: S): Read<{ readonly [K in keyof S]: ReadOf<S[K]> }> =>
  (value, at) => {
    if (!isObject(value)) return fault(at, `give an object, not ${shown(value)}`);
    const stranger = Object.keys(value).find((name) => !Object.hasOwn(shape, name));
    if (stranger !== undefined) {
      return fault(`${at}.${stranger}`, `unknown field; known here: ${Object.keys(shape).join(', ')}`);
    }
    const fields: Record<string, unknown> = {};
    for (const [name, read] of Object.entries(shape)) {
      const found = read(value[name], `${at}.${name}`);
      if (!found.ok) return found;
      if (found.value !== undefined) fields[name] = found.value;
    }
    // Each field was read by its own entry of the shape.
    return ok(fields as { readonly [K in keyof S]: ReadOf<S[K]> });
  };

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
