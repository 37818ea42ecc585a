import { useCallback, type ReactNode } from 'react';
import { useIntl, type MessageDescriptor } from 'react-intl';
import { en, type MessageId } from './en.js';

type Plain = Readonly<Record<string, string | number>>;
type Rich = Readonly<Record<string, ReactNode | ((chunks: ReactNode[]) => ReactNode)>>;

export type Translate = (id: MessageId, values?: Plain) => string;

/** The catalogue as a function; every string on the screen comes through it. */
export function useT(): Translate {
  const intl = useIntl();
  // The same function while the language is the same: what is computed from it is kept.
  return useCallback((id, values) => intl.formatMessage({ id } satisfies MessageDescriptor, values), [intl]);
}

/** A message with elements in it: tags and values of the catalogue's entry. */
export function T({ id, values }: { id: MessageId; values?: Rich }): ReactNode {
  const intl = useIntl();
  // A tag's answer and a value are both nodes; the library's own type wants them named apart.
  return intl.formatMessage({ id }, values as Record<string, string>);
}

/** Whether the catalogue has an entry: for codes that come over the wire. */
export function isMessage(id: string): id is MessageId {
  return Object.hasOwn(en, id);
}
