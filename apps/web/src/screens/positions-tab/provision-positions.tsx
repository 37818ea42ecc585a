import type { Position } from '@entente/contracts';
import type { Hash, ProvisionId } from '@entente/kernel';
import { useState, type ReactNode } from 'react';
import { useInstructions } from '../../api/queries.js';
import type { Board, Cell } from '../../board/board.js';
import type { Stance } from '../../board/stance.js';
import { useDenial, useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { allProvisions } from '../../text/outline.js';
import type { ReadText } from '../../text/read-text.js';
import { At } from '../../ui/chips.js';
import { StanceMark } from '../../ui/stance-mark.js';
import { InstructionCard } from './instruction-card.js';
import { PositionForm } from './position-form.js';
import { SinceThen } from './since-then.js';

type PanelProps = { board: Board | null; text: ReadText | null; provision: ProvisionId | null };

/** Every delegation's position on one provision, grouped by status, and one's own. */
export function ProvisionPositions({ board, text, provision }: PanelProps): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const denied = useDenial()('position.take');
  const closed = view.state === 'adopted' || view.state === 'published';
  const found = text === null ? undefined : allProvisions(text.outline).find(({ id }) => id === provision);
  if (board === null || found === undefined) {
    return (
      <p className="quiet">{t(denied === null && !closed ? 'rail.noProvisionTake' : 'rail.noProvision')}</p>
    );
  }
  const cells = board.partners.map((partner) => ({ partner, cell: board.cell(partner.code, found.id) }));
  const silent = cells.filter(({ cell }) => cell.position === null).map(({ partner }) => partner.code);
  const hash = board.hashes.get(found.id);
  return (
    <div className="stack">
      <div>
        <h2 className="serif">{found.citation}</h2>
        <p className="quiet small rail-excerpt">{found.excerpt}</p>
      </div>
      <Summary cells={cells.map(({ cell }) => cell)} />
      {silent.length === cells.length ? (
        <p className="quiet">{t('rail.noneTaken')}</p>
      ) : (
        <>
          <ul className="positions">
            {ORDER.flatMap((stance) =>
              cells
                .filter(({ cell }) => cell.stance === stance)
                .map(({ partner, cell }) =>
                  cell.position === null ? null : (
                    <PositionLine
                      key={partner.code}
                      name={partner.name}
                      cell={cell}
                      position={cell.position}
                      text={text}
                    />
                  ),
                ),
            )}
          </ul>
          {silent.length > 0 && (
            <p className="quiet small">{t('rail.silent', { codes: silent.join(', ') })}</p>
          )}
        </>
      )}
      {!closed && hash !== undefined && <OwnDelegation board={board} provision={found.id} hash={hash} />}
    </div>
  );
}

type OwnProps = { board: Board; provision: ProvisionId; hash: Hash };

/** What one's capital says, and what one says at the table. */
function OwnDelegation({ board, provision, hash }: OwnProps): ReactNode {
  const me = useMe();
  const { view } = useRoom();
  const isNational = me.delegationKind === 'partner';
  const instructions = useInstructions(view.id, isNational).data?.instructions;
  if (!isNational) return null;
  const instruction = instructions?.find((one) => one.provision === provision) ?? null;
  const standing = board.cell(me.delegation, provision);
  return (
    <>
      <InstructionCard
        key={`capital ${provision}`}
        provision={provision}
        hash={hash}
        instruction={instruction}
      />
      <PositionForm
        key={provision}
        provision={provision}
        hash={hash}
        standing={standing}
        instruction={instruction}
      />
    </>
  );
}

const ORDER: readonly Stance[] = [
  'oppose',
  'substantive',
  'scrutiny',
  'no_instructions',
  'can_accept',
  'support',
];

function Summary({ cells }: { cells: readonly Cell[] }): ReactNode {
  const t = useT();
  const counts = ORDER.toReversed().map((stance) => ({
    stance,
    count: cells.filter((cell) => cell.stance === stance).length,
  }));
  return (
    <ul className="stance-counts">
      {counts.map(({ stance, count }) => (
        <li key={stance} className={count === 0 ? 'is-zero' : undefined}>
          <StanceMark stance={stance} label={t(`stance.${stance}`)} size={16} /> {count}
        </li>
      ))}
    </ul>
  );
}

function PositionLine(props: {
  name: string;
  cell: Cell;
  position: Position;
  text: ReadText | null;
}): ReactNode {
  const t = useT();
  const { name, cell, position, text } = props;
  const [open, setOpen] = useState(false);
  const words =
    position.position === 'reserve' && position.reserve !== null
      ? t(`reserve.${position.reserve}`)
      : t(`position.${position.position}`);
  return (
    <li className="position">
      <StanceMark stance={cell.stance} stale={cell.stale} label={null} />
      <div className="position-words">
        <span>
          <strong>{name}</strong> {words}
          {cell.stale && <span className="chip chip-stale">{t('position.stale')}</span>}
        </span>
        {position.note !== '' && <p className="position-note">{position.note}</p>}
        <span className="quiet small">
          {position.name}, <At ms={position.at} />
        </span>
        {cell.stale && (
          <>
            <button
              type="button"
              className="button button-link"
              aria-expanded={open}
              onClick={() => {
                setOpen(!open);
              }}
            >
              {open ? t('rail.hideDiff') : t('rail.showDiff')}
            </button>
            {open && text !== null && <SinceThen position={position} text={text} />}
          </>
        )}
      </div>
    </li>
  );
}
