import type { PastRunView, PastText } from '@entente/contracts';
import { formatInstant } from '../../format/instant.js';
import type { Translate } from '../../messages/use-t.js';

type Rows = PastRunView['written'];
export type Hands = PastText['hands'];

function rowsWords(t: Translate, { seq, last }: Rows): string {
  return t('history.rows', { seq, last: last === seq ? 0 : last });
}

function handOf(hands: Hands, { hand }: Rows): { name: string; delegation: string } {
  return hands[hand] ?? { name: '', delegation: '' };
}

/** One sentence or more about one run: who wrote it, who moved it, who removed it, when and by which edits. */
export function runWords(t: Translate, run: PastRunView, hands: Hands): string {
  const facts = {
    ...handOf(hands, run.written),
    at: formatInstant(run.written.at),
    rows: rowsWords(t, run.written),
  };
  const mover = run.carried === null ? null : handOf(hands, run.carried);
  const wrote =
    mover === null || run.carried === null
      ? t('history.wrote', facts)
      : t('history.wroteCarried', {
          ...facts,
          mover: mover.name,
          moverDelegation: mover.delegation,
          movedAt: formatInstant(run.carried.at),
        });
  return [wrote, removedWords(t, run, hands), suggestedWords(t, run)].filter(Boolean).join(' ');
}

function removedWords(t: Translate, { removed }: PastRunView, hands: Hands): string {
  if (removed === null) return '';
  return t('history.removedBy', {
    ...handOf(hands, removed),
    at: formatInstant(removed.at),
    rows: rowsWords(t, removed),
  });
}

function suggestedWords(t: Translate, { suggested }: PastRunView): string {
  if (suggested === null) return '';
  return suggested === 'insertion' ? t('history.suggestedIn') : t('history.suggestedOut');
}
