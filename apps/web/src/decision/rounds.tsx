import { extentOf, placeIn, roundsOf, type Round, type Span } from '@entente/consensus';
import type { DecisionRecord, Procedure } from '@entente/contracts';
import { useQueries } from '@tanstack/react-query';
import { useState, type CSSProperties, type ReactNode } from 'react';
import { recordQuery } from '../api/record-query.js';
import { formatInstant } from '../format/instant.js';
import { useNow } from '../frame/use-now.js';
import { useT, type Translate } from '../messages/use-t.js';
import { Skeleton } from '../ui/placeholders.js';
import { ProblemNote } from '../ui/problem-note.js';
import { WideTable } from '../ui/wide-table.js';
import { percent, Stretch, TimeAxis } from './time-axis.js';
import '../styles/timeline.css';

/** The procedures of a package as rounds beside each other in time; read when it is opened (UI §3; SPEC R184). */
export function Rounds({ procedures }: { procedures: readonly Procedure[] }): ReactNode {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <details
      className="earlier"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>{t('timeline.roundsOpen')}</summary>
      {open && <Read procedures={procedures} />}
    </details>
  );
}

function Read({ procedures }: { procedures: readonly Procedure[] }): ReactNode {
  const records = useQueries({
    queries: procedures.map(({ id, package: packageId }) => recordQuery(packageId, id)),
  });
  const failed = records.find(({ error }) => error !== null);
  if (failed !== undefined) return <ProblemNote error={failed.error} onRetry={() => void failed.refetch()} />;
  const read = records.flatMap(({ data }) => (data === undefined ? [] : [data]));
  return read.length < procedures.length ? <Skeleton lines={3} /> : <Chart records={read} />;
}

function Chart({ records }: { records: readonly DecisionRecord[] }): ReactNode {
  const t = useT();
  const rounds = roundsOf(records, useNow());
  const extent = extentOf(rounds);
  if (extent === null) return <p className="quiet">{t('timeline.none')}</p>;
  return (
    <div className="stack-tight">
      <div className="timeline" aria-hidden="true">
        {rounds.map((round) => (
          <Bar key={round.procedure} round={round} extent={extent} />
        ))}
        <TimeAxis extent={extent} />
      </div>
      <WideTable caption={t('timeline.rounds')}>
        <thead>
          <tr>
            <th scope="col">{t('timeline.rounds')}</th>
            <th scope="col">{t('timeline.begin')}</th>
            <th scope="col">{t('timeline.end')}</th>
            <th scope="col">{t('timeline.what')}</th>
          </tr>
        </thead>
        <tbody>
          {rounds.map((round) => (
            <tr key={round.procedure}>
              <th scope="row">{t('timeline.round', { revision: round.revision })}</th>
              <td>{formatInstant(round.from)}</td>
              <td>{formatInstant(round.to)}</td>
              <td className="record-cell">{wordsOf(round, t)}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </div>
  );
}

function Bar({ round, extent }: { round: Round; extent: Span }): ReactNode {
  const t = useT();
  return (
    <div className="timeline-lane">
      <span className="matrix-code">{t('timeline.round', { revision: round.revision })}</span>
      <div className="timeline-track timeline-round">
        <Stretch span={round} extent={extent} className={`timeline-bar timeline-${round.state}`} />
        {round.extended.map((span) => (
          <Stretch key={span.from} span={span} extent={extent} className="timeline-extended" />
        ))}
        {round.stopped.map((span) => (
          <Stretch key={span.from} span={span} extent={extent} className="timeline-hold" />
        ))}
        <span
          className="timeline-words"
          style={besideBar(placeIn(extent, round.from), placeIn(extent, round.to))}
        >
          {round.followsAs === 'forum_switch'
            ? `${followed('forum_switch', round, t)}: ${came(round, t)}`
            : came(round, t)}
        </span>
      </div>
    </div>
  );
}

/** Words begin where their bar begins; of one that begins far to the right they end where it ends, so that they stay on the page. */
const besideBar = (from: number, to: number): CSSProperties =>
  from <= 0.5 ? { left: percent(from) } : { right: percent(1 - to) };

function came({ state, by }: Round, t: Translate): string {
  const words = t(`procedureState.${state}`);
  return by.length === 0 ? words : t('timeline.broke', { state: words, codes: by.join(', ') });
}

const followed = (
  as: Exclude<Round['followsAs'], 'derogation' | null>,
  { without }: Round,
  t: Translate,
): string => t(`timeline.follows.${as}`, { without: without.length === 0 ? 'none' : without.join(', ') });

/** A line for how a round came after another, for what came of it, and one for each time that its clock was moved or stopped. */
function wordsOf(round: Round, t: Translate): string {
  const ends = ({ from, to }: Span) => ({ from: formatInstant(from), to: formatInstant(to) });
  const { followsAs } = round;
  return [
    ...(followsAs === null || followsAs === 'derogation' ? [] : [followed(followsAs, round, t)]),
    came(round, t),
    ...round.extended.map((span) => t('timeline.extended', ends(span))),
    ...round.stopped.map((span) => t('timeline.stopped', ends(span))),
  ].join('\n');
}
