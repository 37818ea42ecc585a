import { DECLARATION_FORMS } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useDelegationNames } from '../api/queries.js';
import { useT } from '../messages/use-t.js';
import { At } from '../ui/chips.js';

/** What was declared beside the acts, whole, and where it travels. */
export function Declarations({ procedure }: { procedure: Procedure }): ReactNode {
  const t = useT();
  const nameOf = useDelegationNames();
  const { declarations } = procedure.core;
  if (declarations.length === 0) return null;
  const byId = new Map(declarations.map((one) => [one.id, one]));
  const whose = (partners: readonly string[]): string =>
    partners.length === 0 ? t('declaration.office') : partners.map(nameOf).join(', ');
  return (
    <section className="stack-tight" aria-label={t('declaration.title')}>
      <h3>{t('declaration.title')}</h3>
      <ul className="slowing">
        {declarations.map(({ id, kind, partners, text, answers, at }) => {
          const answered = answers === null ? undefined : byId.get(answers);
          return (
            <li key={id}>
              <strong>{whose(partners)}</strong> {t(`declaration.${kind}`)}, <At ms={at} />
              {answered !== undefined && (
                <span className="quiet"> {t('declaration.answers', { who: whose(answered.partners) })}</span>
              )}
              <p className="position-note">{text}</p>
              <span className="quiet small">{t(`declare.travels.${DECLARATION_FORMS[kind].travels}`)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
