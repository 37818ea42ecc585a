import type { ActKind, Procedure } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { ActSheet } from '../../ui/act-sheet.js';
import { At, HashText } from '../../ui/chips.js';
import { TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { passesReserve, useVote } from './use-vote.js';

type VoteProps = { procedure: Procedure; act: ActKind; onClose: () => void };

/** One partner's binding act on exactly these words. */
export function VoteSheet({ procedure, act, onClose }: VoteProps): ReactNode {
  const t = useT();
  const me = useMe();
  const { view } = useRoom();
  const { revision } = procedure;
  const [reason, setReason] = useState('');
  const [override, setOverride] = useState('');
  // One nonce for one opening of the sheet: pressing twice, or again after a lost answer, is the same act.
  const [nonce] = useState(() => crypto.randomUUID());
  const overrides = passesReserve(procedure, me.delegation, act);
  const said = { act, reason: reason.trim(), overrideReason: overrides ? override.trim() : '', nonce };
  const { way, call: vote, refused, send } = useVote(procedure, said);
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
      onSubmit={send}
      onClose={onClose}
      receipt={vote.data === undefined ? null : <Receipt procedure={vote.data} />}
    >
      {before !== undefined && (
        <Notice tone="warn">{t('vote.again', { act: t(`act.${before.act}`) })}</Notice>
      )}
      {way === 'ad_referendum' && <Notice>{t('vote.adReferendum')}</Notice>}
      {overrides && (
        <TextField
          label={t('vote.override')}
          hint={t('vote.overrideHint')}
          multiline
          maxLength={4_000}
          value={override}
          onChange={setOverride}
        />
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
