import type { ActKind, Procedure } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';
import { useState, type ReactNode } from 'react';
import { entryOf } from '../../decision/receipt.js';
import { scopeWords } from '../../decision/scope-words.js';
import { useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { ActSheet } from '../../ui/act-sheet.js';
import { At, HashText } from '../../ui/chips.js';
import { SelectField, TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { ScopeField } from './scope-field.js';
import { passesReserve, useVote, type Said } from './use-vote.js';
import { nextWords } from './vote-next.js';

type VoteProps = { procedure: Procedure; act: ActKind; onClose: () => void };

/** One partner's binding act on exactly these words, in its own name or by proxy, on the whole or on parts. */
export function VoteSheet({ procedure, act, onClose }: VoteProps): ReactNode {
  const t = useT();
  const me = useMe();
  const { view } = useRoom();
  const { revision, core } = procedure;
  const [reason, setReason] = useState('');
  const [override, setOverride] = useState('');
  const [scope, setScope] = useState<readonly string[]>([]);
  const [proxyFor, setProxyFor] = useState<DelegationCode | null>(null);
  // One nonce for one opening of the sheet: pressing twice, or again after a lost answer, is the same act.
  const [nonce] = useState(() => crypto.randomUUID());
  const partner = proxyFor ?? me.delegation;
  const name = nameOf(procedure, partner);
  const overrides = passesReserve(procedure, partner, act);
  const overrideReason = overrides ? override.trim() : '';
  const said: Said = { act, reason: reason.trim(), overrideReason, scope, proxyFor, nonce };
  const { way, call: vote, decision, refused, send } = useVote(procedure, said);
  const before = procedure.acts.filter((one) => one.partner === partner);
  const what = t(`vote.what.${act}`, { delegation: name, revision, number: view.number });
  return (
    <ActSheet
      title={t(`vote.title.${act}`, { revision })}
      what={[what, scopeWords(t, procedure, scope)].filter((part) => part !== '').join(' ')}
      hash={core.packageHash}
      rule={t(`rule.${procedure.rule}`)}
      next={nextWords(t, { procedure, act, partner, decision })}
      sees={t('vote.sees')}
      word={t(`vote.word.${act}`)}
      submit={t(`vote.submit.${act}`)}
      reason={vote.isSuccess ? null : refused}
      pending={vote.isPending}
      error={vote.error}
      onSubmit={send}
      onClose={onClose}
      receipt={vote.data === undefined ? null : <Receipt procedure={vote.data} nonce={nonce} />}
    >
      {before.length > 0 && (
        <Notice tone="warn">
          {t('vote.again', { act: before.map((one) => t(`act.${one.act}`)).join(', ') })}
        </Notice>
      )}
      {way === 'ad_referendum' && <Notice>{t('vote.adReferendum')}</Notice>}
      {way === 'binding' && <InNameOf procedure={procedure} value={proxyFor} onChange={setProxyFor} />}
      <ScopeField procedure={procedure} value={scope} onChange={setScope} />
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

const nameOf = ({ electorate }: Procedure, code: DelegationCode): string =>
  electorate.find(({ partner }) => partner === code)?.name ?? code;

type NameProps = {
  procedure: Procedure;
  value: DelegationCode | null;
  onChange: (value: DelegationCode | null) => void;
};

/** Shown to who holds a proxy: its giver has not to be silent where it cannot be present (TFEU 239). */
function InNameOf({ procedure, value, onChange }: NameProps): ReactNode {
  const t = useT();
  const me = useMe();
  const givers = procedure.core.proxies
    .filter(({ holder, revokedAt }) => holder === me.delegation && revokedAt === null)
    .map(({ giver }) => giver);
  if (givers.length === 0) return null;
  return (
    <SelectField
      label={t('vote.inNameOf')}
      value={value ?? ''}
      options={[
        { value: '', label: me.delegationName },
        ...givers.map((giver) => ({
          value: giver as string,
          label: t('vote.byProxy', { name: nameOf(procedure, giver) }),
        })),
      ]}
      onChange={(code) => {
        onChange(givers.find((giver) => giver === code) ?? null);
      }}
    />
  );
}

function Receipt({ procedure, nonce }: { procedure: Procedure; nonce: string }): ReactNode {
  const t = useT();
  const act = procedure.acts.find((one) => one.nonce === nonce);
  const entry = entryOf(procedure, nonce);
  if (entry === null || act === undefined) return <NoLongerLive procedure={procedure} nonce={nonce} />;
  const awaited = procedure.missing.join(', ');
  return (
    <div className="receipt" role="status">
      <p className="receipt-number">{t('act.receiptNumber', { number: act.sequence })}</p>
      <p>{t(`vote.result.${procedure.state}`, { revision: procedure.revision, awaited })}</p>
      <dl className="facts">
        <dt>{t('act.what')}</dt>
        <dd>
          {t('procedure.actLine', { name: nameOf(procedure, act.partner), act: t(`acted.${act.act}`) })}{' '}
          {scopeWords(t, procedure, act.scope)}
        </dd>
        <dt>{t('act.receiptHash')}</dt>
        <dd>
          <HashText hash={procedure.core.packageHash} whole />
        </dd>
        <dt>{t('act.receiptAt')}</dt>
        <dd>
          <At ms={act.at} />
        </dd>
      </dl>
    </div>
  );
}

/** Recorded, but somebody of a higher level has spoken for the delegation: that word counts (DOMAIN §1.3.3). */
function NoLongerLive({ procedure, nonce }: { procedure: Procedure; nonce: string }): ReactNode {
  const t = useT();
  const entry = entryOf(procedure, nonce);
  return (
    <div className="receipt" role="status">
      <p className="receipt-number">
        {entry === null ? t('sheet.recorded') : t('act.receiptNumber', { number: entry.sequence })}
      </p>
      <p>{t('vote.notLive')}</p>
    </div>
  );
}
