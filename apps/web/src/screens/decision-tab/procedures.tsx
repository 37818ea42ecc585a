import type { ActKind, Procedure } from '@entente/contracts';
import { assertNever } from '@entente/kernel';
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
  const [opened, setOpened] = useState<Opened | null>(null);
  const [newest, ...earlier] = procedures;
  return (
    <>
      {newest?.state !== 'open' && <OpenButton onOpen={setOpened} />}
      {newest === undefined ? (
        <Empty title={t('procedure.none')} text={t('procedure.noneText')} />
      ) : (
        <ProcedureCard procedure={newest}>
          {newest.state === 'open' && <Actions procedure={newest} onOpen={setOpened} />}
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
      <Sheets
        opened={opened}
        onClose={() => {
          setOpened(null);
        }}
      />
    </>
  );
}

function Sheets({ opened, onClose }: { opened: Opened | null; onClose: () => void }): ReactNode {
  switch (opened?.sheet) {
    case undefined:
      return null;
    case 'open':
      return <OpenSheet onClose={onClose} />;
    case 'withdraw':
      return <WithdrawSheet procedure={opened.procedure} onClose={onClose} />;
    case 'vote':
      return <VoteSheet procedure={opened.procedure} act={opened.act} onClose={onClose} />;
    default:
      return assertNever(opened);
  }
}

type OpenProps = { onOpen: (opened: Opened) => void };

/** For the chair, once a version is frozen. */
function OpenButton({ onOpen }: OpenProps): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const mayOpen = useDenial()('procedure.open') === null;
  const canOpen = view.state === 'frozen';
  if (!mayOpen || (!canOpen && view.state !== 'drafting')) return null;
  return (
    <div>
      <Button
        look="primary"
        icon={Gavel}
        reason={canOpen ? null : t('procedure.notFrozen')}
        onClick={() => {
          onOpen({ sheet: 'open' });
        }}
      >
        {canOpen ? t('procedure.openOn', { revision: view.revision }) : t('procedure.open')}
      </Button>
    </div>
  );
}

function Actions({ procedure, onOpen }: OpenProps & { procedure: Procedure }): ReactNode {
  const t = useT();
  const mayWithdraw = useDenial()('procedure.open') === null;
  return (
    <>
      <VoteButtons
        procedure={procedure}
        onAct={(act) => {
          onOpen({ sheet: 'vote', procedure, act });
        }}
      />
      {mayWithdraw && (
        <Button
          icon={Undo2}
          onClick={() => {
            onOpen({ sheet: 'withdraw', procedure });
          }}
        >
          {t('procedure.withdraw')}
        </Button>
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
