import { mandateFor } from '@entente/access';
import { decide } from '@entente/consensus';
import type { ActKind, Procedure } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { actorOf, useDenial, useMe } from '../../frame/actor.js';
import { useNow } from '../../frame/use-now.js';
import { isMessage, useT, type Translate } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { ActSheet } from '../../ui/act-sheet.js';
import { At, HashText } from '../../ui/chips.js';
import { TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { coreProcedure } from './core-procedure.js';

type VoteProps = { procedure: Procedure; act: ActKind; onClose: () => void };

/** One partner's binding act on exactly these words. */
export function VoteSheet({ procedure, act, onClose }: VoteProps): ReactNode {
  const t = useT();
  const me = useMe();
  const { view } = useRoom();
  const { revision } = procedure;
  const [reason, setReason] = useState('');
  // One nonce for one opening of the sheet: pressing twice, or again after a lost answer, is the same act.
  const [nonce] = useState(() => crypto.randomUUID());
  const endorses = useDenial()('procedure.act') === null;
  const own = useCall('act', [keys.package(view.id), keys.packages]);
  const broken = useCall('breakSilence', [keys.package(view.id), keys.packages]);
  // A delegate with the power to break silence objects, and nothing else (access SPEC A17).
  const vote = endorses ? own : broken;
  const refused = useRefusal(procedure, { act, reason: reason.trim(), nonce });
  const others = procedure.missing.filter((code) => code !== me.delegation).join(', ');
  const before = procedure.acts.find(({ partner }) => partner === me.delegation);
  return (
    <ActSheet
      title={t(`vote.title.${act}`, { revision })}
      what={t(`vote.what.${act}`, { delegation: me.delegationName, revision, number: view.number })}
      hash={procedure.packageHash}
      rule={t(`rule.${procedure.rule}`)}
      next={t(`vote.next.${act}`, {
        others: others === '' ? t('sentence.nobody') : others,
        next: revision + 1,
      })}
      sees={t('vote.sees')}
      word={t(`vote.word.${act}`)}
      submit={t(`vote.submit.${act}`)}
      reason={vote.isSuccess ? null : refused}
      pending={vote.isPending}
      error={vote.error}
      onSubmit={() => {
        const said = { packageHash: procedure.packageHash, reason: reason.trim(), nonce };
        const params = { procedure: procedure.id };
        if (endorses) own.mutate({ params, body: { act, ...said } });
        else broken.mutate({ params, body: said });
      }}
      onClose={onClose}
      receipt={vote.data === undefined ? null : <Receipt procedure={vote.data} />}
    >
      {before !== undefined && (
        <Notice tone="warn">{t('vote.again', { act: t(`act.${before.act}`) })}</Notice>
      )}
      <TextField
        label={t('vote.reason')}
        hint={t(`vote.reasonHint.${act}`)}
        optional={act !== 'object'}
        multiline
        maxLength={4_000}
        value={reason}
        onChange={setReason}
      />
    </ActSheet>
  );
}

/** Asks the server's own core, here, whether the act would be refused; null: it would not. */
function useRefusal(
  procedure: Procedure,
  { act, reason, nonce }: { act: ActKind; reason: string; nonce: string },
): string | null {
  const t = useT();
  const me = useMe();
  const now = useNow();
  const answer = decide(
    coreProcedure(procedure),
    {
      type: 'act',
      partner: me.delegation,
      act,
      reason,
      packageHash: procedure.packageHash,
      person: me.person,
      mandate:
        (mandateFor(actorOf(me), 'endorse', now) ?? mandateFor(actorOf(me), 'break_silence', now))?.id ??
        null,
      nonce,
    },
    now,
  );
  return answer.ok ? null : refusalWords(t, answer.error.code);
}

function refusalWords(t: Translate, code: string): string {
  const id = `refused.${code}`;
  return isMessage(id) ? t(id) : t('refused.other', { code });
}

function Receipt({ procedure }: { procedure: Procedure }): ReactNode {
  const t = useT();
  const me = useMe();
  const act = procedure.acts.find(({ partner }) => partner === me.delegation);
  if (act === undefined) return null;
  const awaited = procedure.missing.join(', ');
  return (
    <div className="receipt" role="status">
      <p className="receipt-number">{t('act.receiptNumber', { number: act.sequence })}</p>
      <p>{t(`vote.result.${procedure.state}`, { revision: procedure.revision, awaited })}</p>
      <dl className="facts">
        <dt>{t('act.what')}</dt>
        <dd>{t('procedure.actLine', { name: me.delegationName, act: t(`acted.${act.act}`) })}</dd>
        <dt>{t('act.receiptHash')}</dt>
        <dd>
          <HashText hash={procedure.packageHash} whole />
        </dd>
        <dt>{t('act.receiptAt')}</dt>
        <dd>
          <At ms={act.at} />
        </dd>
      </dl>
    </div>
  );
}
