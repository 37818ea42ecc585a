import type { Act, Delegation } from '@entente/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { T, useT } from '../messages/use-t.js';
import { useRoom } from '../room/room-context.js';
import { slugOfNumber } from '../screens/packages/slug.js';
import { anchorOf, type Provision } from '../text/outline.js';
import { ActMark } from '../ui/act-mark.js';
import { At, HashText } from '../ui/chips.js';
import { Dialog } from '../ui/dialog.js';
import { Notice } from '../ui/notice.js';
import { StanceMark } from '../ui/stance-mark.js';
import type { Cell } from './board.js';

export type OpenedCell = {
  readonly partner: Delegation;
  readonly cell: Cell;
  /** Of the column. */
  readonly name: string;
  readonly provision: Provision | null;
};

/** Who, when, on which hash, and the note of one position. */
export function CellDialog({
  partner,
  cell,
  name,
  provision,
  onClose,
}: OpenedCell & { onClose: () => void }): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const { position, stance, stale } = cell;
  return (
    <Dialog title={`${partner.name}, ${name}`} onClose={onClose}>
      <p className="row">
        <StanceMark stance={stance} stale={stale} label={null} />
        <strong>
          {position?.position === 'reserve' && position.reserve !== null
            ? t(`reserve.${position.reserve}`)
            : t(`stance.${stance}`)}
        </strong>
      </p>
      {stale && <Notice tone="warn">{t('position.stale')}</Notice>}
      {position !== null && (
        <>
          {position.note !== '' && <p className="position-note">{position.note}</p>}
          <p className="quiet">
            <T
              id="board.given"
              values={{ name: position.name, at: () => <At key="at" ms={position.at} /> }}
            />
          </p>
          <dl className="facts">
            <dt>{t('board.hash')}</dt>
            <dd>
              <HashText hash={position.hash} />
            </dd>
          </dl>
        </>
      )}
      {provision !== null && (
        <Link to={`/p/${slugOfNumber(view.number)}/text#${anchorOf(provision.citation)}`}>
          {t('board.openInText')}
        </Link>
      )}
    </Dialog>
  );
}

type VoteProps = { partner: Delegation; act: Act; onClose: () => void };

/** A partner's vote, with its reason and its number in the record. */
export function VoteDialog({ partner, act, onClose }: VoteProps): ReactNode {
  const t = useT();
  return (
    <Dialog title={`${partner.name}, ${t('board.vote')}`} onClose={onClose}>
      <p className="row">
        <ActMark act={act.act} />
        <strong>{t(`act.${act.act}`)}</strong>
      </p>
      {act.reason !== '' && <p className="position-note">{act.reason}</p>}
      <p className="quiet">
        <T
          id="procedure.actBy"
          values={{ name: act.name, number: act.sequence, at: () => <At key="at" ms={act.at} /> }}
        />
      </p>
    </Dialog>
  );
}
