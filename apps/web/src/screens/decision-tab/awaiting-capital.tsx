import type { Act, Procedure } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { ProcedureSheet } from '../../decision/sheets/procedure-sheet.js';
import { useNonce, useRecording } from '../../decision/sheets/use-recording.js';
import { useDenial, useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { At } from '../../ui/chips.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';

/** What one's delegation said ad referendum and its capital has not answered: it counts as no answer until then. */
export function AwaitingCapital({ procedure }: { procedure: Procedure }): ReactNode {
  const t = useT();
  const me = useMe();
  const denied = useDenial()('procedure.confirm');
  const [answering, setAnswering] = useState<boolean | null>(null);
  const act = procedure.acts.find(
    ({ partner, adReferendum, confirmed }) => partner === me.delegation && adReferendum && !confirmed,
  );
  if (act === undefined) return null;
  return (
    <Notice tone="warn">
      <div className="stack-tight">
        <span>
          {t('capital.awaits', { name: act.name, act: t(`acted.${act.act}`) })} <At ms={act.at} />
        </span>
        <span className="row">
          {[true, false].map((confirm) => (
            <Button
              key={String(confirm)}
              small
              reason={denied}
              onClick={() => {
                setAnswering(confirm);
              }}
            >
              {t(confirm ? 'capital.confirm' : 'capital.repudiate')}
            </Button>
          ))}
        </span>
      </div>
      {answering !== null && (
        <AnswerSheet
          procedure={procedure}
          act={act}
          confirm={answering}
          onClose={() => {
            setAnswering(null);
          }}
        />
      )}
    </Notice>
  );
}

type AnswerProps = { procedure: Procedure; act: Act; confirm: boolean; onClose: () => void };

function AnswerSheet({ procedure, act, confirm, onClose }: AnswerProps): ReactNode {
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
