import type { Refusal } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import { Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { refusalWords, useAsking } from '../../decision/ask-core.js';
import { kindsNow } from '../../decision/declaring.js';
import { earlyCloseRefusal, knowsEarlyClose } from '../../decision/early-close.js';
import { orderOf, type Order } from '../../decision/sheets/order-sheet.js';
import { useDenial, useMe } from '../../frame/actor.js';
import { useNow } from '../../frame/use-now.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { MoreActs, type MoreAct } from './more-acts.js';
import type { OpenedSheet } from './opened-sheet.js';

type ActionsProps = { procedure: Procedure; onOpen: (opened: OpenedSheet) => void };

/** The chair extends, closes early, takes back; what is rarer stands behind a fold. */
export function ChairActions({ procedure, onOpen }: ActionsProps): ReactNode {
  const t = useT();
  const more = useChairMore(procedure, onOpen);
  if (useDenial()('procedure.open') !== null) return null;
  return (
    <div className="stack-tight" role="group" aria-label={t('procedure.chair')}>
      <div className="row">
        {procedure.deadlineAt !== null && <ClockButtons procedure={procedure} onOpen={onOpen} />}
        <Button
          icon={Undo2}
          onClick={() => {
            onOpen({ sheet: 'withdraw', procedure });
          }}
        >
          {t('procedure.withdraw')}
        </Button>
      </div>
      <MoreActs label={t('more.chair')} acts={more} />
    </div>
  );
}

function ClockButtons({ procedure, onOpen }: ActionsProps): ReactNode {
  const t = useT();
  const { core, kind } = procedure;
  const early = earlyCloseRefusal(core, useNow());
  return (
    <>
      <Button
        reason={reasonAgainstExtending()}
        onClick={() => {
          onOpen({ sheet: 'extend', procedure });
        }}
      >
        {t('extend.title')}
      </Button>
      <SuspendButton procedure={procedure} onOpen={onOpen} />
      {knowsEarlyClose(kind) && (
        <Button
          reason={early === null ? null : reasonAgainstClosing(early)}
          onClick={() => {
            onOpen({ sheet: 'close_early', procedure });
          }}
        >
          {t('closeEarly.title')}
        </Button>
      )}
      <Button
        onClick={() => {
          onOpen({ sheet: 'leave', procedure });
        }}
      >
        {t('leave.title')}
      </Button>
    </>
  );

  function reasonAgainstClosing(refusal: Refusal): string {
    if (refusal.code === 'NOT_ALL_ENDORSED') {
      const { acts, missing } = procedure;
      const allEndorsed = missing.length === 0 && acts.every(({ act }) => act === 'agree');
      // It is then the removal of somebody that made it unanimous.
      return t(allEndorsed && core.departed.length > 0 ? 'closeEarly.turned' : 'closeEarly.notAll');
    }
    if (refusal.code !== 'WRONG_STATE' || core.state !== 'open') return refusalWords(t, refusal);
    if (core.corrigenda.some(({ state }) => state === 'running')) return t('corrigendum.runs');
    return t(core.holds.some(({ end }) => end === null) ? 'closeEarly.held' : 'closeEarly.byTime');
  }

  function reasonAgainstExtending(): string | null {
    if (core.suspension !== null) return t('extend.stands');
    return core.extensions < core.terms.maxExtensions || core.clockFault ? null : t('extend.none');
  }
}

/** Stops the clock, or lets it run again once it was stopped. */
function SuspendButton({ procedure, onOpen }: ActionsProps): ReactNode {
  const t = useT();
  const { state, core } = procedure;
  const suspended = core.suspension !== null;
  const runs = state === 'open' || state === 'part_adopted';
  return (
    <Button
      reason={suspended || runs ? null : t('suspend.stands')}
      onClick={() => {
        onOpen({ sheet: suspended ? 'resume' : 'suspend', procedure });
      }}
    >
      {t(suspended ? 'resume.title' : 'suspend.title')}
    </Button>
  );
}

function useChairMore(procedure: Procedure, onOpen: ActionsProps['onOpen']): readonly MoreAct[] {
  const t = useT();
  const asking = useAsking(procedure);
  const declare = useOfficeDeclaring(procedure, onOpen);
  const { core, openedAt } = procedure;
  const orders = ordersOf(procedure).map((order): MoreAct => ({
    key: order,
    label: t(`order.${order}`),
    means: t(`order.means.${order}`),
    reason: asking.chair(orderOf(order, procedure)),
    onPress: () => {
      onOpen({ sheet: 'order', procedure, order });
    },
  }));
  const change: MoreAct = {
    key: 'electorate',
    label: t('electorate.change'),
    means: t('electorate.means'),
    reason: openedAt === null || core.pending !== null ? t('electorate.notOpen') : null,
    onPress: () => {
      onOpen({ sheet: 'electorate', procedure });
    },
  };
  return [...orders, change, ...declare];
}

/** Confirming is asked for where it is due, beside both computations. A silence procedure is closed by nobody. */
function ordersOf({ core, kind }: Procedure): readonly Exclude<Order, 'confirm_result'>[] {
  const silent = kind === 'silence' || kind === 'no_objection';
  const before = core.openedAt === null;
  return [
    ...(before ? (['advance'] as const) : []),
    ...(!before && !silent ? (['close'] as const) : []),
    'refer',
    ...(core.clockFault ? (['void'] as const) : []),
  ];
}

/** Chair and secretariat declare in nobody's name: a statement for the minutes. */
export function useOfficeDeclaring(procedure: Procedure, onOpen: ActionsProps['onOpen']): readonly MoreAct[] {
  const t = useT();
  const me = useMe();
  const denied = useDenial()('procedure.declare');
  if (kindsNow(procedure.core, me).length === 0) return [];
  return [
    {
      key: 'declare',
      label: t('declare.title'),
      means: t('declare.meansOffice'),
      reason: denied,
      onPress: () => {
        onOpen({ sheet: 'declare', procedure });
      },
    },
  ];
}
