import type { ReactNode } from 'react';
import { isMessage, useT, type Translate } from '../../messages/use-t.js';
import { Notice } from '../../ui/notice.js';
import type { FieldFault } from './use-book.js';

/** What is wrong and what to do about it; a code that came over the wire and is not known here stands as it is. */
export function faultWords(t: Translate, code: string): string {
  const id = `book.fault.${code}`;
  return isMessage(id) ? t(id) : code;
}

/** The name of the field, or of the one that it is part of. */
function fieldWords(t: Translate, at: string): string {
  const id = `book.field.${at}`;
  if (isMessage(id)) return t(id);
  const end = at.lastIndexOf('.');
  return end < 0 ? at : fieldWords(t, at.slice(0, end));
}

/** All faults of a version together. */
export function FaultSummary({ faults }: { faults: readonly FieldFault[] }): ReactNode {
  const t = useT();
  if (faults.length === 0) return null;
  return (
    <Notice tone="bad">
      <strong>{t('book.faults', { count: faults.length })}</strong>
      <ul className="fault-list">
        {faults.map(({ at, code }) => (
          <li key={`${at} ${code}`}>
            {t('fault.at', { at: fieldWords(t, at), message: faultWords(t, code) })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
