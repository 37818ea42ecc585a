import type { Procedure } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';
import { ActSheet } from '../../ui/act-sheet.js';
import { HashText } from '../../ui/chips.js';

type SheetProps = {
  readonly procedure: Procedure;
  readonly title: string;
  readonly what: string;
  readonly next: string;
  readonly submit: string;
  readonly reason: string | null;
  /** Of the call that records it. */
  readonly call: { readonly isPending: boolean; readonly isSuccess: boolean; readonly error: Error | null };
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
};

/** An act sheet on a procedure that runs: on its hash, under its rule. What is typed to confirm is the revision. */
export function ProcedureSheet(props: SheetProps): ReactNode {
  const t = useT();
  const { procedure, title, what, next, submit, reason, call, onSubmit, onClose, children } = props;
  return (
    <ActSheet
      title={title}
      what={what}
      hash={procedure.packageHash}
      rule={t(`rule.${procedure.rule}`)}
      next={next}
      sees={t('vote.sees')}
      word={t('versions.rev', { revision: procedure.revision })}
      submit={submit}
      reason={reason}
      pending={call.isPending}
      error={call.error}
      onSubmit={onSubmit}
      onClose={onClose}
      receipt={
        call.isSuccess ? (
          <div className="receipt" role="status">
            <p className="receipt-number">{t('sheet.recorded')}</p>
            <p>{what}</p>
            <dl className="facts">
              <dt>{t('act.receiptHash')}</dt>
              <dd>
                <HashText hash={procedure.packageHash} whole />
              </dd>
            </dl>
          </div>
        ) : null
      }
    >
      {children}
    </ActSheet>
  );
}
