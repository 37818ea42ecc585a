import {
  extentOf,
  lanesOf,
  placeIn,
  storeysOf,
  type MarkKind,
  type PlacedMark,
  type Span,
  type TimelineLane,
} from '@entente/consensus';
import type { ActKind, DecisionRecord } from '@entente/contracts';
import {
  Check,
  CheckCheck,
  ClockAlert,
  Eye,
  Hourglass,
  ShieldAlert,
  ShieldCheck,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { formatInstant } from '../format/instant.js';
import { useNow } from '../frame/use-now.js';
import { useT, type Translate } from '../messages/use-t.js';
import { ActMark } from '../ui/act-mark.js';
import { WideTable } from '../ui/wide-table.js';
import { percent, Stretch, TimeAxis } from './time-axis.js';
import '../styles/timeline.css';

/** Marks nearer than this part of the width would cover each other. */
const GAP = 0.03;
/** Height of a storey of marks in px. */
const STOREY = 20;

const ICONS: Readonly<Record<Exclude<MarkKind, ActKind>, LucideIcon>> = {
  delivered: Check,
  opened: Eye,
  acknowledged: CheckCheck,
  asked: Hourglass,
  reserve: ShieldAlert,
  reserve_ended: ShieldCheck,
  late: ClockAlert,
};

/** A lane for each partner: notified, opened, acknowledged, what it said, what it reserved (UI §2; SPEC R184). */
export function Timeline({ record }: { record: DecisionRecord }): ReactNode {
  const t = useT();
  const now = useNow();
  const lanes = lanesOf(record, now);
  const { openedAt, closedAt, deadline } = record.result;
  const whole = [openedAt, closedAt, deadline?.at ?? null]
    .filter((at) => at !== null)
    .map((at) => ({ from: at, to: at }));
  const extent = extentOf(whole, lanes);
  if (extent === null || lanes.every(({ marks, holds }) => marks.length + holds.length === 0))
    return <p className="quiet">{t('timeline.none')}</p>;
  return (
    <div className="stack-tight">
      <div className="timeline" aria-hidden="true">
        {lanes.map((lane) => (
          <Lane key={lane.partner} lane={lane} extent={extent} deadlineAt={deadline?.at ?? null} />
        ))}
        <TimeAxis extent={extent} />
      </div>
      <Legend lanes={lanes} deadlineAt={deadline?.at ?? null} />
      <details>
        <summary>{t('timeline.table')}</summary>
        <LaneTable lanes={lanes} without={record.frozen.terms.without?.partners ?? []} />
      </details>
    </div>
  );
}

type LaneProps = { lane: TimelineLane; extent: Span; deadlineAt: number | null };

function Lane({ lane: { partner, marks, holds }, extent, deadlineAt }: LaneProps): ReactNode {
  const placed = storeysOf(marks, extent, GAP);
  const storeys = Math.max(1, ...placed.map(({ storey }) => storey + 1));
  return (
    <div className="timeline-lane">
      <span className="matrix-code">{partner}</span>
      <div className="timeline-track" style={{ height: storeys * STOREY + 4 }}>
        {holds.map((hold) => (
          <Stretch key={hold.from} span={hold} extent={extent} className="timeline-hold" />
        ))}
        {deadlineAt !== null && (
          <span
            className="timeline-deadline"
            style={{ left: percent(placeIn(extent, deadlineAt as Span['to'])) }}
          />
        )}
        {placed.map((mark, at) => (
          <MarkAt key={at} mark={mark} />
        ))}
      </div>
    </div>
  );
}

function MarkAt({ mark: { what, at, place, storey } }: { mark: PlacedMark }): ReactNode {
  const t = useT();
  return (
    <span
      className="timeline-mark"
      title={`${t(`timeline.mark.${what}`)}: ${formatInstant(at)}`}
      style={{ left: percent(place), top: storey * STOREY + 2 }}
    >
      <Sign what={what} />
    </span>
  );
}

function Sign({ what }: { what: MarkKind }): ReactNode {
  if (what === 'agree' || what === 'object' || what === 'abstain' || what === 'abstain_constructive')
    return <ActMark act={what} />;
  const Icon = ICONS[what];
  return <Icon size={14} aria-hidden="true" />;
}

function Legend({
  lanes,
  deadlineAt,
}: {
  lanes: readonly TimelineLane[];
  deadlineAt: number | null;
}): ReactNode {
  const t = useT();
  const shown = [...new Set(lanes.flatMap(({ marks }) => marks.map(({ what }) => what)))];
  return (
    <ul className="legend" aria-hidden="true">
      {shown.map((what) => (
        <li key={what}>
          <Sign what={what} /> {t(`timeline.mark.${what}`)}
        </li>
      ))}
      {lanes.some(({ holds }) => holds.length > 0) && (
        <li>
          <span className="timeline-key timeline-key-hold" /> {t('timeline.holdKey')}
        </li>
      )}
      {deadlineAt !== null && (
        <li>
          <span className="timeline-key timeline-key-deadline" />{' '}
          {t('timeline.deadline', { at: formatInstant(deadlineAt) })}
        </li>
      )}
    </ul>
  );
}

type LaneTableProps = { lanes: readonly TimelineLane[]; without: readonly string[] };

function LaneTable({ lanes, without }: LaneTableProps): ReactNode {
  const t = useT();
  return (
    <WideTable caption={t('timeline.lanes')}>
      <thead>
        <tr>
          <th scope="col">{t('timeline.partner')}</th>
          <th scope="col">{t('timeline.steps')}</th>
        </tr>
      </thead>
      <tbody>
        {lanes.map((lane) => (
          <tr key={lane.partner}>
            <th scope="row">{lane.partner}</th>
            <td className="record-cell">{stepsOf(lane, t)}</td>
          </tr>
        ))}
        {without.map((partner) => (
          <tr key={partner}>
            <th scope="row">{partner}</th>
            <td className="record-cell">{t('timeline.notAsked')}</td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

/** A line for each step. */
function stepsOf({ marks, holds }: TimelineLane, t: Translate): string {
  const lines = [
    ...marks.map(({ what, at }) => `${t(`timeline.mark.${what}`)}: ${formatInstant(at)}`),
    ...holds.map(({ from, to }) => t('timeline.hold', { from: formatInstant(from), to: formatInstant(to) })),
  ];
  return lines.length === 0 ? t('timeline.noSteps') : lines.join('\n');
}
