import type { CompositeCount, Count, Test } from '@entente/consensus';
import { Check, Minus, X, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatNumber } from '../format/number.js';
import { formatShare } from '../format/share.js';
import { useT, type Translate } from '../messages/use-t.js';
import { barsOf, type Bar } from './threshold.js';

/** One bar a test of the rule, with its limit; a dashed bar shows a *what if* (UI §2). Words and figures say all that the bars show. */
export function ThresholdBars({ count, whatIf = null }: { count: Count; whatIf?: Count | null }): ReactNode {
  const t = useT();
  if ('parts' in count) return <PartBars count={count} whatIf={whatIf} />;
  return (
    <ul className="thresholds" aria-label={t('threshold.all')}>
      {barsOf(count, whatIf).map((bar) => (
        <Threshold key={bar.test.test} bar={bar} />
      ))}
    </ul>
  );
}

/** Each part under its name and with what it comes to by itself: one that is rejected rejects the whole. */
function PartBars({ count, whatIf }: { count: CompositeCount; whatIf: Count | null }): ReactNode {
  const t = useT();
  const others = whatIf !== null && 'parts' in whatIf ? whatIf.parts : [];
  return count.parts.map((part) => (
    <section key={part.name} className="stack-tight" aria-label={part.name}>
      <h4 className="leg-name">
        {t('threshold.part', { part: part.name, outcome: t(`outcome.${part.count.outcome}`) })}
      </h4>
      <ThresholdBars
        count={part.count}
        whatIf={others.find(({ name }) => name === part.name)?.count ?? null}
      />
    </section>
  ));
}

function Threshold({ bar }: { bar: Bar }): ReactNode {
  const t = useT();
  const { test } = bar;
  const [Icon, tone] = signOf(bar);
  return (
    <li className={`threshold threshold-${tone}`}>
      <span className="threshold-name">
        <Icon size={14} aria-hidden="true" />
        {t(`threshold.${test.test}`)}
      </span>
      <Track bar={bar} />
      <span className="threshold-words">{wordsOf(bar, t)}</span>
    </li>
  );
}

function Track({ bar: { filled, limit, ghost } }: { bar: Bar }): ReactNode {
  return (
    <svg className="threshold-track" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <rect className="threshold-whole" x="0" y="3" width="100" height="6" />
      <rect className="threshold-have" x="0" y="3" width={percent(filled)} height="6" />
      {ghost !== null && (
        <rect className="threshold-ghost" x="0" y="1.5" width={percent(ghost.filled)} height="9" />
      )}
      <line className="threshold-limit" x1={percent(limit)} x2={percent(limit)} y1="0" y2="12" />
    </svg>
  );
}

const percent = (part: number): number => Math.min(100, Math.max(0, part * 100));

function signOf({ test }: Bar): readonly [LucideIcon, 'holds' | 'excused' | 'fails'] {
  if (test.holds) return [Check, 'holds'];
  return test.excused ? [Minus, 'excused'] : [X, 'fails'];
}

function wordsOf({ test, whole, ghost }: Bar, t: Translate): string {
  const said = `${t(`threshold.${test.sense}.${test.unit}`, figuresOf(test, whole))} ${resultOf(test, whole, t)}`;
  if (ghost === null) return said;
  const { share, have } = figuresOf(ghost.test, whole);
  return `${said} ${t('threshold.would', { have, share: share === '' ? '' : ` (${share})` })} ${resultOf(ghost.test, whole, t)}`;
}

function resultOf(test: Test, whole: number, t: Translate): string {
  if (test.excused) return t('threshold.excused');
  return t(`threshold.${test.sense}.${test.holds ? 'holds' : 'fails'}`, figuresOf(test, whole));
}

/** `share`: of weight alone, cut and never rounded up; else ''. */
const figuresOf = ({ unit, have, need, margin }: Test, whole: number) => ({
  have: formatNumber(have),
  need: formatNumber(need),
  margin: Math.abs(margin),
  shown: formatNumber(Math.abs(margin)),
  share: unit === 'weight' && whole > 0 ? formatShare(have, whole, need) : '',
});
