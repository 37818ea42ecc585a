import { assertNever } from '@entente/kernel';
import type { PackageView } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useProcedures } from '../api/queries.js';
import { isOpenProvision, type Board } from '../board/board.js';
import { useT, type Translate } from '../messages/use-t.js';

/** The one sentence at the top of each screen: where the package stands and what is missing. */
export function StateSentence({ view, board }: { view: PackageView; board: Board | null }): ReactNode {
  const t = useT();
  const { data } = useProcedures(view.id);
  const awaited = data?.procedures.find(({ state }) => state === 'open')?.missing ?? [];
  return <>{sentenceOf(t, view, awaited, board)}</>;
}

function sentenceOf(
  t: Translate,
  { state, revision, delegationsMay }: PackageView,
  awaited: readonly string[],
  board: Board | null,
): string {
  switch (state) {
    case 'drafting': {
      const first =
        revision === 0
          ? t('sentence.draftingFirst')
          : t('sentence.draftingNext', { revision, next: revision + 1 });
      const rule = delegationsMay === 'write' ? '' : t(`sentence.rule.${delegationsMay}`);
      const points = board === null ? '' : openPoints(t, board);
      return [first, rule, points].filter((part) => part !== '').join(' ');
    }
    case 'frozen':
      return t('sentence.frozen', { revision });
    case 'decision':
      return t('sentence.decision', {
        revision,
        awaited: awaited.length === 0 ? t('sentence.nobody') : awaited.join(', '),
      });
    case 'adopted':
      return t('sentence.adopted', { revision });
    case 'published':
      return t('sentence.published', { revision });
    default:
      return assertNever(state);
  }
}

function openPoints(t: Translate, board: Board): string {
  const strips = board.sections.flatMap(({ provisions }) => provisions).map(({ id }) => board.strip(id));
  if (strips.flat().every(({ position }) => position === null)) return t('sentence.noPositions');
  const { agreedProvisions: agreed, provisions, toReconfirm: stale } = board.facts;
  return t('sentence.openPoints', { agreed, provisions, open: strips.filter(isOpenProvision).length, stale });
}
