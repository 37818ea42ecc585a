import type { ActKind, Procedure } from '@entente/contracts';
import { Gavel, Undo2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useDenial, useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { Button } from '../../ui/button.js';
import { Empty } from '../../ui/placeholders.js';
import { OpenSheet } from './open-sheet.js';
import { ProcedureCard } from './procedure-card.js';
import { VoteSheet } from './vote-sheet.js';
import { WithdrawSheet } from './withdraw-sheet.js';

type Opened =
  | { readonly sheet: 'open' }
  | { readonly sheet: 'withdraw'; readonly procedure: Procedure }
  | { readonly sheet: 'vote'; readonly procedure: Procedure; readonly act: ActKind };

/** The procedure that runs or ran last, what one may do in it, and the earlier ones. */
export function Procedures({ procedures }: { procedures: readonly Procedure[] }): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const denial = useDenial();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [newest, ...earlier] = procedures;
  const close = (): void => {
    setOpened(null);
  };
  const mayOpen = denial('procedure.open') === null;
  const canOpen = view.state === 'frozen';
  return (
    <>
      {mayOpen && newest?.state !== 'open' && (view.state === 'frozen' || view.state === 'drafting') && (
        <div>
          <Button
            look="primary"
            icon={Gavel}
            reason={canOpen ? null : t('procedure.notFrozen')}
            onClick={() => {
              setOpened({ sheet: 'open' });
            }}
          >
            {canOpen ? t('procedure.openOn', { revision: view.revision }) : t('procedure.open')}
          </Button>
        </div>
      )}
      {newest === undefined ? (
        <Empty title={t('procedure.none')} text={t('procedure.noneText')} />
      ) : (
        <ProcedureCard procedure={newest}>
          {newest.state === 'open' && (
            <VoteButtons
              procedure={newest}
              onAct={(act) => {
                setOpened({ sheet: 'vote', procedure: newest, act });
              }}
            />
          )}
          {newest.state === 'open' && mayOpen && (
            <Button
              icon={Undo2}
              onClick={() => {
                setOpened({ sheet: 'withdraw', procedure: newest });
              }}
            >
              {t('procedure.withdraw')}
            </Button>
          )}
        </ProcedureCard>
      )}
      {earlier.length > 0 && (
        <details className="earlier">
          <summary>{t('procedure.earlier')}</summary>
          <div className="stack">
            {earlier.map((procedure) => (
              <ProcedureCard key={procedure.id} procedure={procedure} />
            ))}
          </div>
        </details>
      )}
      {opened?.sheet === 'open' && <OpenSheet onClose={close} />}
      {opened?.sheet === 'withdraw' && <WithdrawSheet procedure={opened.procedure} onClose={close} />}
      {opened?.sheet === 'vote' && (
        <VoteSheet procedure={opened.procedure} act={opened.act} onClose={close} />
      )}
    </>
  );
}

const ACTS: readonly ActKind[] = ['agree', 'object', 'abstain'];

function VoteButtons({
  procedure,
  onAct,
}: {
  procedure: Procedure;
  onAct: (act: ActKind) => void;
}): ReactNode {
  const t = useT();
  const me = useMe();
  const denied = useDenial()('procedure.act');
  if (me.delegationKind !== 'partner') return null;
  const member = procedure.electorate.some(({ partner }) => partner === me.delegation);
  const reason = member ? denied : t('refused.NOT_A_MEMBER');
  return (
    <div className="row" role="group" aria-label={t('procedure.actNow', { delegation: me.delegationName })}>
      <span className="quiet">{t('procedure.actNow', { delegation: me.delegationName })}</span>
      {ACTS.map((act) => (
        <Button
          key={act}
          look={act === 'agree' ? 'primary' : 'plain'}
          reason={reason}
          onClick={() => {
            onAct(act);
          }}
        >
          {t(`procedure.${act}`)}
        </Button>
      ))}
    </div>
  );
}
