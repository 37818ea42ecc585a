import type { ActKind } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useT } from '../messages/use-t.js';
import { SignMark } from './stance-mark.js';

/** A partner's act on a version: sign, letter and colour, apart from the marks of positions. The words stand beside it. */
export function ActMark({ act }: { act: ActKind | undefined }): ReactNode {
  return <SignMark sign={act === undefined ? 'act_none' : `act_${act}`} label={null} />;
}

const ACTS: readonly ActKind[] = ['agree', 'object', 'abstain'];

/** What the marks of acts mean. */
export function ActLegend(): ReactNode {
  const t = useT();
  return (
    <ul className="legend" aria-label={t('procedure.acts')}>
      {ACTS.map((act) => (
        <li key={act}>
          <ActMark act={act} />
          {t(`acted.${act}`)}
        </li>
      ))}
    </ul>
  );
}
