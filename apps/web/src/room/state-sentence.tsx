import { assertNever } from '@entente/kernel';
import type { PackageView, Procedure } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useProcedures } from '../api/queries.js';
import { isOpenProvision, type Board } from '../board/board.js';
import { runningOf } from '../decision/running.js';
import { formatInstant } from '../format/instant.js';
import { useT, type Translate } from '../messages/use-t.js';

/** The one sentence at the top of each screen: where the package stands and what is missing. */
export function StateSentence({ view, board }: { view: PackageView; board: Board | null }): ReactNode {
  const t = useT();
  const { data } = useProcedures(view.id);
  const running = data === undefined ? null : runningOf(data.procedures);
  return <>{sentenceOf(t, view, running, board)}</>;
}

function sentenceOf(
  t: Translate,
  { state, revision, delegationsMay }: PackageView,
  running: Procedure | null,
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
      return decisionSentence(t, revision, running);
    case 'adopted':
      return t('sentence.adopted', { revision });
    case 'published':
      return t('sentence.published', { revision });
    default:
      return assertNever(state);
  }
}

/** Of a vote who is awaited; of a procedure on a clock, until when it runs and how far its notice has come. */
function decisionSentence(t: Translate, revision: number, running: Procedure | null): string {
  if (running === null) return t('sentence.deciding', { revision });
  const { missing, deadlineAt, kind, notices } = running;
  if (deadlineAt === null) {
    const awaited = missing.length === 0 ? t('sentence.nobody') : missing.join(', ');
    return t('sentence.decision', { revision, rule: t(`rule.${running.rule}`), awaited });
  }
  const acknowledged = notices.filter(({ acknowledgedAt }) => acknowledgedAt !== null).length;
  const silent = kind === 'silence' || kind === 'no_objection';
  return t(silent ? 'sentence.silence' : 'sentence.written', {
    revision,
    until: formatInstant(deadlineAt),
    acknowledged,
    all: notices.length,
    stands: running.state === 'suspended' ? 1 : 0,
  });
}

function openPoints(t: Translate, board: Board): string {
  const strips = board.sections.flatMap(({ provisions }) => provisions).map(({ id }) => board.strip(id));
  if (strips.flat().every(({ position }) => position === null)) return t('sentence.noPositions');
  const { agreedProvisions: agreed, provisions, toReconfirm: stale } = board.facts;
  return t('sentence.openPoints', { agreed, provisions, open: strips.filter(isOpenProvision).length, stale });
}
