import { useState, type ReactNode } from 'react';
import { keys } from '../../api/keys.js';
import { useCall, useDelegationNames } from '../../api/queries.js';
import { formatInstant } from '../../format/instant.js';
import { useT } from '../../messages/use-t.js';
import { ActSheet } from '../../ui/act-sheet.js';
import { SelectField } from '../../ui/field.js';
import type { Connection } from './connections-table.js';

/** Ends a connection, or the session behind it; typed to confirm, and kept as a security event. */
export function EndSheet({
  connection,
  onClose,
}: {
  connection: Connection;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const nameOf = useDelegationNames();
  const [what, setWhat] = useState<'connection' | 'session'>('connection');
  const end = useCall('endConnection', [keys.liveStatus]);
  const { name, delegation, since } = connection;
  return (
    <ActSheet
      title={t('system.endTitle')}
      what={t('system.endWhat', { name, delegation: nameOf(delegation), since: formatInstant(since) })}
      hash={null}
      rule={t('system.endRule')}
      next={t(what === 'session' ? 'system.endNextSession' : 'system.endNextConnection')}
      sees={t('system.endSees')}
      word={delegation}
      submit={t('system.end')}
      pending={end.isPending}
      error={end.error}
      onSubmit={() => {
        end.mutate({ params: { connection: connection.connection }, body: { what } });
      }}
      onClose={onClose}
      receipt={
        end.isSuccess ? (
          <div className="receipt" role="status">
            <p className="receipt-number">{t('system.ended')}</p>
          </div>
        ) : null
      }
    >
      <SelectField
        label={t('system.endChoice')}
        value={what}
        options={[
          { value: 'connection', label: t('system.endConnection') },
          { value: 'session', label: t('system.endSession') },
        ]}
        onChange={setWhat}
      />
    </ActSheet>
  );
}
