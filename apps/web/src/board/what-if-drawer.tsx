import { whatIf, type Situation } from '@entente/consensus';
import type { ReactNode } from 'react';
import { resultWords } from './measure.js';
import { useT, type Translate } from '../messages/use-t.js';
import { Button } from '../ui/button.js';
import { Drawer } from '../ui/drawer.js';
import type { Board } from './board.js';
import { ShareNote } from './share-note.js';
import { supposedList, type Supposed } from './suppose.js';

type DrawerProps = {
  board: Board;
  supposed: Supposed;
  /** As it is, and as it would be, by the same rule; null: nothing measures it. */
  now: Situation | null;
  would: Situation | null;
  measuredBy: string;
  onReset: () => void;
  onClose: () => void;
};

/**
 * What is supposed on the board, and what it would come to, at the side of the board, which stays in use (UI §2). It is on this screen
 * alone, unless it is left as a note (SPEC R188).
 */
export function WhatIfDrawer(props: DrawerProps): ReactNode {
  const t = useT();
  const { board, supposed, onReset, onClose } = props;
  const list = supposedList(board, supposed);
  const nothing = list.length === 0 ? t('whatIf.nothing') : null;
  return (
    <Drawer title={t('standing.whatIf')} onClose={onClose}>
      <strong role="status">{list.length === 0 ? t('boardWhatIf.how') : outcomeOf(props, t)}</strong>
      <div className="row">
        <Button small reason={nothing} onClick={onReset}>
          {t('whatIf.reset')}
        </Button>
      </div>
      {list.length > 0 && (
        <ul className="supposed-list">
          {linesOf(props, t).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <p className="quiet small">{t('boardWhatIf.private')}</p>
      <ShareNote nothing={nothing} text={() => noteOf(props, t)} />
    </Drawer>
  );
}

function outcomeOf({ now, would }: DrawerProps, t: Translate): string {
  if (now === null || would === null) return t('boardWhatIf.noRule');
  const before = whatIf(now, []).count;
  const after = whatIf(would, []).count;
  const id = before.outcome === after.outcome ? 'whatIf.same' : 'whatIf.flips';
  return t(id, { outcome: t(`outcome.${after.outcome}`) });
}

/** A partner that is supposed alike on several provisions is one line. */
function linesOf({ board, supposed }: DrawerProps, t: Translate): string[] {
  const lines = new Map<string, { partner: string; to: string; citations: string[] }>();
  for (const { partner, citation, to } of supposedList(board, supposed)) {
    const key = `${partner} ${to}`;
    const line = lines.get(key) ?? { partner, to: t(`stance.${to}`), citations: [] };
    line.citations.push(citation);
    lines.set(key, line);
  }
  return [...lines.values()].map(({ partner, to, citations }) => {
    const shown = citations.slice(0, MOST_CITED).join(', ');
    const more = citations.length - MOST_CITED;
    return t('boardWhatIf.line', {
      partner,
      to,
      where: more > 0 ? t('boardWhatIf.more', { shown, more }) : shown,
    });
  });
}

const MOST_CITED = 4;

function noteOf(props: DrawerProps, t: Translate): string {
  const { would, measuredBy } = props;
  const counted = would === null ? null : whatIf(would, []).count;
  const result = counted === null ? [] : [`${measuredBy}: ${resultWords(counted, t)}`];
  return [t('boardWhatIf.noteHead'), ...linesOf(props, t), outcomeOf(props, t), ...result].join('\n');
}
