import type { Procedure } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useDenial, useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { At } from '../../ui/chips.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';
import type { OpenedSheet } from './opened-sheet.js';

type AwaitingProps = { procedure: Procedure; onOpen: (opened: OpenedSheet) => void };

/** What one's delegation said ad referendum and its capital has not answered: it counts as no answer until then. */
export function AwaitingCapital({ procedure, onOpen }: AwaitingProps): ReactNode {
  const t = useT();
  const me = useMe();
  const denied = useDenial()('procedure.confirm');
  const act = procedure.acts.find(
    ({ partner, adReferendum, confirmed }) => partner === me.delegation && adReferendum && !confirmed,
  );
  if (act === undefined) return null;
  return (
    <Notice tone="warn">
      <div className="stack-tight">
        <span>
          {t('capital.awaits', { name: act.name, act: t(`acted.${act.act}`) })} <At ms={act.at} />
        </span>
        <span className="row">
          {[true, false].map((confirm) => (
            <Button
              key={String(confirm)}
              small
              reason={denied}
              onClick={() => {
                onOpen({ sheet: 'answer', procedure, act, confirm });
              }}
            >
              {t(confirm ? 'capital.confirm' : 'capital.repudiate')}
            </Button>
          ))}
        </span>
      </div>
    </Notice>
  );
}
