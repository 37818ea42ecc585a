import { residualHash, type Matter } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import { Check, CircleDot, Hourglass, X, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '../messages/use-t.js';
import { HashText } from '../ui/chips.js';

const SIGNS: Readonly<Record<Matter['state'], LucideIcon>> = {
  open: CircleDot,
  held: Hourglass,
  adopted: Check,
  rejected: X,
};

/** Entries that can be severed: where each stands, and the hash of what would be left without it, as shown at opening (SPEC R88). */
export function Entries({ procedure }: { procedure: Procedure }): ReactNode {
  const t = useT();
  const { terms, matters, packageHash } = procedure.core;
  if (!terms.severable) return null;
  const ids = terms.items.map(({ id }) => id);
  const states = new Map(matters.map(({ id, state }) => [id, state]));
  return (
    <section className="stack-tight" aria-label={t('entries.title')}>
      <h3>{t('entries.title')}</h3>
      <p className="quiet small">{t('entries.means')}</p>
      <ol className="entries">
        {terms.items.map(({ id, title, framework }) => {
          const state = states.get(id) ?? 'open';
          const Icon = SIGNS[state];
          return (
            <li key={id} className={`entry entry-${state}`}>
              <span className="row-tight">
                <Icon size={16} aria-hidden="true" />
                <strong>{framework === true ? t('scope.framework', { title }) : title}</strong>
                <span className="quiet">{t(`entries.${state}`)}</span>
              </span>
              {framework !== true && (
                <span className="quiet small">
                  {t('entries.without')}{' '}
                  <HashText
                    hash={residualHash(
                      terms,
                      packageHash,
                      ids.filter((other) => other !== id),
                    )}
                  />
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
