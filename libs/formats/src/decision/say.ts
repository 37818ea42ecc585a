import { IntlMessageFormat } from 'intl-messageformat';

type Values = Readonly<Record<string, string | number>>;

/** A catalogue of ICU messages as a function of its ids. Each message is read once. */
export function sayFrom<Id extends string>(
  words: Readonly<Record<Id, string>>,
  locale: string,
): (id: Id, values?: Values) => string {
  const read = new Map<Id, IntlMessageFormat>();
  return (id, values) => {
    const known = read.get(id) ?? new IntlMessageFormat(words[id], locale);
    read.set(id, known);
    return String(known.format(values));
  };
}
