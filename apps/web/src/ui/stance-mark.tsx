import type { ReactNode } from 'react';
import type { Stance } from '../board/stance.js';
import { useT } from '../messages/use-t.js';
import { HATCH, SIGNS, type SignName } from './signs.js';

type MarkProps = {
  sign: SignName;
  stale?: boolean;
  /** The accessible name; `null` where the text beside it says the same. */
  label: string | null;
  size?: number;
};

/** Colour, letter and shape of a status together; never colour alone (UI §0). */
export function SignMark({ sign, stale = false, label, size = 18 }: MarkProps): ReactNode {
  const t = useT();
  const { width, path, wash, stroke, filled, letter, letterAt, letterOn, colour: token } = SIGNS[sign];
  const colour = `var(--${token})`;
  const voice = label === null ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg
      className="mark"
      width={(width * size) / 18}
      height={size}
      viewBox={`0 0 ${String(width)} 18`}
      {...voice}
    >
      {path !== '' && <path d={path} fill={filled ? colour : 'none'} stroke={colour} strokeWidth={stroke} />}
      {wash !== '' && <path d={wash} fill={colour} opacity="0.28" />}
      {stale && <path d={HATCH} stroke={letterOn ? 'var(--paper)' : colour} strokeWidth="1.3" />}
      {letter !== null && (
        <text x={letterAt} y="12.3" fill={letterOn ? 'var(--on-status)' : colour}>
          {t(letter)}
        </text>
      )}
    </svg>
  );
}

/** The mark of a position. */
export function StanceMark({ stance, ...rest }: Omit<MarkProps, 'sign'> & { stance: Stance }): ReactNode {
  return <SignMark sign={stance} {...rest} />;
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
