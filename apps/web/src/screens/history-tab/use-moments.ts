import type { History, PastText } from '@entente/contracts';
import { instant } from '@entente/kernel';
import { formatInstant } from '../../format/instant.js';
import { useT, type Translate } from '../../messages/use-t.js';
import { openSteps, stepBefore, stepsOfText, type HistoryPlace, type Step } from './place.js';

/** The slider of a place: where it can stand, where it stands, what that is called, and what a value means. */
export type Moments = {
  readonly min: number;
  readonly max: number;
  readonly value: number;
  readonly words: string;
  /** The row or the instant where it stands; null: the newest of the whole text, which goes on. */
  readonly point: number | null;
  readonly placeOf: (value: number) => Partial<HistoryPlace>;
  /** What can be compared with. */
  readonly others: readonly Other[];
};

type Other = { readonly point: number; readonly label: string };

/** Every row of a section for who may see them; else, and for the whole text, the moments of the timeline. */
export function useMoments(history: History, place: HistoryPlace, past: PastText | undefined): Moments {
  const t = useT();
  const { document } = place;
  const section = history.sections.find((one) => one.document === document);
  if (document === null || section === undefined) return momentsOfSteps(t, stepsOfText(history), place, 'at');
  if (!history.mayReadRemoved) return momentsOfSteps(t, openSteps(history, document), place, 'seq');
  const { head } = section;
  const value = Math.min(place.seq ?? head, head);
  return {
    min: Math.min(1, head),
    max: head,
    value,
    words: rowWords(t, value, head, past),
    point: value,
    placeOf: (seq) => ({ seq: seq >= head ? null : seq }),
    others: withChosen(othersOf(history, document, t), place.against, (seq) => `#${String(seq)}`),
  };
}

function momentsOfSteps(
  t: Translate,
  steps: readonly Step[],
  place: HistoryPlace,
  name: 'at' | 'seq',
): Moments {
  const value = stepBefore(steps, place[name]);
  const others = steps.flatMap((step) =>
    step.point === null ? [] : [{ point: step.point, label: stepWords(t, step) }],
  );
  return {
    min: 0,
    max: steps.length - 1,
    value,
    words: stepWords(t, steps[value]),
    point: steps[value]?.point ?? null,
    placeOf: (at) => ({ [name]: steps[at]?.point ?? null }),
    others: withChosen(others, place.against, (point) =>
      name === 'at' ? formatInstant(instant(point)) : `#${String(point)}`,
    ),
  };
}

/** What is compared with is among what can be chosen, wherever it came from: the slider, or an address. */
function withChosen(
  others: readonly Other[],
  against: number | null,
  labelOf: (point: number) => string,
): readonly Other[] {
  if (against === null || others.some(({ point }) => point === against)) return others;
  return [...others, { point: against, label: labelOf(against) }].toSorted(
    (one, other) => one.point - other.point,
  );
}

/** Ends of sittings, versions and named moments of one section, oldest first. */
function othersOf(history: History, document: string, t: Translate): Moments['others'] {
  const found = new Map<number, string>();
  for (const { parts, to, person, delegation } of history.sittings) {
    const name = history.people.find((one) => one.person === person)?.name ?? '';
    const seq = parts.findLast((part) => part.document === document)?.toSeq;
    const at = formatInstant(to);
    if (seq !== undefined) {
      found.set(seq, t('history.stepNamed', { name: t('history.sitting', { name, delegation }), at }));
    }
  }
  const named = [
    ...history.points.map(({ name, at, heads }) => ({ name, at, heads })),
    ...history.versions.map(({ revision, at, heads }) => ({
      name: t('history.version', { revision }),
      at,
      heads,
    })),
  ];
  for (const { name, at, heads } of named) {
    const seq = heads.find((one) => one.document === document)?.seq;
    if (seq !== undefined) found.set(seq, t('history.stepNamed', { name, at: formatInstant(at) }));
  }
  return [...found]
    .toSorted(([one], [other]) => one - other)
    .map(([point, label]) => ({ point, label: `#${String(point)} ${label}` }));
}

function rowWords(t: Translate, seq: number, head: number, past: PastText | undefined): string {
  const shown = past?.sections[0];
  // The text of the moment before may still be on the page: its row is not this one.
  if (shown?.seq !== seq || shown.hand === null || shown.at === null)
    return t('history.stepRow', { seq, head });
  const hand = past?.hands[shown.hand];
  if (hand === undefined) return t('history.stepRow', { seq, head });
  const { name, delegation } = hand;
  return t('history.stepRowBy', { seq, head, name, delegation, at: formatInstant(shown.at) });
}

function stepWords(t: Translate, step: Step | undefined): string {
  if (step === undefined || step.at === null) return t('history.stepNow');
  const at = formatInstant(step.at);
  if (step.revision !== null) {
    return t('history.stepNamed', { name: t('history.version', { revision: step.revision }), at });
  }
  return step.name === null ? t('history.stepAt', { at }) : t('history.stepNamed', { name: step.name, at });
}
