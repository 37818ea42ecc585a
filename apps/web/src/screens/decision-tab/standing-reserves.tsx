import { USUAL_POLICY, type Reserve, type ReservePolicy } from '@entente/consensus';
import type { DelegationCode, PackageId } from '@entente/kernel';
import type { ReactNode } from 'react';
import { useStandingReserves } from '../../api/queries.js';
import { useT } from '../../messages/use-t.js';
import { useLiveText } from '../../room/room-context.js';
import { Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';

type ReservesProps = {
  readonly package: PackageId;
  /** Of the rule book that is chosen; null: of a rule alone. */
  readonly policy: ReservePolicy | null;
  /** Whom it asks: of nobody else a reserve is taken over. */
  readonly asked: readonly DelegationCode[];
};

/** Which reserves a procedure opened now takes over, and what each does in it (DOMAIN §1.2). */
export function StandingReserves({ package: id, policy, asked }: ReservesProps): ReactNode {
  const t = useT();
  const { data, error, refetch } = useStandingReserves(id);
  const live = data?.reserves.filter(({ end, partner }) => end === null && asked.includes(partner));
  return (
    <section className="stack-tight" aria-label={t('open.reserves')}>
      <h3>{t('open.reserves')}</h3>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {live === undefined && error === null && <Skeleton lines={2} />}
      {live?.length === 0 && <p className="quiet">{t('open.reservesNone')}</p>}
      {live !== undefined && live.length > 0 && (
        <ul className="slowing">
          {live.map((reserve) => (
            <TakenOver key={reserve.id} reserve={reserve} policy={policy ?? USUAL_POLICY} />
          ))}
        </ul>
      )}
    </section>
  );
}

function TakenOver({ reserve, policy }: { reserve: Reserve; policy: ReservePolicy }): ReactNode {
  const t = useT();
  const { partner, kind, scope, reason } = reserve;
  const on = useCitations(scope);
  return (
    <li>
      <strong>{partner}</strong> {t(`reserve.${kind}`)}
      {on === '' ? '' : ` (${on})`}. {t(`open.reserve.${policy[kind]}`)}
      {reason !== '' && <p className="position-note">{reason}</p>}
    </li>
  );
}

/** The provisions of a scope as they are cited; what the text does not have stands by its id. */
function useCitations(scope: readonly string[]): string {
  const provisions = useLiveText()?.outline.flatMap((section) => section.provisions) ?? [];
  return scope.map((id) => provisions.find((one) => one.id === id)?.citation ?? id).join(', ');
}
