import type { Procedure } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { useAsking, type PlainWord } from '../ask-core.js';
import { ProcedureSheet } from './procedure-sheet.js';
import { ReasonField } from './reason-field.js';
import { useNonce, useRecording } from './use-recording.js';

/** What a delegation says with nothing but a reason, or without one. */
export type Saying =
  | 'emergency_brake'
  | 'contest_use'
  | 'contest_corrigendum'
  | 'decline_participation'
  | 'withdraw_objection'
  | 'revoke_proxy';

/** Of these the server keeps the reason. */
const WITH_REASON: readonly Saying[] = ['emergency_brake', 'contest_use', 'contest_corrigendum'];

type WordProps = {
  readonly procedure: Procedure;
  readonly saying: Saying;
  /** Of the corrigendum that is contested. */
  readonly id?: string;
  readonly onClose: () => void;
};

/** One word of a delegation beside its act: brake, contest, decline, take back. */
export function WordSheet({ procedure, saying, id = '', onClose }: WordProps): ReactNode {
  const t = useT();
  const me = useMe();
  const [reason, setReason] = useState('');
  const nonce = useNonce();
  const speak = useRecording('speak');
  const asking = useAsking(procedure);
  const word = wordOf(saying, { id, reason: reason.trim() });
  const reasoned = WITH_REASON.includes(saying);
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t(`word.${saying}`)}
      what={t(`word.what.${saying}`, { delegation: me.delegationName, revision: procedure.revision })}
      next={t(
        saying === 'contest_corrigendum' && procedure.state === 'adopted'
          ? 'word.next.contest_corrigendum.adopted'
          : `word.next.${saying}`,
        { revision: procedure.revision },
      )}
      submit={t(`word.submit.${saying}`)}
      reason={reasoned && reason.trim() === '' ? t('common.required') : asking.word(word)}
      call={speak}
      recordedAs={nonce}
      onSubmit={() => {
        speak.mutate({ params: { procedure: procedure.id }, body: { ...word, nonce } });
      }}
      onClose={onClose}
    >
      {reasoned && <ReasonField value={reason} onChange={setReason} />}
    </ProcedureSheet>
  );
}

type Worded = Extract<PlainWord, { type: Saying }>;
type Unsent<Word> = Word extends unknown ? Omit<Word, 'nonce'> : never;

/** The word as it goes on the wire, but for its nonce. */
export function wordOf(saying: Saying, { id, reason }: { id: string; reason: string }): Unsent<Worded> {
  switch (saying) {
    case 'emergency_brake':
    case 'contest_use':
      return { type: saying, reason };
    case 'contest_corrigendum':
      return { type: saying, id, reason };
    case 'decline_participation':
    case 'withdraw_objection':
    case 'revoke_proxy':
      return { type: saying };
  }
}
