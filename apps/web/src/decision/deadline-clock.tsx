import type { WorkingCalendar } from '@entente/consensus';
import type { Instant } from '@entente/kernel';
import type { ReactNode } from 'react';
import { formatInstant } from '../format/instant.js';
import { useNowBy } from '../frame/use-now.js';
import { useT, type Translate } from '../messages/use-t.js';
import { LAST_MINUTES_MS, remainingOf, spokenAt, workingRemainingOf, type Remaining } from './remaining.js';

type ClockProps = {
  readonly deadline: Instant;
  /** IANA zone of the seat that set the deadline. */
  readonly seatZone: string;
  /** Of the seat; null where the procedure names none. */
  readonly calendar: WorkingCalendar | null;
};

/** What is left of a deadline, and the deadline in the reader's zone, the seat's and UTC (UI §3). The words are the fact; nothing else is. */
export function DeadlineClock({ deadline, seatZone, calendar }: ClockProps): ReactNode {
  const t = useT();
  const near = useNowBy(false);
  const now = useNowBy(deadline - near <= 2 * LAST_MINUTES_MS && deadline >= near);
  const spoken = spokenAt(now, deadline);
  return (
    <div className="deadline">
      <p className="deadline-left">
        <strong className="deadline-figure">{leftWords(remainingOf(now, deadline), t)}</strong>
        {calendar !== null && <span className="quiet">{workingWords(calendar, { now, deadline }, t)}</span>}
      </p>
      <dl className="deadline-zones">
        {zonesOf(seatZone, t).map(({ name, zone }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <time dateTime={new Date(deadline).toISOString()}>{formatInstant(deadline, zone)}</time>
            </dd>
          </div>
        ))}
      </dl>
      <p className="visually-hidden" aria-live="polite">
        {spoken !== null && t(`deadline.spoken.${spoken}`)}
      </p>
    </div>
  );
}

function leftWords(left: Remaining, t: Translate): string {
  const { unit, ...values } = left;
  return t(`deadline.left.${unit}`, values);
}

function workingWords(
  calendar: WorkingCalendar,
  { now, deadline }: { now: Instant; deadline: Instant },
  t: Translate,
): string {
  const working = workingRemainingOf(calendar, now, deadline);
  return working === null
    ? t('deadline.noCalendar', { city: calendar.name })
    : t('deadline.working', { ...working, city: calendar.name });
}

function zonesOf(
  seatZone: string,
  t: Translate,
): readonly { readonly name: string; readonly zone: string | undefined }[] {
  return [
    { name: t('deadline.yours'), zone: undefined },
    {
      name: t('deadline.seat', { zone: seatZone.replace(/^.*\//, '').replaceAll('_', ' ') }),
      zone: seatZone,
    },
    { name: t('deadline.utc'), zone: 'UTC' },
  ];
}
