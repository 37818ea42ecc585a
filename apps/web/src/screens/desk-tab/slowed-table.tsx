import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Slowed } from '../../desk/attention.js';
import { slowedCsv } from '../../desk/desk-csv.js';
import { ageOf } from '../../desk/age.js';
import { useNow } from '../../frame/use-now.js';
import { useDelegationNames } from '../../api/queries.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { anchorOf } from '../../text/outline.js';
import { At } from '../../ui/chips.js';
import { WideTable } from '../../ui/wide-table.js';
import { CsvButton } from './csv-button.js';
import { slugOfNumber } from '../packages/slug.js';

/** Live reserves and holds with owner and age, the oldest first. */
export function SlowedTable({ slowed }: { slowed: readonly Slowed[] }): ReactNode {
  const t = useT();
  const now = useNow();
  const nameOf = useDelegationNames();
  if (slowed.length === 0) return <p className="quiet">{t('desk.slowedNone')}</p>;
  return (
    <>
      <WideTable caption={t('desk.slowed')}>
        <thead>
          <tr>
            <th scope="col">{t('desk.slowedOwner')}</th>
            <th scope="col">{t('desk.slowedKind')}</th>
            <th scope="col">{t('desk.slowedOn')}</th>
            <th scope="col">{t('desk.slowedSince')}</th>
            <th scope="col">{t('desk.slowedAge')}</th>
          </tr>
        </thead>
        <tbody>
          {slowed.map((one) => {
            const { unit, ...values } = ageOf(one.since, now);
            return (
              <tr key={`${one.partner} ${one.kind} ${String(one.since)}`}>
                <th scope="row">{nameOf(one.partner)}</th>
                <td>{t(`reserve.${one.kind}`)}</td>
                <td>
                  <Where on={one.on} />
                </td>
                <td>
                  <At ms={one.since} />
                </td>
                <td className="nowrap">{t(`desk.age.${unit}`, values)}</td>
              </tr>
            );
          })}
        </tbody>
      </WideTable>
      <div>
        <CsvButton table={t('desk.slowed')} csv={() => slowedCsv(slowed, nameOf, t)} />
      </div>
    </>
  );
}

function Where({ on }: { on: Slowed['on'] }): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const base = `/p/${slugOfNumber(view.number)}`;
  if ('procedure' in on) {
    const { revision } = on.procedure;
    return <Link to={`${base}/decision`}>{t('desk.dueProcedure', { revision })}</Link>;
  }
  return (
    <span className="desk-places">
      {on.provisions.map(({ id, citation }) => (
        <Link key={id} to={`${base}/positions#${anchorOf(citation)}`}>
          {citation}
        </Link>
      ))}
    </span>
  );
}
