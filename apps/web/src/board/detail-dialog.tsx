import type { Delegation } from '@entente/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { T, useT } from '../messages/use-t.js';
import { useRoom } from '../room/room-context.js';
import { slugOfNumber } from '../screens/packages/slug.js';
import { anchorOf } from '../text/outline.js';
import { ActMark } from '../ui/act-mark.js';
import { At, HashText } from '../ui/chips.js';
import { Dialog } from '../ui/dialog.js';
import { Notice } from '../ui/notice.js';
import { StanceMark } from '../ui/stance-mark.js';
import type { Detail, Result } from './face.js';
import { STAGES, instantOf } from './round-columns.js';
import { MILDEST_FIRST } from './stance.js';

export type Opened =
  | { readonly partner: Delegation; readonly detail: Detail }
  | { readonly name: string; readonly result: Result };

/** What stands behind a cell: who, when, on which words, with which reason. */
export function DetailDialog({ opened, onClose }: { opened: Opened; onClose: () => void }): ReactNode {
  const t = useT();
  if ('result' in opened) {
    return (
      <Dialog title={`${t('board.result')}, ${opened.name}`} onClose={onClose}>
        <p>{opened.result.words}</p>
        <p className="quiet small">{t('board.measuredNote')}</p>
      </Dialog>
    );
  }
  const { partner, detail } = opened;
  const titled = (column: string, body: ReactNode): ReactNode => (
    <Dialog title={`${partner.name}, ${column}`} onClose={onClose}>
      {body}
    </Dialog>
  );
  switch (detail.kind) {
    case 'position':
      return titled(detail.name, <PositionDetail detail={detail} />);
    case 'act':
      return titled(t('board.vote'), <ActDetail detail={detail} />);
    case 'version':
      return titled(t('board.rev', { revision: detail.strip.revision }), <VersionDetail detail={detail} />);
    case 'stage':
      return titled(t('notice.title'), <StageDetail detail={detail} />);
  }
}

type Of<Kind extends Detail['kind']> = { detail: Extract<Detail, { kind: Kind }> };

function PositionDetail({ detail: { cell, provision } }: Of<'position'>): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const { position, stance, stale, supposed } = cell;
  return (
    <>
      <p className="row">
        <StanceMark stance={stance} stale={stale} label={null} />
        <strong>
          {position?.position === 'reserve' && position.reserve !== null
            ? t(`reserve.${position.reserve}`)
            : t(`stance.${stance}`)}
        </strong>
      </p>
      {supposed && <Notice>{t('board.onlySupposed')}</Notice>}
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
    </>
  );
}

/** A partner's vote, with its reason and its number in the record. */
function ActDetail({ detail: { act } }: Of<'act'>): ReactNode {
  const t = useT();
  return (
    <>
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
    </>
  );
}

function VersionDetail({ detail: { strip, partner } }: Of<'version'>): ReactNode {
  const t = useT();
  const { mark, stale, counts, outdated, shift } = partner;
  return (
    <>
      <p className="row">
        <StanceMark stance={mark} stale={stale} label={null} />
        <strong>{t(`stance.${mark}`)}</strong>
        {shift !== null && <span className="quiet">{t(`movement.${shift}`)}</span>}
      </p>
      {stale && <Notice tone="warn">{t('position.stale')}</Notice>}
      <ul className="stance-counts">
        {MILDEST_FIRST.filter((one) => (counts[one] ?? 0) > 0).map((one) => (
          <li key={one}>
            <StanceMark stance={one} label={t(`stance.${one}`)} size={16} /> {counts[one]}
          </li>
        ))}
      </ul>
      <p className="quiet">{t('movement.outdated', { count: outdated })}</p>
      <p className="quiet small">
        <T id="movement.tabled" values={{ at: () => <At key="at" ms={strip.tabledAt} /> }} />
      </p>
    </>
  );
}

function StageDetail({ detail: { notice } }: Of<'stage'>): ReactNode {
  const t = useT();
  return (
    <>
      <dl className="facts">
        {STAGES.map((stage) => {
          const at = instantOf(notice, stage);
          return (
            <div key={stage}>
              <dt>{t(`notice.${stage}`)}</dt>
              <dd>{at === null ? t('notice.not_yet') : <At ms={at} />}</dd>
            </div>
          );
        })}
      </dl>
      {notice.extensionAsked !== null && (
        <Notice>
          <T
            id="board.askedForTime"
            values={{
              at: () => <At key="at" ms={notice.extensionAsked?.at ?? 0} />,
              reason: notice.extensionAsked.reason,
            }}
          />
        </Notice>
      )}
    </>
  );
}
