import { assertNever } from '@entente/kernel';
import type { ReactNode } from 'react';
import type { Stance } from '../board/stance.js';
import { useT } from '../messages/use-t.js';

/** Colour, letter and shape of a status together; never colour alone (UI §0). */
export function StanceMark({
  stance,
  stale = false,
  label,
  size = 18,
}: {
  stance: Stance;
  stale?: boolean;
  /** The accessible name; `null` where the text beside it says the same. */
  label: string | null;
  size?: number;
}): ReactNode {
  const t = useT();
  const { shape, filled } = LOOK[stance];
  const colour = stance === 'none' ? 'var(--ink-3)' : `var(--${TOKEN[stance]})`;
  const voice = label === null ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 18 18" {...voice}>
      <Outline shape={shape} colour={colour} filled={filled} />
      {stale && (
        <path d="M1 17 17 1M1 9 9 1M9 17 17 9" stroke={filled ? 'var(--paper)' : colour} strokeWidth="1.3" />
      )}
      <text x="9" y="12.2" fill={filled ? 'var(--on-status)' : colour}>
        {t(`letter.${stance}`)}
      </text>
    </svg>
  );
}

type Shape = 'circle' | 'half' | 'ring' | 'diamond' | 'square' | 'box' | 'dot';

const LOOK: Readonly<Record<Stance, { shape: Shape; filled: boolean }>> = {
  support: { shape: 'circle', filled: true },
  can_accept: { shape: 'half', filled: false },
  no_instructions: { shape: 'ring', filled: false },
  scrutiny: { shape: 'diamond', filled: false },
  substantive: { shape: 'diamond', filled: true },
  oppose: { shape: 'square', filled: true },
  not_bound: { shape: 'box', filled: false },
  none: { shape: 'dot', filled: false },
};

const TOKEN: Readonly<Record<Exclude<Stance, 'none'>, string>> = {
  support: 'support',
  can_accept: 'can-accept',
  no_instructions: 'no-instructions',
  scrutiny: 'scrutiny',
  substantive: 'substantive',
  oppose: 'oppose',
  not_bound: 'not-bound',
};

function Outline({ shape, colour, filled }: { shape: Shape; colour: string; filled: boolean }): ReactNode {
  const paint = { fill: filled ? colour : 'none', stroke: colour, strokeWidth: 1.4 };
  switch (shape) {
    case 'circle':
    case 'ring':
      return <circle cx="9" cy="9" r="8" {...paint} />;
    case 'half':
      return (
        <>
          <circle cx="9" cy="9" r="8" {...paint} />
          <path d="M9 1a8 8 0 0 0 0 16Z" fill={colour} opacity="0.28" />
        </>
      );
    case 'diamond':
      return <path d="M9 .6 17.4 9 9 17.4 .6 9Z" {...paint} />;
    case 'square':
      return <path d="M1.5 1.5h15v15h-15Z" {...paint} />;
    case 'box':
      return <path d="M1.5 1.5h15v15h-15ZM1.5 9 9 1.5M1.5 16.5l15-15M9 16.5 16.5 9" {...paint} />;
    case 'dot':
      return null;
    default:
      return assertNever(shape);
  }
}

const SHOWN: readonly Stance[] = [
  'support',
  'can_accept',
  'no_instructions',
  'scrutiny',
  'substantive',
  'oppose',
];

/** What the marks mean. */
export function StanceLegend({ also = [] }: { also?: readonly Stance[] }): ReactNode {
  const t = useT();
  return (
    <ul className="legend">
      {[...SHOWN, ...also].map((stance) => (
        <li key={stance}>
          <StanceMark stance={stance} label={null} size={16} />
          {t(`stance.${stance}`)}
        </li>
      ))}
      <li>
        <StanceMark stance="support" stale label={null} size={16} />
        {t('position.stale')}
      </li>
    </ul>
  );
}
