import { count, explain, type Situation } from '@entente/consensus';
import type { ReactNode } from 'react';
import { ThresholdBars } from '../decision/threshold-bars.js';
import { useT, type Translate } from '../messages/use-t.js';
import type { Board } from './board.js';
import { blockersOf } from './blockers.js';

/** How far positions are from adoption by a rule: what blocks in one sentence, a bar a test, dashed what a *what if* would make of it. */
export function BoardStanding(props: {
  board: Board;
  now: Situation;
  /** As supposed; null where nothing is. */
  would: Situation | null;
  measuredBy: string;
}): ReactNode {
  const t = useT();
  const { board, now, would, measuredBy } = props;
  const other = would === null ? null : count(would.rule, would.electorate, would.ballot);
  return (
    <section className="stack-tight standing" aria-label={t('board.standing')}>
      <p className="sentence">{sentenceOf(board, now, t)}</p>
      <ThresholdBars count={count(now.rule, now.electorate, now.ballot)} whatIf={other} />
      <p className="quiet small">{t('board.measured', { by: measuredBy })}</p>
    </section>
  );
}

/** `Adoption is blocked by: EE, MT (reserve on 4(2)); missing instructions: 2` (UI §2). */
function sentenceOf(board: Board, situation: Situation, t: Translate): string {
  const { obstacles, deal } = explain(situation);
  if (obstacles.length === 0) return t('board.wouldAdopt');
  const { against, awaited } = blockersOf(board, situation);
  const who = against.map(({ code, mark, citations }) =>
    t('board.blocker', {
      code,
      what: t(`stance.${mark}`).toLowerCase(),
      on:
        citations.length > 3
          ? t('board.andMore', { on: citations.slice(0, 3).join(', ') })
          : citations.join(', '),
    }),
  );
  return [
    t('board.blocked', { count: who.length, who: who.join(', ') }),
    t('board.awaited', { count: awaited.length, codes: awaited.length > 8 ? '' : awaited.join(', ') }),
    deal === null
      ? t('standing.noDeal')
      : t('standing.deal', {
          count: deal.changes.length,
          codes: deal.changes.map(({ partner }) => partner).join(', '),
        }),
  ]
    .filter((part) => part !== '')
    .join(' ');
}
