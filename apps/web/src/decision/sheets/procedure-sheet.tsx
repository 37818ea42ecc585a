import type { Procedure } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';
import { ActSheet } from '../../ui/act-sheet.js';
import { entryOf, Receipt } from '../receipt.js';

type SheetProps = {
  readonly procedure: Procedure;
  readonly title: string;
  readonly what: string;
  readonly next: string;
  /** Absent: every delegation. */
  readonly sees?: string;
  readonly submit: string;
  readonly reason: string | null;
  /** Of the call that records it. */
  readonly call: {
    readonly isPending: boolean;
    readonly isSuccess: boolean;
    readonly error: Error | null;
    readonly data: Procedure | undefined;
  };
  /** By which the receipt is found: nonces, ids, or the type of an event. */
  readonly recordedAs?: string | readonly string[];
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
};

/** An act sheet on a procedure that runs: on its hash, under its rule. What is typed to confirm is the revision. */
export function ProcedureSheet(props: SheetProps): ReactNode {
  const t = useT();
  const { procedure, title, what, next, submit, reason, call, onSubmit, onClose, children } = props;
  const { data } = call;
  const entries = [props.recordedAs ?? []].flat().flatMap((named) => {
    const entry = data === undefined ? null : entryOf(data, named);
    return entry === null ? [] : [entry];
  });
  return (
    <ActSheet
      title={title}
      what={what}
      hash={procedure.core.packageHash}
      rule={t(`rule.${procedure.rule}`)}
      next={next}
      sees={props.sees ?? t('vote.sees')}
      word={t('versions.rev', { revision: procedure.revision })}
      submit={submit}
      reason={call.isSuccess ? null : reason}
      pending={call.isPending}
      error={call.error}
      onSubmit={onSubmit}
      onClose={onClose}
      receipt={data === undefined ? null : <Receipt procedure={data} entries={entries} what={what} />}
    >
      {children}
    </ActSheet>
  );
}
