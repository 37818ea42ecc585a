import type { Obstacle } from '@entente/consensus';
import { formatNumber } from '../format/number.js';
import type { Translate } from '../messages/use-t.js';

/** As many codes as a sentence bears. */
const NAMED = 8;

/** What stands in the way of adoption, in the words of one sentence. */
export const obstacleWords = (obstacles: readonly Obstacle[], t: Translate): string =>
  obstacles.map((obstacle) => wordsOf(obstacle, t)).join('; ');

function wordsOf({ reason, partners, short, unit, part }: Obstacle, t: Translate): string {
  const codes =
    partners.length > NAMED ? t('standing.partners', { count: partners.length }) : partners.join(', ');
  const why = t(`obstacle.${reason}`, { codes, short: formatNumber(short), unit });
  return part === null ? why : t('obstacle.ofPart', { part, why });
}
