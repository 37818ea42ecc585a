import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.js';

/** One act of the menu: its name, what it is for, and why it is not open now. */
export type MoreAct = {
  readonly key: string;
  readonly label: string;
  readonly means: string;
  readonly reason: string | null;
  readonly onPress: () => void;
};

/**
 * Acts that are rare, behind one labelled fold, each with what it is for; one that is not open now stands there with its reason, which
 * nobody has to hover for. Nothing where there is none.
 */
export function MoreActs({ label, acts }: { label: string; acts: readonly MoreAct[] }): ReactNode {
  if (acts.length === 0) return null;
  return (
    <details className="more-acts">
      <summary>
        <ChevronRight size={15} aria-hidden="true" />
        {label}
      </summary>
      <ul>
        {acts.map(({ key, label: name, means, reason, onPress }) => (
          <li key={key}>
            <Button small reason={reason} onClick={onPress}>
              {name}
            </Button>
            <span className="quiet small" aria-hidden={reason !== null}>
              {reason ?? means}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
