import { asked } from '@entente/consensus';
import type { Me, Procedure } from '@entente/contracts';
import { useAsking, type Asking } from '../../decision/ask-core.js';
import { kindsNow } from '../../decision/declaring.js';
import { wordOf, type Saying } from '../../decision/sheets/word-sheet.js';
import { useDenial, useMe } from '../../frame/actor.js';
import { useT, type Translate } from '../../messages/use-t.js';
import type { MoreAct } from './more-acts.js';
import type { OpenedSheet } from './opened-sheet.js';

type Open = (sheet: OpenedSheet) => void;

/** The rare acts of a delegation in a procedure that runs; what its terms do not know does not stand among them. */
export function usePartnerMore(procedure: Procedure, onOpen: Open): readonly MoreAct[] {
  const t = useT();
  const me = useMe();
  const asking = useAsking(procedure);
  const denied = useDenial()('procedure.declare');
  const sayings = sayingsOf(procedure, me).map((saying) => saidAs(saying, { t, asking, procedure, onOpen }));
  const proxy = proxyAct({ t, me, asking, procedure, onOpen });
  const shorten = shortenAct({ t, asking, procedure, onOpen });
  const declare: MoreAct = {
    key: 'declare',
    label: t('declare.title'),
    means: t('declare.means'),
    reason: denied ?? (kindsNow(procedure.core, me).length === 0 ? t('declare.tooLate') : null),
    onPress: () => {
      onOpen({ sheet: 'declare', procedure });
    },
  };
  return [declare, ...proxy, ...shorten, ...sayings];
}

/** A corrigendum is contested where it stands on the card. */
type Offered = Exclude<Saying, 'contest_corrigendum'>;

type Making = {
  readonly t: Translate;
  readonly asking: Asking;
  readonly procedure: Procedure;
  readonly onOpen: Open;
};

function sayingsOf({ core, acts }: Procedure, me: Me): readonly Offered[] {
  const { terms, state } = core;
  const before = state === 'announced' || state === 'prepared';
  const voted = acts.some(({ partner, act }) => partner === me.delegation && act === 'object');
  const counts = terms.kind === 'vote' || terms.kind === 'written';
  return [
    ...(terms.contestable && before ? (['contest_use'] as const) : []),
    ...(before ? (['decline_participation'] as const) : []),
    ...(voted && counts ? (['withdraw_objection'] as const) : []),
    ...(terms.allowEmergencyBrake && !before ? (['emergency_brake'] as const) : []),
  ];
}

function saidAs(saying: Offered, { t, asking, procedure, onOpen }: Making): MoreAct {
  return {
    key: saying,
    label: t(`word.${saying}`),
    means: t(`word.means.${saying}`),
    reason: asking.word(wordOf(saying, { id: '', reason: 'asked' })),
    onPress: () => {
      onOpen({ sheet: 'word', procedure, saying });
    },
  };
}

function proxyAct(making: Making & { readonly me: Me }): readonly MoreAct[] {
  const { t, me, asking, procedure, onOpen } = making;
  const { terms, proxies } = procedure.core;
  if (terms.proxiesPerHolder === 0) return [];
  const given = proxies.some(({ giver, revokedAt }) => giver === me.delegation && revokedAt === null);
  if (given) return [saidAs('revoke_proxy', making)];
  const reasons = asked(procedure.core)
    .filter(({ partner }) => partner !== me.delegation)
    .map(({ partner }) => asking.word({ type: 'give_proxy', to: partner, says: 'as_holder' }));
  const free = reasons.length > 0 && reasons.includes(null);
  return [
    {
      key: 'proxy',
      label: t('proxy.give'),
      means: t('proxy.means'),
      reason: free ? null : (reasons[0] ?? t('proxy.nobody')),
      onPress: () => {
        onOpen({ sheet: 'proxy', procedure });
      },
    },
  ];
}

function shortenAct({ t, asking, procedure, onOpen }: Making): readonly MoreAct[] {
  const { deadlineAt } = procedure;
  if (deadlineAt === null) return [];
  // An instant that would be in time if any is: just before the deadline that stands.
  const probe = asking.word({ type: 'agree_shortening', deadlineAt: (deadlineAt - 1) as typeof deadlineAt });
  return [
    {
      key: 'shorten',
      label: t('shorten.agree'),
      means: t('shorten.means'),
      reason: probe,
      onPress: () => {
        onOpen({ sheet: 'agree_shortening', procedure, deadlineAt: null });
      },
    },
  ];
}
