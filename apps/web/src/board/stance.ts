import type { Position } from '@entente/contracts';

/** What a mark shows: a position, or nothing yet (UI §0). */
export type Stance =
  'support' | 'can_accept' | 'no_instructions' | 'scrutiny' | 'substantive' | 'oppose' | 'not_bound' | 'none';

/** Reserves whose holder has said no to the substance; the others wait for somebody or something. */
const SUBSTANTIVE: readonly NonNullable<Position['reserve']>[] = ['substantive', 'legal', 'hold'];

/** The mark of a position; `undefined`: none was taken. */
export function stanceOf(position: Pick<Position, 'position' | 'reserve'> | undefined): Stance {
  if (position === undefined) return 'none';
  if (position.position !== 'reserve') return position.position;
  return position.reserve !== null && SUBSTANTIVE.includes(position.reserve) ? 'substantive' : 'scrutiny';
}

/** From what stands most in the way to what stands least: a group shows the first that occurs. */
const GRAVEST_FIRST: readonly Stance[] = [
  'oppose',
  'substantive',
  'scrutiny',
  'not_bound',
  'no_instructions',
  'none',
  'can_accept',
  'support',
];

export function gravest(stances: readonly Stance[]): Stance {
  return GRAVEST_FIRST.find((stance) => stances.includes(stance)) ?? 'none';
}

/** Whether a stance leaves work for the table. */
export function isOpen(stance: Stance): boolean {
  return stance !== 'support' && stance !== 'can_accept';
}
