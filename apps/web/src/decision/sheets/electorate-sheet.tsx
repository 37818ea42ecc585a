import type { OfficeCommand } from '@entente/consensus';
import type { ChairCommand, Procedure } from '@entente/contracts';
import type { DelegationCode, Instant } from '@entente/kernel';
import { useState, type ReactNode } from 'react';
import { usePartners } from '../../api/queries.js';
import { instantOfWallTime } from '../../format/wall-time.js';
import { useNow } from '../../frame/use-now.js';
import { useT } from '../../messages/use-t.js';
import { Radios, SelectField } from '../../ui/field.js';
import { useAsking } from '../ask-core.js';
import { BothComputations } from '../both-computations.js';
import { afterChange } from '../electorate-preview.js';
import { InstantField } from './instant-field.js';
import { ProcedureSheet } from './procedure-sheet.js';
import { useNonce, useRecording } from './use-recording.js';

const HOWS = ['left', 'suspended', 'joined'] as const;
type How = (typeof HOWS)[number];
type Change = Extract<ChairCommand, { type: 'change_electorate' }>;
type Seat = { readonly partner: DelegationCode; readonly name: string; readonly weight: number };

/** A member leaves, is suspended or joins while the procedure runs. Both computations are shown before it is recorded (DOMAIN §1.3.3). */
export function ElectorateSheet({
  procedure,
  onClose,
}: {
  procedure: Procedure;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const now = useNow();
  const [how, setHow] = useState<How>('left');
  const [code, setCode] = useState('');
  const [written, setWritten] = useState('');
  const id = useNonce();
  const seats = useSeats(procedure, how);
  const seat = seats.find(({ partner }) => partner === code) ?? seats[0];
  const at = instantOfWallTime(written);
  const change = seat === undefined ? null : changeOf(how, seat, { id, at });
  const give = useRecording('chairProcedure');
  const asking = useAsking(procedure);
  const command: OfficeCommand | null = change === null ? null : { ...change, by: 'chair' };
  const preview = command === null ? null : afterChange(procedure.core, command, now);
  const name = seat?.name ?? '';
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t('electorate.change')}
      what={t(`electorate.what.${how}`, { name })}
      next={t(at === null ? `electorate.next.${how}` : 'electorate.nextLater')}
      submit={t('electorate.submit')}
      reason={command === null ? t('electorate.nobody') : asking.chair(command)}
      call={give}
      recordedAs={id}
      onSubmit={() => {
        if (change !== null) give.mutate({ params: { procedure: procedure.id }, body: change });
      }}
      onClose={onClose}
    >
      <Radios
        label={t('electorate.how')}
        value={how}
        options={HOWS.map((value) => ({ value, label: t(`electorate.choice.${value}`) }))}
        onChange={setHow}
      />
      <SelectField
        label={t('leave.partner')}
        value={(seat?.partner ?? '') as string}
        options={seats.map((one) => ({ value: one.partner as string, label: one.name }))}
        onChange={setCode}
      />
      <InstantField
        label={t('electorate.at')}
        value={written}
        seatZone={procedure.core.terms.zone}
        optional
        onChange={setWritten}
      />
      {preview !== null && <BothComputations both={preview} name={name} />}
    </ProcedureSheet>
  );
}

/** Who could: members leave or are suspended, partners of the coalition outside the electorate join. */
function useSeats({ core, electorate }: Procedure, how: How): readonly Seat[] {
  const partners = usePartners();
  const names = new Map(electorate.map(({ partner, name }) => [partner, name]));
  if (how === 'joined') {
    return partners
      .filter(({ code }) => core.members.every(({ partner }) => partner !== code))
      .map(({ code, name, weight }) => ({ partner: code, name, weight }));
  }
  return core.members
    .filter(({ suspended }) => suspended !== true)
    .map(({ partner, weight }) => ({ partner, weight, name: names.get(partner) ?? partner }));
}

function changeOf(
  how: How,
  { partner, weight }: Seat,
  { id, at }: { readonly id: string; readonly at: Instant | null },
): Change {
  const nobody = { type: 'change_electorate', id, at, leaving: [], joining: [] } as const;
  return how === 'joined'
    ? { ...nobody, leaving: [], joining: [{ partner, weight, participates: true }] }
    : { ...nobody, leaving: [{ partner, how }], joining: [] };
}
