import { asked } from '@entente/consensus';
import type { PartnerWord, Procedure } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';
import { useState, type ReactNode } from 'react';
import { useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { SelectField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { useAsking } from '../ask-core.js';
import { ProcedureSheet } from './procedure-sheet.js';
import { useNonce, useRecording } from './use-recording.js';

type Says = Extract<PartnerWord, { type: 'give_proxy' }>['says'];

/** A delegation that cannot be present lets another speak for it, in this procedure alone (DOMAIN §1.3.3, TFEU 239). */
export function ProxySheet({ procedure, onClose }: { procedure: Procedure; onClose: () => void }): ReactNode {
  const t = useT();
  const me = useMe();
  const { proxiesPerHolder, allowAbstain, allowConstructive } = procedure.core.terms;
  const others = asked(procedure.core)
    .map(({ partner }) => partner)
    .filter((partner) => partner !== me.delegation);
  const asking = useAsking(procedure);
  const free = others.find((to) => asking.word({ type: 'give_proxy', to, says: 'as_holder' }) === null);
  const [to, setTo] = useState<DelegationCode | undefined>(free ?? others[0]);
  const [says, setSays] = useState<Says>('as_holder');
  const nonce = useNonce();
  const speak = useRecording('speak');
  const names = new Map(procedure.electorate.map(({ partner, name }) => [partner, name]));
  const holder = to === undefined ? '' : (names.get(to) ?? to);
  const kinds: readonly Says[] = [
    'as_holder',
    'in_favour',
    'against',
    ...(allowAbstain ? (['abstain'] as const) : []),
    ...(allowConstructive ? (['abstain_constructive'] as const) : []),
  ];
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t('proxy.give')}
      what={t('proxy.what', { delegation: me.delegationName, holder, says: t(`proxy.says.${says}`) })}
      next={t('proxy.next', { holder })}
      submit={t('proxy.submit')}
      reason={to === undefined ? t('proxy.nobody') : asking.word({ type: 'give_proxy', to, says })}
      call={speak}
      recordedAs={nonce}
      onSubmit={() => {
        if (to === undefined) return;
        const body = { type: 'give_proxy', to, says, nonce } as const;
        speak.mutate({ params: { procedure: procedure.id }, body });
      }}
      onClose={onClose}
    >
      <SelectField
        label={t('proxy.to')}
        hint={t('proxy.limit', { limit: proxiesPerHolder })}
        value={to ?? ''}
        options={others.map((code) => ({ value: code as string, label: names.get(code) ?? code }))}
        onChange={(code) => {
          setTo(others.find((one) => one === code));
        }}
      />
      <SelectField
        label={t('proxy.says')}
        value={says}
        options={kinds.map((value) => ({ value, label: t(`proxy.choice.${value}`) }))}
        onChange={setSays}
      />
      <Notice>{t('proxy.counts', { holder })}</Notice>
    </ProcedureSheet>
  );
}
