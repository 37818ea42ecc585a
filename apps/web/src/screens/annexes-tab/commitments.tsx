import type { AnnexEntry } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useDelegationNames } from '../../api/queries.js';
import { useT } from '../../messages/use-t.js';
import { HashText } from '../../ui/chips.js';
import { WideTable } from '../../ui/wide-table.js';

/** What is bound to the package: for everybody, and saying nothing of what it is. */
export function Commitments({ entries }: { entries: readonly AnnexEntry[] }): ReactNode {
  const t = useT();
  const nameOf = useDelegationNames();
  return (
    <section className="stack-tight section-gap">
      <h2>{t('annexes.commitments')}</h2>
      <p className="quiet">
        {entries.length === 0 ? t('annexes.commitmentsNone') : t('annexes.commitmentsText')}
      </p>
      {entries.length > 0 && (
        <WideTable caption={t('annexes.commitments')}>
          <thead>
            <tr>
              <th scope="col">{t('annexes.owner')}</th>
              <th scope="col">{t('annexes.publicTitle')}</th>
              <th scope="col">{t('annexes.commitment')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map(({ annex, owner, publicTitle, commitment }) => (
              <tr key={annex}>
                <th scope="row">{nameOf(owner)}</th>
                <td>{publicTitle ?? <span className="quiet">{t('annexes.notNamed')}</span>}</td>
                <td>
                  <HashText hash={commitment} />
                </td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
    </section>
  );
}
