import { assertNever, type Instant } from '@entente/kernel';
import { AlarmClock, BellOff, Clock, Flag, Hourglass, Scale, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Due } from '../../desk/attention.js';
import { formatInstant } from '../../format/instant.js';
import { T, useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { At } from '../../ui/chips.js';
import { slugOfNumber } from '../packages/slug.js';

const ICONS: Readonly<Record<Due['what'], LucideIcon>> = {
  clock_fault: AlarmClock,
  result_flipped: Scale,
  late_objection: Flag,
  time_asked: Clock,
  receipts: BellOff,
  capital: Hourglass,
};

/** What waits for the chair in the procedures; each line leads to where it is dealt with. */
export function Dues({ dues }: { dues: readonly Due[] }): ReactNode {
  const t = useT();
  const { view } = useRoom();
  if (dues.length === 0) return <p className="quiet">{t('desk.duesNone')}</p>;
  const decision = `/p/${slugOfNumber(view.number)}/decision`;
  return (
    <ul className="dues">
      {dues.map((due) => {
        const Icon = ICONS[due.what];
        const sheet = SHEETS[due.what];
        return (
          <li key={keyOf(due)} className={`due due-${due.what}`}>
            <Icon size={17} aria-hidden="true" />
            <div className="due-words">
              <strong>{t(`desk.due.${due.what}`)}</strong>
              <p>
                <DueText due={due} />
              </p>
            </div>
            <Link
              className="button button-plain button-small"
              to={sheet === null ? decision : `${decision}?act=${sheet}&procedure=${due.procedure.id}`}
            >
              {t(`desk.due.${due.what}Act`)}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

const keyOf = (due: Due): string =>
  [due.what, due.procedure.id, 'partner' in due ? due.partner : '', 'at' in due ? due.at : ''].join(' ');

/** The act sheet that a line leads to; null: to the procedure. */
const SHEETS: Readonly<Record<Due['what'], string | null>> = {
  clock_fault: 'extend',
  time_asked: 'extend',
  result_flipped: 'confirm_result',
  late_objection: null,
  receipts: null,
  capital: null,
};

function DueText({ due }: { due: Due }): ReactNode {
  const t = useT();
  const { revision } = due.procedure;
  const when = (at: Instant) => () => <At key="at" ms={at} />;
  switch (due.what) {
    case 'clock_fault':
      return t('desk.due.clock_faultText', { revision });
    case 'result_flipped': {
      const { is, wouldHaveBeen, without } = due.comparison;
      return t('desk.due.result_flippedText', {
        revision,
        is: t(`desk.result.${is}`),
        was: t(`desk.result.${wouldHaveBeen}`),
        codes: without.join(', '),
      });
    }
    case 'late_objection':
      return (
        <T
          id="desk.due.late_objectionText"
          values={{ partner: due.partner, revision, reason: due.reason, at: when(due.at) }}
        />
      );
    case 'time_asked': {
      const until = due.until === null ? 'none' : formatInstant(due.until);
      return (
        <T
          id="desk.due.time_askedText"
          values={{ partner: due.partner, revision, until, reason: due.reason, at: when(due.at) }}
        />
      );
    }
    case 'receipts':
      return t('desk.due.receiptsText', {
        codes: due.unacknowledged.join(', '),
        undelivered: due.undelivered.length === 0 ? 'none' : due.undelivered.join(', '),
      });
    case 'capital':
      return <T id="desk.due.capitalText" values={{ partner: due.partner, revision, at: when(due.at) }} />;
    default:
      return assertNever(due);
  }
}
