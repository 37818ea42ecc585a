import type { LiveStatus, MaintenanceTarget } from '@entente/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call } from '../../api/call.js';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { useT } from '../../messages/use-t.js';
import { ActSheet } from '../../ui/act-sheet.js';
import { SelectField } from '../../ui/field.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { connectionsOf, keyOf, useTargetName, useTargets } from './maintenance-targets.js';

type SheetProps = {
  status: LiveStatus;
  /** The pause that is to end; null: one is to begin, and what of is chosen here. */
  ending: MaintenanceTarget | null;
  onClose: () => void;
};

const SYSTEM: MaintenanceTarget = { scope: 'system' };

/** Begins or ends read-only for maintenance: what it would change is said before, and it is typed to confirm (UI §7, S175). */
export function MaintenanceSheet({ status, ending, onClose }: SheetProps): ReactNode {
  const t = useT();
  const [chosen, setChosen] = useState(SYSTEM);
  const set = useCall('setMaintenance', [keys.maintenance, keys.liveStatus]);
  const nameOf = useTargetName(status);
  const body = { target: ending ?? chosen, readOnly: ending === null };
  const preview = usePreview(body, !set.isSuccess);
  const way = ending === null ? 'begin' : 'end';
  return (
    <ActSheet
      title={t(`system.pause.${way}Title`)}
      what={t(`system.pause.${way}What`, { name: nameOf(body.target) })}
      hash={null}
      rule={t('system.pause.rule')}
      next={t(`system.pause.${way}Next`)}
      sees={t('system.pause.sees')}
      word={t(`system.pause.${way}Word`)}
      submit={t(`system.pause.${way}`)}
      reason={preview.data === undefined ? t('system.pause.previewing') : null}
      pending={set.isPending}
      error={set.error}
      onSubmit={() => {
        set.mutate({ body });
      }}
      onClose={onClose}
      receipt={
        set.isSuccess ? (
          <div className="receipt" role="status">
            <p className="receipt-number">
              {t(`system.pause.${way}Done`, { documents: set.data.documents })}
            </p>
          </div>
        ) : null
      }
    >
      {ending === null && <TargetField status={status} value={chosen} onChange={setChosen} />}
      <ProblemNote error={preview.error} />
      {preview.data !== undefined && (
        <Effect {...preview.data} way={way} connections={connectionsOf(status, body.target)} />
      )}
    </ActSheet>
  );
}

/** Asked anew for each target: what was true of another one must not be shown for this. */
function usePreview(body: { target: MaintenanceTarget; readOnly: boolean }, enabled: boolean) {
  return useQuery({
    queryKey: [...keys.maintenance, 'preview', keyOf(body.target), body.readOnly],
    queryFn: () => call('previewMaintenance', { body }),
    enabled,
    gcTime: 0,
  });
}

type TargetFieldProps = {
  status: LiveStatus;
  value: MaintenanceTarget;
  onChange: (target: MaintenanceTarget) => void;
};

function TargetField({ status, value, onChange }: TargetFieldProps): ReactNode {
  const t = useT();
  const targets = useTargets(status);
  const nameOf = useTargetName(status);
  return (
    <SelectField
      label={t('system.pause.target')}
      hint={t('system.pause.targetHint')}
      value={keyOf(value)}
      options={targets.map((target) => ({ value: keyOf(target), label: nameOf(target) }))}
      onChange={(key) => {
        onChange(targets.find((target) => keyOf(target) === key) ?? SYSTEM);
      }}
    />
  );
}

type EffectProps = {
  documents: number;
  packages: number;
  covered: number;
  connections: number;
  way: 'begin' | 'end';
};

function Effect({ documents, packages, covered, connections, way }: EffectProps): ReactNode {
  const t = useT();
  return (
    <section className="stack-tight" aria-label={t('system.pause.effect')}>
      <h3>{t('system.pause.effect')}</h3>
      <ul>
        <li>{t(`system.pause.${way}Documents`, { documents, packages })}</li>
        {covered > 0 && <li>{t('system.pause.covered', { covered })}</li>}
        <li>{t('system.pause.connections', { connections })}</li>
      </ul>
    </section>
  );
}
