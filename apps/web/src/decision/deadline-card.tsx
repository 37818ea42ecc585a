import type { Procedure } from '@entente/contracts';
import { CalendarPlus } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { call } from '../api/call.js';
import { keys } from '../api/keys.js';
import { useCall } from '../api/queries.js';
import { download } from '../format/download.js';
import { useDenial, useMe } from '../frame/actor.js';
import { useServerClock } from '../frame/server-clock.js';
import { T, useT } from '../messages/use-t.js';
import { ProcedureReminders } from '../reminders/procedure-reminders.js';
import { Button } from '../ui/button.js';
import { At } from '../ui/chips.js';
import { Notice } from '../ui/notice.js';
import { ProblemNote } from '../ui/problem-note.js';
import { DeadlineClock } from './deadline-clock.js';
import { groundAgainst } from './not-asked.js';
import { NoticeStrip } from './notice-strip.js';

/** The clock of a procedure with a deadline, what silence means in it, and how far its notice has come (UI §3). */
export function DeadlineCard({ procedure }: { procedure: Procedure }): ReactNode {
  const t = useT();
  const { deadlineAt, kind, core } = procedure;
  const { delegation } = useMe();
  const deviceIsWrong = useServerClock();
  useOpenedNotice(procedure);
  if (deadlineAt === null) return null;
  const bySilence = kind === 'silence' || kind === 'no_objection';
  const notAsked = groundAgainst(procedure, delegation) !== null;
  return (
    <section className="stack-tight" aria-label={t('deadline.card')}>
      {procedure.state !== 'suspended' && (
        <DeadlineClock deadline={deadlineAt} seatZone={core.terms.zone} calendar={core.terms.calendar} />
      )}
      <p className="deadline-means">
        {notAsked ? t('deadline.notAsked') : t(bySilence ? 'deadline.silence' : 'deadline.written')}{' '}
        {!notAsked && t(core.terms.deadlineInclusive ? 'deadline.inclusive' : 'deadline.exclusive')}
      </p>
      {deviceIsWrong && <p className="quiet small">{t('deadline.deviceIsWrong')}</p>}
      <Standstill procedure={procedure} />
      <NoticeStrip procedure={procedure} />
      <Requests procedure={procedure} />
      <div className="row">
        <Acknowledge procedure={procedure} />
        <CalendarButton procedure={procedure} />
      </div>
      <ProcedureReminders procedure={procedure} />
    </section>
  );
}

/** That the clock stands, and why. */
function Standstill({ procedure: { state, core } }: { procedure: Procedure }): ReactNode {
  const t = useT();
  if (state !== 'suspended') return null;
  if (core.suspension === null) return <Notice tone="warn">{t('deadline.stands')}</Notice>;
  const { at, reason, until } = core.suspension;
  return (
    <Notice tone="warn">
      <p>
        <T id="deadline.suspended" values={{ reason, at: () => <At key="at" ms={at} /> }} />
      </p>
      <p>
        {until === null ? (
          t('deadline.suspendedOpen')
        ) : (
          <T id="deadline.suspendedUntil" values={{ at: () => <At key="at" ms={until} /> }} />
        )}
      </p>
    </Notice>
  );
}

/** One's delegation has it on the screen: said once, by whoever opens it first. It is a receipt and no act. */
function useOpenedNotice({ id, notices, package: packageId }: Procedure): void {
  const me = useMe();
  const denied = useDenial()('procedure.acknowledge');
  const note = useCall('noteNotice', [keys.procedures(packageId)]);
  const said = useRef<string | null>(null);
  const own = notices.find(({ partner }) => partner === me.delegation);
  const due = denied === null && own?.openedAt === null;
  useEffect(() => {
    if (!due || said.current === id) return;
    said.current = id;
    note.mutate({ params: { procedure: id }, body: { step: 'opened' } });
  }, [due, id, note]);
}

function Acknowledge({
  procedure: { id, notices, package: packageId },
}: {
  procedure: Procedure;
}): ReactNode {
  const t = useT();
  const me = useMe();
  const denied = useDenial()('procedure.acknowledge');
  const note = useCall('noteNotice', [keys.procedures(packageId)]);
  const own = notices.find(({ partner }) => partner === me.delegation);
  if (denied !== null || own === undefined) return null;
  if (own.acknowledgedAt !== null) {
    return (
      <span className="quiet">
        {t('deadline.acknowledged', { delegation: me.delegationName })} <At ms={own.acknowledgedAt} />
      </span>
    );
  }
  return (
    <>
      <Button
        busy={note.isPending}
        onClick={() => {
          note.mutate({ params: { procedure: id }, body: { step: 'acknowledged' } });
        }}
      >
        {t('deadline.acknowledge')}
      </Button>
      <ProblemNote error={note.error} />
    </>
  );
}

function CalendarButton({ procedure: { id } }: { procedure: Procedure }): ReactNode {
  const t = useT();
  const save = async (): Promise<void> => {
    const { filename, content } = await call('procedureCalendar', { params: { procedure: id } });
    download(filename, new Blob([content], { type: 'text/calendar' }));
  };
  return (
    <Button icon={CalendarPlus} onClick={() => void save()}>
      {t('deadline.calendar')}
    </Button>
  );
}

/** Who asked for more time; the chair decides. */
function Requests({ procedure: { notices, electorate } }: { procedure: Procedure }): ReactNode {
  const t = useT();
  const names = new Map(electorate.map(({ partner, name }) => [partner, name]));
  return notices.map(({ partner, extensionAsked }) =>
    extensionAsked === null ? null : (
      <Notice key={partner}>
        {t('deadline.asked', { name: names.get(partner) ?? partner })}{' '}
        {extensionAsked.until !== null && <At ms={extensionAsked.until} />} {extensionAsked.reason}
      </Notice>
    ),
  );
}
