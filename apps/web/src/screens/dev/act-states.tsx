import { bothCountsOf, type Terms } from '@entente/consensus';
import { instant } from '@entente/kernel';
import type { ReactNode } from 'react';
import { BothComputations } from '../../decision/both-computations.js';
import { Declarations } from '../../decision/declarations.js';
import { Entries } from '../../decision/entries.js';
import { Legs } from '../../decision/legs.js';
import { Proxies } from '../../decision/proxies.js';
import { Receipt } from '../../decision/receipt.js';
import { TargetGrid } from '../../decision/target-grid.js';
import { useT } from '../../messages/use-t.js';
import { MoreActs } from '../decision-tab/more-acts.js';
import { sampleProcedure, type Step } from './sample-procedure.js';

const PAIR: Terms['rule'] = {
  id: 'COMPOSITE',
  parts: [
    { name: 'decision', rule: { id: 'UNANIMITY_ABST' } },
    { name: 'regulation', rule: { id: 'SIMPLE_MAJORITY_MEMBERS' } },
  ],
};
const ITEMS = ['Unit 4127', 'A. Marchenko', 'Sable Network Ltd'].map((title, at) => ({
  id: `T${String(at + 1)}`,
  title,
}));
const act = (partner: string, kind: string, scope: readonly string[] = []): Step => ({
  type: 'act',
  partner,
  act: kind,
  scope,
  reason: kind === 'object' ? 'Article 4.' : '',
});
const cell = (partner: string, target: string, said: string): Step => ({
  type: 'set_cell',
  partner,
  target,
  cell: said,
});

const legs = sampleProcedure({ rule: PAIR }, [
  act('AU', 'agree'),
  act('CA', 'agree', ['decision']),
  act('CA', 'object', ['regulation']),
  act('JP', 'abstain', ['decision']),
]);
const grid = sampleProcedure(
  { kind: 'matrix', rule: { id: 'MATRIX', minPartners: 3, minTargets: 1 }, items: ITEMS },
  [
    ...['AU', 'CA', 'JP'].map((partner) => cell(partner, 'T1', 'in')),
    cell('NO', 'T1', 'statement_only'),
    cell('AU', 'T2', 'in'),
    cell('CA', 'T2', 'in_later'),
    cell('JP', 'T2', 'not_in'),
  ],
);
const severed = sampleProcedure(
  {
    kind: 'silence',
    rule: { id: 'CONSENSUS' },
    severable: true,
    items: ITEMS.map((item, at) => (at === 0 ? { ...item, title: 'Framework', framework: true } : item)),
    deadlineAt: instant(Date.parse('2026-12-27T17:00:00.000Z')),
  },
  [act('NO', 'object', ['T3'])],
);
const declared = {
  person: 'sample',
  partners: ['JP'],
  answers: null,
  id: 'one',
  kind: 'interpretative_declaration',
  text: 'Japan understands Article 4 as leaving humanitarian payments untouched.',
};
const spoken = sampleProcedure({}, [
  { type: 'give_proxy', partner: 'AU', to: 'NO', says: 'as_holder' },
  { type: 'give_proxy', partner: 'CA', to: 'JP', says: 'in_favour' },
  { type: 'revoke_proxy', partner: 'CA' },
  { type: 'declare', declaration: declared },
  {
    type: 'declare',
    declaration: { ...declared, id: 'two', partners: ['NO'], answers: 'one', text: 'So does Norway.' },
  },
]);
const turned = sampleProcedure({ rule: { id: 'SIMPLE_MAJORITY_MEMBERS' } }, [
  act('AU', 'agree'),
  act('CA', 'agree'),
  {
    type: 'change_electorate',
    by: 'chair',
    id: 'change',
    at: null,
    leaving: [{ partner: 'NO', how: 'suspended' }],
    joining: [],
  },
]);

/** What stands of acts on a procedure's card, in its states. */
export function ActStates(): ReactNode {
  const t = useT();
  const both = bothCountsOf(turned.core);
  const nothing = (): void => undefined;
  return (
    <section className="stack">
      <h2>{t('dev.acts')}</h2>
      <Legs procedure={legs} />
      <TargetGrid procedure={grid} />
      <Entries procedure={severed} />
      <Proxies procedure={spoken} />
      <Declarations procedure={spoken} />
      {both !== null && <BothComputations both={both} name="Norway" />}
      <MoreActs
        label={t('more.partner')}
        acts={[
          { key: 'a', label: t('proxy.give'), means: t('proxy.means'), reason: null, onPress: nothing },
          {
            key: 'b',
            label: t('word.emergency_brake'),
            means: t('word.means.emergency_brake'),
            reason: t('refused.NO_MANDATE'),
            onPress: nothing,
          },
        ]}
      />
      <Receipt
        procedure={spoken}
        what={t('proxy.what', { delegation: 'Australia', holder: 'Norway', says: t('proxy.says.in_favour') })}
        entries={[
          { type: 'received', key: 'one', sequence: 41, at: instant(Date.parse('2026-11-27T09:01:00Z')) },
        ]}
      />
    </section>
  );
}
