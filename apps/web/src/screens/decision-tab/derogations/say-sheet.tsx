import type { Derogation } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { useMe } from '../../../frame/actor.js';
import { useT } from '../../../messages/use-t.js';
import { useVote } from '../use-vote.js';
import { ActSheet } from '../../../ui/act-sheet.js';
import { entryOf, Receipt } from '../../../decision/receipt.js';
import { ReasonField } from '../../../decision/sheets/reason-field.js';
import { useNonce } from '../../../decision/sheets/use-recording.js';

export type Said = 'agree' | 'object' | 'abstain';

type SayProps = { readonly derogation: Derogation; readonly act: Said; readonly onClose: () => void };

/** A partner's act on a request: on the hash of the request, by the rule that decides it now. */
export function SayDerogationSheet({ derogation, act, onClose }: SayProps): ReactNode {
  const t = useT();
  const me = useMe();
  const [reason, setReason] = useState('');
  const nonce = useNonce();
  const { procedure, partner, subject } = derogation;
  const content = { reason: reason.trim(), overrideReason: '', scope: [], proxyFor: null, nonce };
  const { call, refused, send } = useVote(procedure, { act, ...content });
  const what = t(`sayDerogation.what.${act}`, { delegation: me.delegationName, partner, subject });
  const { terms, escalatedAt } = procedure.core;
  const rule = terms.fallback ?? terms.rule;
  const entry = call.data === undefined ? null : entryOf(call.data, nonce);
  const silent = act === 'object' ? 'escalates' : 'silence';
  return (
    <ActSheet
      title={t(`sayDerogation.title.${act}`)}
      what={what}
      hash={procedure.packageHash}
      rule={t(`rule.${(escalatedAt === null ? terms.rule : rule).id}`)}
      next={t(`sayDerogation.next.${escalatedAt === null ? silent : 'counted'}`, {
        rule: t(`rule.${rule.id}`),
      })}
      sees={t('askDerogation.sees')}
      word={t('versions.rev', { revision: procedure.revision })}
      submit={t(`sayDerogation.submit.${act}`)}
      reason={call.isSuccess ? null : refused}
      pending={call.isPending}
      error={call.error}
      onSubmit={send}
      onClose={onClose}
      receipt={
        call.data === undefined ? null : (
          <Receipt procedure={call.data} entries={entry === null ? [] : [entry]} what={what} />
        )
      }
    >
      <ReasonField value={reason} optional={act !== 'object'} onChange={setReason} />
    </ActSheet>
  );
}
