import type { Procedure } from '@entente/contracts';
import type { Instant } from '@entente/kernel';
import type { ReactNode } from 'react';
import { useDenial, useMe } from '../frame/actor.js';
import { useNow } from '../frame/use-now.js';
import { useT } from '../messages/use-t.js';
import { Button } from '../ui/button.js';
import { At } from '../ui/chips.js';
import { useAsking } from './ask-core.js';
import { shorteningsOf } from './shortenings.js';

type ListProps = {
  readonly procedure: Procedure;
  readonly onAgree: (deadlineAt: Instant) => void;
  readonly onShorten: (deadlineAt: Instant) => void;
};

/** Earlier deadlines that partners have agreed to; the chair sets one once nobody is awaited. */
export function ShorteningList({ procedure, onAgree, onShorten }: ListProps): ReactNode {
  const t = useT();
  const me = useMe();
  const now = useNow();
  const asking = useAsking(procedure);
  const runs = useDenial()('procedure.open') === null;
  const proposed = shorteningsOf(procedure.core, now);
  if (proposed.length === 0) return null;
  return (
    <section className="stack-tight" aria-label={t('shorten.title')}>
      <h3>{t('shorten.title')}</h3>
      <ul className="slowing">
        {proposed.map(({ deadlineAt, agreed, awaited }) => (
          <li key={deadlineAt} className="row">
            <span>
              <At ms={deadlineAt} />{' '}
              {t('shorten.who', {
                agreed: agreed.join(', '),
                awaited: awaited.join(', '),
                count: awaited.length,
              })}
            </span>
            {awaited.includes(me.delegation) && (
              <Button
                small
                reason={asking.word({ type: 'agree_shortening', deadlineAt })}
                onClick={() => {
                  onAgree(deadlineAt);
                }}
              >
                {t('shorten.agreeToo')}
              </Button>
            )}
            {runs && (
              <Button
                small
                reason={asking.chair({ type: 'extend', by: 'chair', deadlineAt })}
                onClick={() => {
                  onShorten(deadlineAt);
                }}
              >
                {t('shorten.set')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
