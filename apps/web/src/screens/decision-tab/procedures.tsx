import type { Procedure } from '@entente/contracts';
import { Gavel, Undo2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { isRunning } from '../../decision/running.js';
import { useDenial } from '../../frame/actor.js';
import { useLinkedAct } from '../../frame/use-linked-act.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { Button } from '../../ui/button.js';
import { Empty } from '../../ui/placeholders.js';
import { AwaitingCapital } from './awaiting-capital.js';
import { linkedSheet } from './linked-sheet.js';
import { Sheets, type OpenedSheet } from './opened-sheet.js';
import { PartnerActions } from './partner-actions.js';
import { ProcedureCard } from './procedure-card.js';
import { Slowing } from './slowing.js';

/** The procedure that runs or ran last, what one may do in it, and the earlier ones. */
export function Procedures({ procedures }: { procedures: readonly Procedure[] }): ReactNode {
  const t = useT();
  const [opened, setOpened] = useState<OpenedSheet | null>(null);
  const [newest, ...earlier] = procedures;
  const running = newest !== undefined && isRunning(newest);
  const runs = useDenial()('procedure.open') === null;
  useLinkedAct(true, (linked) => {
    if (runs) setOpened(linkedSheet(linked, procedures));
  });
  return (
    <>
      {!running && <OpenButton onOpen={setOpened} />}
      {newest === undefined ? (
        <Empty title={t('procedure.none')} text={t('procedure.noneText')} />
      ) : (
        <ProcedureCard procedure={newest}>
          <div className="stack">
            {running && <AwaitingCapital procedure={newest} />}
            {running && <PartnerActions procedure={newest} onOpen={setOpened} />}
            {running && <ChairActions procedure={newest} onOpen={setOpened} />}
            <Slowing procedure={newest} onOpen={setOpened} />
          </div>
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
        procedures={procedures}
        onClose={() => {
          setOpened(null);
        }}
      />
    </>
  );
}

type OpenProps = { onOpen: (opened: OpenedSheet) => void };

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

/** The chair extends, closes early, takes back. */
function ChairActions({ procedure, onOpen }: OpenProps & { procedure: Procedure }): ReactNode {
  const t = useT();
  if (useDenial()('procedure.open') !== null) return null;
  const { deadlineAt, core, missing, acts } = procedure;
  const allEndorsed = missing.length === 0 && acts.every(({ act }) => act === 'agree');
  return (
    <div className="row" role="group" aria-label={t('procedure.chair')}>
      {deadlineAt !== null && (
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
          <Button
            reason={allEndorsed ? null : t('closeEarly.notAll')}
            onClick={() => {
              onOpen({ sheet: 'close_early', procedure });
            }}
          >
            {t('closeEarly.title')}
          </Button>
          <Button
            onClick={() => {
              onOpen({ sheet: 'leave', procedure });
            }}
          >
            {t('leave.title')}
          </Button>
        </>
      )}
      <Button
        icon={Undo2}
        onClick={() => {
          onOpen({ sheet: 'withdraw', procedure });
        }}
      >
        {t('procedure.withdraw')}
      </Button>
    </div>
  );

  function reasonAgainstExtending(): string | null {
    if (core.suspension !== null) return t('extend.stands');
    return core.extensions < core.terms.maxExtensions ? null : t('extend.none');
  }
}

/** Stops the clock, or lets it run again once it was stopped. */
function SuspendButton({ procedure, onOpen }: OpenProps & { procedure: Procedure }): ReactNode {
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
