import { bothCountsOf } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useDelegationNames } from '../api/queries.js';
import { useDenial } from '../frame/actor.js';
import { useT } from '../messages/use-t.js';
import { Button } from '../ui/button.js';
import { At } from '../ui/chips.js';
import { Notice } from '../ui/notice.js';
import { useAsking } from './ask-core.js';
import { BothComputations } from './both-computations.js';
import { orderOf, type Order } from './sheets/order-sheet.js';

type ChangesProps = { readonly procedure: Procedure; readonly onOrder: (order: Order) => void };

/** Who left, was suspended or joined while it ran, both computations, and a result that waits for the chair (SPEC R84 to R86). */
export function ElectorateChanges({ procedure, onOrder }: ChangesProps): ReactNode {
  const t = useT();
  const nameOf = useDelegationNames();
  const { departed, changes, pending, closedAt, members, terms } = procedure.core;
  const joined = members.filter((one) => terms.members.every(({ partner }) => partner !== one.partner));
  if (departed.length + changes.length + joined.length === 0) return null;
  const both = closedAt === null ? bothCountsOf(procedure.core) : null;
  const gone = departed.map(({ partner }) => nameOf(partner)).join(', ');
  return (
    <section className="stack-tight" aria-label={t('electorate.title')}>
      <h3>{t('electorate.title')}</h3>
      <ul className="slowing">
        {departed.map(({ partner, how, at }) => (
          <li key={partner}>
            <strong>{nameOf(partner)}</strong> {t(`electorate.${how}`)}, <At ms={at} />
          </li>
        ))}
        {joined.map(({ partner }) => (
          <li key={partner}>
            <strong>{nameOf(partner)}</strong> {t('electorate.joined')}
          </li>
        ))}
        {changes.flatMap(({ id, at, leaving, joining }) =>
          [...leaving, ...joining].map(({ partner }) => (
            <li key={`${id} ${partner}`}>
              <strong>{nameOf(partner)}</strong> {t('electorate.scheduled')} <At ms={at} />
            </li>
          )),
        )}
      </ul>
      {both !== null && <BothComputations both={both} name={gone} />}
      {pending !== null && <Confirmation procedure={procedure} onOrder={onOrder} />}
      {closedAt !== null && <Compared procedure={procedure} />}
    </section>
  );
}

/** Nothing is decided until the chair has said that it stands: a removal must not be a way to turn a result. */
function Confirmation({ procedure, onOrder }: ChangesProps): ReactNode {
  const t = useT();
  const asking = useAsking(procedure);
  const runs = useDenial()('procedure.open') === null;
  const { pending } = procedure.core;
  if (pending === null) return null;
  return (
    <Notice tone="warn">
      <div className="stack-tight">
        <span>
          {pending.comparison === null
            ? t('electorate.pendingUntold')
            : t('electorate.pending', {
                codes: pending.comparison.without.join(', '),
                is: t(`procedureState.${pending.comparison.is}`),
                other: t(`procedureState.${pending.comparison.wouldHaveBeen}`),
              })}
        </span>
        {runs && (
          <span className="row">
            {(['confirm_result', 'void'] as const).map((order) => (
              <Button
                key={order}
                small
                reason={asking.chair(orderOf(order, procedure))}
                onClick={() => {
                  onOrder(order);
                }}
              >
                {t(`order.${order}`)}
              </Button>
            ))}
          </span>
        )}
      </div>
    </Notice>
  );
}

function Compared({ procedure }: { procedure: Procedure }): ReactNode {
  const t = useT();
  const { comparison } = procedure.core;
  if (comparison === null) return null;
  return (
    <p className="sentence">
      {t('electorate.compared', {
        codes: comparison.without.join(', '),
        is: t(`procedureState.${comparison.is}`),
        other: t(`procedureState.${comparison.wouldHaveBeen}`),
      })}
    </p>
  );
}
