import type { Delegation } from '@entente/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { T, useT } from '../messages/use-t.js';
import { useRoom } from '../room/room-context.js';
import { slugOfNumber } from '../screens/packages/slug.js';
import { anchorOf, type Provision } from '../text/outline.js';
import { At, HashText } from '../ui/chips.js';
import { Dialog } from '../ui/dialog.js';
import { Notice } from '../ui/notice.js';
import { StanceMark } from '../ui/stance-mark.js';
import type { Cell } from './board.js';

type CellProps = {
  partner: Delegation;
  cell: Cell;
  name: string;
  provision: Provision | null;
  onClose: () => void;
};

/** Who, when, on which hash, and the note of one position. */
export function CellDialog({ partner, cell, name, provision, onClose }: CellProps): ReactNode {
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
