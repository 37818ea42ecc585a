import type { ActKind } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useT } from '../messages/use-t.js';

const COLOUR: Readonly<Record<ActKind, string>> = {
  agree: 'var(--support)',
  object: 'var(--oppose)',
  abstain: 'var(--abstain)',
  abstain_constructive: 'var(--abstain)',
};

/** A tick, a block and an open ring: no mark of a position has any of them beside its letter. */
function Sign({ act }: { act: ActKind }): ReactNode {
  const colour = COLOUR[act];
  switch (act) {
    case 'agree':
      return <path d="M2 9.6 5.4 13 11.6 4.6" fill="none" stroke={colour} strokeWidth="2.4" />;
    case 'object':
      return <path d="M2 4h10v10H2Z" fill={colour} />;
    case 'abstain':
      return <circle cx="7" cy="9" r="4.8" fill="none" stroke={colour} strokeWidth="1.8" />;
    case 'abstain_constructive':
      return <path d="M7 4 12 13.6H2Z" fill="none" stroke={colour} strokeWidth="1.8" />;
  }
}

/** A partner's act on a version: sign, letter and colour, apart from the marks of positions. The words stand beside it. */
export function ActMark({ act }: { act: ActKind | undefined }): ReactNode {
  const t = useT();
  return (
    <svg className="mark" width={26} height={18} viewBox="0 0 26 18" aria-hidden="true">
      {act !== undefined && <Sign act={act} />}
      <text x={act === undefined ? 13 : 20} y="12.4" fill={act === undefined ? 'var(--ink-3)' : COLOUR[act]}>
        {t(act === undefined ? 'letter.none' : `letter.${act}`)}
      </text>
    </svg>
  );
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
