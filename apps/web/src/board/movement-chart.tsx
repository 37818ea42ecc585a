import type { VersionStrip } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useT } from '../messages/use-t.js';
import { SIGNS } from '../ui/signs.js';
import { WideTable } from '../ui/wide-table.js';
import { MILDEST_FIRST } from './stance.js';
import { roundsOf, type Round, type Segment } from './strips.js';

const WIDTH = 600;
const HEIGHT = 26;

/** Movement between rounds: a strip a version, and the same in a table (UI §8). */
export function MovementChart(props: {
  versions: readonly VersionStrip[];
  partners: readonly { readonly code: string }[];
}): ReactNode {
  const t = useT();
  const rounds = roundsOf(
    props.versions,
    props.partners.map(({ code }) => code),
  );
  if (rounds.length < 2) return null;
  return (
    <section className="stack-tight section-gap" aria-labelledby="movement">
      <h2 id="movement">{t('movement.title')}</h2>
      <p className="quiet small">{t('movement.explained')}</p>
      <ul className="rounds" aria-hidden="true">
        {rounds.map((round) => (
          <Strip key={round.revision} round={round} />
        ))}
      </ul>
      <RoundsTable rounds={rounds} />
    </section>
  );
}

function Strip({ round: { revision, segments } }: { round: Round }): ReactNode {
  const t = useT();
  return (
    <li>
      <span className="round-name">{t('board.rev', { revision })}</span>
      <svg className="round" viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}>
        {segments.map((segment) => (
          <Part key={segment.mark} segment={segment} />
        ))}
      </svg>
    </li>
  );
}

function Part({ segment: { mark, count, stale, from, width } }: { segment: Segment }): ReactNode {
  const t = useT();
  const { colour, filled, letter } = SIGNS[mark];
  const left = from * WIDTH;
  const ink = filled ? 'var(--on-status)' : `var(--${colour})`;
  const label = `${letter === null ? '' : t(letter)} ${String(count)}`;
  return (
    <g>
      <rect
        className={filled ? undefined : 'round-weak'}
        x={left + 1}
        y="1"
        width={Math.max(0, width * WIDTH - 2)}
        height={HEIGHT - 2}
        fill={`var(--${colour})`}
        stroke={`var(--${colour})`}
      />
      {stale > 0 && (
        <path
          d={hatchOf(left + 1, (width * WIDTH * stale) / count - 2)}
          stroke={filled ? 'var(--paper)' : `var(--${colour})`}
          strokeWidth="1.2"
        />
      )}
      {width * WIDTH > 24 && (
        <text x={left + (width * WIDTH) / 2} y="17" fill={ink} textAnchor="middle">
          {label}
        </text>
      )}
    </g>
  );
}

/** Strokes over the part that was said for other words. */
function hatchOf(left: number, width: number): string {
  const strokes: string[] = [];
  for (let x = left; x + 8 <= left + width; x += 8)
    strokes.push(`M${String(x)} ${String(HEIGHT - 2)}l8 -${String(HEIGHT - 3)}`);
  return strokes.join('');
}

function RoundsTable({ rounds }: { rounds: readonly Round[] }): ReactNode {
  const t = useT();
  const marks = MILDEST_FIRST.filter((mark) =>
    rounds.some(({ segments }) => segments.some((one) => one.mark === mark)),
  );
  const figure = ({ segments }: Round, mark: (typeof marks)[number]): string => {
    const found = segments.find((one) => one.mark === mark);
    if (found === undefined) return '0';
    return found.stale === 0
      ? String(found.count)
      : t('movement.withStale', { count: found.count, stale: found.stale });
  };
  const codes = (all: readonly string[]): string => (all.length === 0 ? '–' : all.join(', '));
  return (
    <WideTable caption={t('movement.caption')}>
      <thead>
        <tr>
          <th scope="col">{t('movement.version')}</th>
          {marks.map((mark) => (
            <th key={mark} scope="col">
              {t(`stance.${mark}`)}
            </th>
          ))}
          <th scope="col">{t('movement.closer')}</th>
          <th scope="col">{t('movement.further')}</th>
        </tr>
      </thead>
      <tbody>
        {rounds.map((round) => (
          <tr key={round.revision}>
            <th scope="row">{t('board.rev', { revision: round.revision })}</th>
            {marks.map((mark) => (
              <td key={mark}>{figure(round, mark)}</td>
            ))}
            <td>{codes(round.closer)}</td>
            <td>{codes(round.further)}</td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}
