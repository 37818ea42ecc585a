import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { callAnnex } from '../../api/annex-call.js';
import type { Annex } from '../../api/annex-types.js';
import { keys } from '../../api/keys.js';
import { useT } from '../../messages/use-t.js';
import { At } from '../../ui/chips.js';
import { Dialog } from '../../ui/dialog.js';
import { Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';

export function OpeningsDialog({ annex, onClose }: { annex: Annex; onClose: () => void }): ReactNode {
  const t = useT();
  const { data, error, isPending } = useQuery({
    queryKey: keys.openings(annex.id),
    queryFn: () => callAnnex('annexOpenings', { params: { annex: annex.id } }),
  });
  return (
    <Dialog title={t('openings.title')} onClose={onClose} wide>
      <p>
        <strong>{annex.title}</strong>
      </p>
      {isPending && <Skeleton lines={3} />}
      <ProblemNote error={error} />
      {data?.openings.length === 0 && <p className="quiet">{t('openings.none')}</p>}
      {data !== undefined && data.openings.length > 0 && (
        <div className="table-wrap">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('openings.number')}</th>
                <th scope="col">{t('openings.who')}</th>
                <th scope="col">{t('openings.purpose')}</th>
                <th scope="col">{t('openings.when')}</th>
              </tr>
            </thead>
            <tbody>
              {data.openings.map(({ sequence, name, delegation, purpose, at }) => (
                <tr key={sequence}>
                  <td>{sequence}</td>
                  <th scope="row">
                    {name} <span className="quiet">{delegation}</span>
                  </th>
                  <td>{purpose}</td>
                  <td>
                    <At ms={at} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Dialog>
  );
}
