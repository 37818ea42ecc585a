import type { PackageView } from '@entente/contracts';
import { Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useProcedures } from '../api/queries.js';
import { formatInstant } from '../format/instant.js';
import { useNowBy } from '../frame/use-now.js';
import { useT } from '../messages/use-t.js';
import { slugOfNumber } from '../screens/packages/slug.js';
import { LAST_MINUTES_MS, remainingOf } from './remaining.js';
import { runningOf } from './running.js';

/** The deadline of the procedure that runs, on every screen of its package (UI §0, §3); nothing where none runs on a clock. */
export function RunningClock({ view }: { view: PackageView }): ReactNode {
  const t = useT();
  const { data } = useProcedures(view.id);
  const running = data === undefined ? null : runningOf(data.procedures);
  const deadline = running?.deadlineAt ?? null;
  const near = useNowBy(false);
  const now = useNowBy(deadline !== null && deadline >= near && deadline - near <= 2 * LAST_MINUTES_MS);
  if (running === null || deadline === null) return null;
  const { unit, ...values } = remainingOf(now, deadline);
  const silent = running.kind === 'silence' || running.kind === 'no_objection';
  const stands = running.state === 'suspended';
  return (
    <Link className="running-clock" to={`/p/${slugOfNumber(view.number)}/decision`}>
      <Hourglass size={15} aria-hidden="true" />
      <span>
        {t(silent ? 'clock.silence' : 'clock.written', { revision: running.revision })}{' '}
        {stands ? (
          <strong>{t('clock.stands')}</strong>
        ) : (
          <>
            <strong>{t(`deadline.left.${unit}`, values)}</strong>, {formatInstant(deadline)}
          </>
        )}
      </span>
    </Link>
  );
}
