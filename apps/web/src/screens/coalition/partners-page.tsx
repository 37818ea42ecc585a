import type { Delegation } from '@entente/contracts';
import { Plus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useCoalition } from '../../api/queries.js';
import { useDenial } from '../../frame/actor.js';
import { PageHead } from '../../frame/shell.js';
import { formatNumber } from '../../format/number.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { PartnerDialog } from './partner-dialog.js';

/** The delegations in protocol order; the administrator adds and changes partners. */
export function PartnersPage(): ReactNode {
  const t = useT();
  const { data, error, isPending, refetch } = useCoalition();
  const denied = useDenial()('coalition.administer');
  const [edited, setEdited] = useState<Delegation | 'new' | null>(null);
  const delegations = (data?.delegations ?? []).toSorted((a, b) => a.order - b.order);
  const partners = delegations.filter(({ kind }) => kind === 'partner');
  return (
    <>
      <PageHead
        title={t('partners.title')}
        sentence={
          data === undefined
            ? undefined
            : t('partners.sentence', { partners: partners.filter(({ active }) => active).length })
        }
      >
        <Button
          look="primary"
          icon={Plus}
          reason={denied}
          onClick={() => {
            setEdited('new');
          }}
        >
          {t('partners.add')}
        </Button>
      </PageHead>
      {isPending && <Skeleton lines={9} />}
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {delegations.length > 0 && (
        <DelegationTable delegations={delegations} denied={denied} onChange={setEdited} />
      )}
      {edited !== null && (
        <PartnerDialog
          partner={edited === 'new' ? null : edited}
          nextOrder={Math.max(0, ...partners.map(({ order }) => order)) + 1}
          onClose={() => {
            setEdited(null);
          }}
        />
      )}
    </>
  );
}

type TableProps = {
  delegations: readonly Delegation[];
  denied: string | null;
  onChange: (delegation: Delegation) => void;
};

function DelegationTable({ delegations, denied, onChange }: TableProps): ReactNode {
  const t = useT();
  return (
    <div className="table-wrap">
      <table className="table">
        <caption className="visually-hidden">{t('partners.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('partners.order')}</th>
            <th scope="col">{t('partners.name')}</th>
            <th scope="col">{t('partners.code')}</th>
            <th scope="col">{t('partners.kind')}</th>
            <th scope="col" className="number">
              {t('partners.weight')}
            </th>
            <th scope="col">{t('partners.active')}</th>
            <th scope="col">{t('partners.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {delegations.map((one) => (
            <tr key={one.code}>
              <td>{one.kind === 'partner' ? one.order : ''}</td>
              <th scope="row">{one.name}</th>
              <td className="mono">{one.code}</td>
              <td>{t(`kind.${one.kind}`)}</td>
              <td className="number">{one.kind === 'partner' ? formatNumber(one.weight) : ''}</td>
              <td>{one.kind === 'partner' ? t(one.active ? 'common.yes' : 'common.no') : ''}</td>
              <td>
                {one.kind === 'partner' && (
                  <Button
                    small
                    reason={denied}
                    aria-label={t('partners.changeOne', { name: one.name })}
                    onClick={() => {
                      onChange(one);
                    }}
                  >
                    {t('partners.change')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
