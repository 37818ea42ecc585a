import type { Procedure, Receipt as Entry } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useT } from '../messages/use-t.js';
import { At, HashText } from '../ui/chips.js';

/** The entry of the record that a message made: by its nonce or id, or the last one of a type that has neither. */
export const entryOf = ({ receipts }: Pick<Procedure, 'receipts'>, named: string): Entry | null =>
  receipts.findLast(({ key, type }) => key === named || (key === null && type === named)) ?? null;

/** What was recorded, with its number in the record, its hash and its instant. */
export function Receipt({
  procedure,
  entries,
  what,
}: {
  procedure: Procedure;
  entries: readonly Entry[];
  what: string;
}): ReactNode {
  const t = useT();
  const last = entries.at(-1);
  const numbers = entries.map(({ sequence }) => `#${String(sequence)}`).join(', ');
  return (
    <div className="receipt" role="status">
      <p className="receipt-number">
        {last === undefined ? t('sheet.recorded') : t('sheet.receipt', { numbers })}
      </p>
      <p>{what}</p>
      <dl className="facts">
        <dt>{t('act.receiptHash')}</dt>
        <dd>
          <HashText hash={procedure.packageHash} whole />
        </dd>
        {last !== undefined && (
          <>
            <dt>{t('act.receiptAt')}</dt>
            <dd>
              <At ms={last.at} />
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}
