import type { Act, Procedure } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';
import { ProcedureSheet } from './procedure-sheet.js';
import { useNonce, useRecording } from './use-recording.js';

type AnswerProps = {
  readonly procedure: Procedure;
  readonly act: Act;
  readonly confirm: boolean;
  readonly onClose: () => void;
};

/** The capital confirms what its delegation said ad referendum, or does not. */
export function AnswerSheet({ procedure, act, confirm, onClose }: AnswerProps): ReactNode {
  const t = useT();
  const nonce = useNonce();
  const answer = useRecording('answerAdReferendum');
  const way = confirm ? 'confirm' : 'repudiate';
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t(`capital.${way}`)}
      what={t(`capital.what.${way}`, { name: act.name, act: t(`acted.${act.act}`) })}
      next={t(`capital.next.${way}`)}
      submit={t(`capital.${way}`)}
      reason={null}
      call={answer}
      recordedAs={nonce}
      onSubmit={() => {
        answer.mutate({ params: { procedure: procedure.id }, body: { act: act.nonce, confirm, nonce } });
      }}
      onClose={onClose}
    />
  );
}
