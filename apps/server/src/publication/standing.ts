import { type Cause, type Item, type Procedure as Core } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import type { Instant } from '@entente/kernel';

/** One thing that was decided for itself, and how it stands. */
export interface Entry {
  readonly item: Item;
  readonly state: 'adopted' | 'rejected' | 'open';
  readonly since: Instant;
  readonly cause: Cause | null;
}

/** The entries of a procedure in the order of its terms; none where the package stands or falls as one. */
export function entriesOf({ terms, matters }: Core): readonly Entry[] {
  if (!terms.severable && terms.kind !== 'matrix') return [];
  return terms.items.map((item) => {
    const matter = matters.find(({ id }) => id === item.id);
    if (matter === undefined) throw new Error(`the entry ${item.id} is no matter of its procedure`);
    const { state, since, cause } = matter;
    return { item, since, cause, state: state === 'held' ? 'open' : state };
  });
}

export const isLeftOut = ({ state }: Entry): boolean => state !== 'adopted';

/**
 * Whether words of somebody appear beside the decision. Where an entry is left out, words that are not confined to entries that were
 * adopted may name it: `asked` is for who publishes to say, `never` is about what is left out.
 */
export type Appearance = 'always' | 'asked' | 'never';

type Act = Procedure['acts'][number];

/** Acts that count: live, and not waiting for a capital. None where the terms keep from others where partners stood (SPEC R169). */
export function shownActs({ acts, core: { terms } }: Procedure): readonly Act[] {
  if (!actsAreShown(terms)) return [];
  return acts.filter(({ adReferendum, confirmed }) => !adReferendum || confirmed);
}

export const actsAreShown = ({
  positionVisibility,
  nameObjectors,
}: Pick<Core['terms'], 'positionVisibility' | 'nameObjectors'>): boolean =>
  positionVisibility === 'all' && nameObjectors;

export function appearanceOf(act: Act, entries: readonly Entry[]): Appearance {
  if (!entries.some(isLeftOut)) return 'always';
  const about = entries.filter(({ item }) => act.scope.includes(item.id));
  if (about.some(isLeftOut)) return 'never';
  return about.length > 0 && about.length === act.scope.length ? 'always' : 'asked';
}

/** The note of a corrigendum. `shown`: how many of its passages stand in what is published. */
export function appearanceOfNote(shown: number, entries: readonly Entry[]): Appearance {
  if (!entries.some(isLeftOut)) return 'always';
  return shown === 0 ? 'never' : 'asked';
}

type Declaration = Core['declarations'][number];

/** What is made for the minutes or for the record is public where those are: who publishes says so (DOMAIN §1.2). */
const IF_ASKED: ReadonlySet<Declaration['kind']> = new Set(['statement_in_minutes', 'explanation_of_vote']);

export const isForMinutes = ({ kind }: Declaration): boolean => IF_ASKED.has(kind);

export const appearanceOfDeclaration = (declaration: Declaration, entries: readonly Entry[]): Appearance =>
  isForMinutes(declaration) || entries.some(isLeftOut) ? 'asked' : 'always';
