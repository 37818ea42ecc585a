import { POWERS } from '@entente/access';
import type { Mandate, Person } from '@entente/contracts';
import type { ReactNode } from 'react';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { useNow } from '../../frame/use-now.js';
import { formatDate } from '../../format/instant.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { AccreditForm } from './accredit-form.js';
import { mandateState } from './mandate-state.js';

type MandatesProps = {
  person: Person;
  mandates: readonly Mandate[];
  denied: string | null;
  onClose: () => void;
};

/** The register of one person's mandates: revoked ones stay in it. */
export function MandatesDialog({ person, mandates, denied, onClose }: MandatesProps): ReactNode {
  const t = useT();
  const revoke = useCall('revokeMandate', [keys.people]);
  const now = useNow();
  const sorted = mandates.toSorted((a, b) => POWERS.indexOf(a.power) - POWERS.indexOf(b.power));
  return (
    <Dialog title={t('mandates.title', { name: person.name })} onClose={onClose} wide>
      {mandates.length === 0 && <p className="quiet">{t('mandates.none')}</p>}
      {mandates.length > 0 && (
        <div className="table-wrap">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('mandates.power')}</th>
                <th scope="col">{t('mandates.from')}</th>
                <th scope="col">{t('mandates.to')}</th>
                <th scope="col">{t('mandates.by')}</th>
                <th scope="col">{t('mandates.state')}</th>
                <th scope="col">{t('people.actions')}</th>
              </tr>
            </thead>
            <tbody>
              {sorted.map((mandate) => {
                const { id, power, from, to, accreditedBy } = mandate;
                const state = mandateState(mandate, now);
                const words = t(`power.${power}`);
                return (
                  <tr key={id}>
                    <th scope="row">{words}</th>
                    <td className="nowrap">{formatDate(from)}</td>
                    <td className="nowrap">{to === null ? t('mandates.open') : formatDate(to)}</td>
                    <td>{accreditedBy}</td>
                    <td>{t(`mandates.${state}`)}</td>
                    <td>
                      {(state === 'inForce' || state === 'future') && (
                        <Button
                          small
                          reason={denied}
                          busy={revoke.isPending}
                          aria-label={t('mandates.revokeOne', { power: words })}
                          onClick={() => {
                            revoke.mutate({ params: { mandate: id } });
                          }}
                        >
                          {t('mandates.revoke')}
                        </Button>
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      <ProblemNote error={revoke.error} />
      {denied === null && <AccreditForm person={person} />}
    </Dialog>
  );
}
