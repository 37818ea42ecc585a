import { explain, situationOf, whatIf, type Explanation, type Supposition } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import { useMemo, useState, type ReactNode } from 'react';
import { useT, type Translate } from '../messages/use-t.js';
import { Button } from '../ui/button.js';
import { MatrixWhatIf } from './matrix-what-if.js';
import { obstacleWords } from './obstacle-words.js';
import { ThresholdBars } from './threshold-bars.js';
import { WhatIf } from './what-if.js';

/** How far a running procedure is from adoption: each test of its rule, what stands in the way, what would turn it (UI §2). */
export function Standing({ procedure }: { procedure: Procedure }): ReactNode {
  const t = useT();
  const [supposed, setSupposed] = useState<readonly Supposition[] | null>(null);
  const situation = useMemo(() => situationOf(procedure.core), [procedure.core]);
  const explained = useMemo(() => explain(situation), [situation]);
  const other = useMemo(
    () => (supposed === null ? null : whatIf(situation, supposed)),
    [situation, supposed],
  );
  return (
    <section className="stack-tight standing" aria-label={t('standing.title')}>
      <p className="sentence">{reservesSentence(procedure, t) ?? sentenceOf(explained, t)}</p>
      <ThresholdBars count={explained.count} whatIf={other?.count ?? null} />
      {supposed === null && (
        <div>
          <Button
            small
            onClick={() => {
              setSupposed([]);
            }}
          >
            {t('standing.whatIf')}
          </Button>
        </div>
      )}
      {supposed !== null && procedure.kind === 'matrix' && (
        <MatrixWhatIf
          procedure={procedure}
          onClose={() => {
            setSupposed(null);
          }}
        />
      )}
      {supposed !== null && procedure.kind !== 'matrix' && (
        <WhatIf
          procedure={procedure}
          situation={situation}
          supposed={supposed}
          outcome={other?.count.outcome ?? explained.count.outcome}
          flips={other?.flips ?? false}
          onSuppose={setSupposed}
          onClose={() => {
            setSupposed(null);
          }}
        />
      )}
    </section>
  );
}

/** Live reserves that stand in the way under this rule book, whatever the count says; null where none does. */
function reservesSentence({ core }: Procedure, t: Translate): string | null {
  const live = core.reserves.filter(
    ({ kind, end }) => end === null && core.terms.reservePolicy[kind] === 'blocks',
  );
  if (live.length === 0) return null;
  const who = live.map(({ partner, kind }) => `${partner} (${t(`reserve.${kind}`)})`).join(', ');
  return t('standing.reserves', { count: live.length, who });
}

/** What blocks adoption in one sentence, and what would change it. */
function sentenceOf({ obstacles, breaking, deal, blocking }: Explanation, t: Translate): string {
  if (obstacles.length === 0) {
    const [one] = breaking?.sets ?? [];
    return one === undefined
      ? t('standing.adopts')
      : `${t('standing.adopts')} ${t('standing.breaks', { size: one.partners.length, codes: one.partners.join(', ') })}`;
  }
  const [least] = blocking.sets;
  const parts = [
    t('standing.blocked', { why: obstacleWords(obstacles, t) }),
    deal === null
      ? t('standing.noDeal')
      : t('standing.deal', {
          count: deal.changes.length,
          codes: deal.changes.map(({ partner }) => partner).join(', '),
        }),
  ];
  if (least !== undefined) parts.push(t('standing.couldBlock', { codes: least.partners.join(', ') }));
  return parts.join(' ');
}
