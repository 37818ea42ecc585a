import type { Procedure } from '@entente/contracts';
import { Gavel, SpellCheck } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { kindsNow } from '../../decision/declaring.js';
import { Rounds } from '../../decision/rounds.js';
import { isRunning } from '../../decision/running.js';
import { useDenial, useMe } from '../../frame/actor.js';
import { useLinkedAct } from '../../frame/use-linked-act.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { Button } from '../../ui/button.js';
import { Empty } from '../../ui/placeholders.js';
import { AwaitingCapital } from './awaiting-capital.js';
import { ChairActions, useOfficeDeclaring } from './chair-actions.js';
import { linkedSheet } from './linked-sheet.js';
import { MoreActs, type MoreAct } from './more-acts.js';
import { Sheets, type OpenedSheet } from './opened-sheet.js';
import { PartnerActions } from './partner-actions.js';
import { ProcedureCard } from './procedure-card.js';
import { StandingParts } from './standing-parts.js';

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
      {!running && <OpenButton newest={newest ?? null} onOpen={setOpened} />}
      {newest === undefined ? (
        <Empty title={t('procedure.none')} text={t('procedure.noneText')} />
      ) : (
        <ProcedureCard procedure={newest} procedures={procedures}>
          <div className="stack">
            {running && <AwaitingCapital procedure={newest} onOpen={setOpened} />}
            {running && <PartnerActions procedure={newest} onOpen={setOpened} />}
            {running && <ChairActions procedure={newest} onOpen={setOpened} />}
            {running && <OfficeActions procedure={newest} onOpen={setOpened} />}
            {newest.state === 'adopted' && <CorrectButton procedure={newest} onOpen={setOpened} />}
            <StandingParts procedure={newest} onOpen={setOpened} />
            {!running && <Afterwards procedure={newest} onOpen={setOpened} />}
          </div>
        </ProcedureCard>
      )}
      {earlier.length > 0 && (
        <details className="earlier">
          <summary>{t('procedure.earlier')}</summary>
          <div className="stack">
            {earlier.map((procedure) => (
              <ProcedureCard key={procedure.id} procedure={procedure} procedures={procedures} />
            ))}
          </div>
        </details>
      )}
      {procedures.length > 0 && <Rounds procedures={procedures} />}
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

/** For the chair, once a version is frozen, or where one came back from a procedure. */
function OpenButton({ newest, onOpen }: OpenProps & { newest: Procedure | null }): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const mayOpen = useDenial()('procedure.open') === null;
  const frozen = view.state === 'frozen';
  const again = view.state === 'drafting' && newest?.revision === view.revision;
  if (!mayOpen || (!frozen && view.state !== 'drafting')) return null;
  return (
    <div>
      <Button
        look="primary"
        icon={Gavel}
        reason={frozen || again ? null : t('procedure.notFrozen')}
        onClick={() => {
          onOpen({ sheet: 'open' });
        }}
      >
        {words()}
      </Button>
    </div>
  );

  function words(): string {
    const { revision } = view;
    if (frozen) return t('procedure.openOn', { revision });
    return again ? t('forum.again', { revision }) : t('procedure.open');
  }
}

/** What was adopted is corrected in form by the secretariat, before a publication and after it. */
function CorrectButton({ procedure, onOpen }: OpenProps & { procedure: Procedure }): ReactNode {
  const t = useT();
  const runs = procedure.core.corrigenda.some(({ state }) => state === 'running');
  if (useDenial()('procedure.corrigendum') !== null) return null;
  return (
    <div>
      <Button
        icon={SpellCheck}
        reason={runs ? t('corrigendum.runs') : null}
        onClick={() => {
          onOpen({ sheet: 'corrigendum', procedure });
        }}
      >
        {t('corrigendum.file')}
      </Button>
    </div>
  );
}

/** The secretariat corrects the form, and declares for the minutes, while the procedure runs. */
function OfficeActions({ procedure, onOpen }: OpenProps & { procedure: Procedure }): ReactNode {
  const t = useT();
  const me = useMe();
  const correct: MoreAct = {
    key: 'corrigendum',
    label: t('corrigendum.file'),
    means: t('corrigendum.means'),
    reason: reasonAgainstCorrecting(),
    onPress: () => {
      onOpen({ sheet: 'corrigendum', procedure });
    },
  };
  const acts = [correct, ...useOfficeDeclaring(procedure, onOpen)];
  if (me.delegationKind !== 'secretariat') return null;
  return <MoreActs label={t('more.secretariat')} acts={acts} />;

  function reasonAgainstCorrecting(): string | null {
    if (procedure.openedAt === null) return t('electorate.notOpen');
    return procedure.core.corrigenda.some(({ state }) => state === 'running') ? t('corrigendum.runs') : null;
  }
}

/** What may still be declared of a procedure that has ended. */
function Afterwards({ procedure, onOpen }: OpenProps & { procedure: Procedure }): ReactNode {
  const t = useT();
  const me = useMe();
  const denied = useDenial()('procedure.declare');
  if (denied !== null || kindsNow(procedure.core, me).length === 0) return null;
  return (
    <div>
      <Button
        small
        onClick={() => {
          onOpen({ sheet: 'declare', procedure });
        }}
      >
        {t('declare.title')}
      </Button>
    </div>
  );
}
