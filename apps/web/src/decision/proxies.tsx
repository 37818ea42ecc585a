import type { Procedure } from '@entente/contracts';
import type { ReactNode } from 'react';
import { T, useT } from '../messages/use-t.js';
import { At } from '../ui/chips.js';

/** Who represents whom; revoked proxies stay to be read. */
export function Proxies({ procedure }: { procedure: Procedure }): ReactNode {
  const t = useT();
  const { core, electorate } = procedure;
  if (core.proxies.length === 0) return null;
  const names = new Map(electorate.map(({ partner, name }) => [partner, name]));
  return (
    <section className="stack-tight" aria-label={t('proxy.title')}>
      <h3>{t('proxy.title')}</h3>
      <ul className="slowing">
        {core.proxies.map(({ giver, holder, says, at, revokedAt }) => (
          <li key={`${giver} ${String(at)}`}>
            {t('proxy.represents', {
              holder: names.get(holder) ?? holder,
              giver: names.get(giver) ?? giver,
            })}{' '}
            <span className="quiet">{t(`proxy.choice.${says}`)}</span>{' '}
            <span className="quiet small">
              {revokedAt === null ? (
                <At ms={at} />
              ) : (
                <T id="proxy.revoked" values={{ at: () => <At key="at" ms={revokedAt} /> }} />
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
