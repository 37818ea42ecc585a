import type { PackageView } from '@entente/contracts';
import type { Translate } from '../messages/use-t.js';
import type { Board } from './board.js';

/** Who holds what, out of the core's facts. A position stops nothing: only an act in the procedure does. */
export function factsSentence(
  t: Translate,
  { facts }: Pick<Board, 'facts'>,
  { state, revision }: Pick<PackageView, 'state' | 'revision'>,
): string {
  const { agreedProvisions: agreed, provisions, blocking, withoutInstructions, toReconfirm } = facts;
  const held = { count: blocking.length, codes: blocking.join(', ') };
  if (state === 'adopted' || state === 'published') return t('board.heldBefore', { ...held, revision });
  const parts = [
    t('board.held', held),
    `${t('board.agreed', { agreed, provisions })}.`,
    incomplete(t, withoutInstructions, facts.partners),
    t('board.reconfirm', { count: toReconfirm }),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function incomplete(t: Translate, codes: readonly string[], partners: number): string {
  if (codes.length === 0) return '';
  return codes.length === partners
    ? t('board.noneComplete')
    : t('board.noInstructions', { codes: codes.join(', ') });
}
