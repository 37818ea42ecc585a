import type { RefusalCode } from '@entente/contracts';

/** How one limit is set, and what happens to whoever passes it. */
export interface LimitSetting {
  readonly variable: `LIVE_${string}`;
  /** What is counted, with its unit. */
  readonly of: string;
  readonly least: number;
  readonly most: number;
  /** The verdict beyond it; a sentence where nobody is refused. */
  readonly beyond: RefusalCode | `${string}.`;
}
