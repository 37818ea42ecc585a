import type { PackageOf, WholeEvent, WholeEventOf, WholePackage, WholeState } from './states.js';

type Evolve<Type extends WholeEvent['type']> = (
  current: WholePackage,
  event: WholeEventOf<Type>,
) => WholePackage;

const EVOLVE: { readonly [Type in WholeEvent['type']]: Evolve<Type> } = {
  advanced: ({ revision }, { to }) => ({ state: to, revision }),
  reopened: ({ revision }, { to }) => ({ state: to, revision }),
  tabled: (_current, { revision, packageHash }) => ({ state: 'frozen', revision, packageHash }),
  resumed: ({ revision }, { to }) => ({ state: to ?? 'drafting', revision }),
  returned: (current, { to }) => {
    const { revision, packageHash } = was(current, 'decision');
    return { state: to ?? 'drafting', revision, returned: packageHash };
  },
  withdrawn: ({ revision }, { at }) => ({ state: 'withdrawn', revision, endedAt: at }),
  shelved: ({ revision }, { at }) => ({ state: 'shelved', revision, endedAt: at }),
  procedure_opened: (current, { procedure }) => ({ ...was(current, 'frozen'), state: 'decision', procedure }),
  taken_on: (current, { procedure }) => {
    const { revision, returned } = was(current, 'drafting', 'consultation');
    if (returned === undefined) throw outOfOrder(current);
    return { state: 'decision', revision, packageHash: returned, procedure };
  },
  adopted: (current) => ({ ...was(current, 'decision'), state: 'adopted' }),
  authenticated: (current) => ({ ...was(current, 'adopted'), state: 'authenticated' }),
  embargoed: (current, { releaseAt }) => ({
    ...was(current, 'authenticated'),
    state: 'embargoed',
    releaseAt,
  }),
  published: evolvePublished,
  came_into_force: evolveInForce,
  review_opened: (current) => ({ ...was(current, 'in_force'), state: 'under_review' }),
  review_closed: (current) => ({ ...was(current, 'under_review'), state: 'in_force' }),
  renewed: (current, { sunsetAt }) => {
    const applied = was(current, 'in_force', 'under_review');
    return { ...applied, state: 'in_force', term: { ...applied.term, sunsetAt } };
  },
  measures_suspended: (current) => ({ ...was(current, 'in_force', 'under_review'), state: 'suspended' }),
  measures_reimposed: (current) => ({ ...was(current, 'suspended'), state: 'in_force' }),
  repealed: (current, { at }) => ({ ...applies(current), state: 'repealed', endedAt: at }),
  expired: (current, { at }) => ({ ...applies(current), state: 'expired', endedAt: at }),
  archived: evolveArchived,
};

/** Applies one decided event. An event that does not follow from the state is a defect of the record: throws. */
export function evolveWhole(current: WholePackage, event: WholeEvent): WholePackage {
  // The table pairs each type with its own event; TypeScript cannot follow the pair through an index.
  const evolve = EVOLVE[event.type] as Evolve<WholeEvent['type']>;
  return evolve(current, event);
}

function evolvePublished(current: WholePackage, { term }: WholeEventOf<'published'>): WholePackage {
  const { revision, packageHash, procedure } = was(current, 'adopted', 'embargoed');
  const published = { state: 'published', revision, packageHash, procedure } as const;
  return term === undefined ? published : { ...published, term };
}

function evolveInForce(current: WholePackage): WholePackage {
  const { term, ...rest } = was(current, 'published');
  if (term === undefined) throw outOfOrder(current);
  return { ...rest, state: 'in_force', term };
}

function evolveArchived(current: WholePackage): WholePackage {
  const { state, revision, endedAt } = was(current, 'withdrawn', 'shelved', 'repealed', 'expired');
  return { state: 'archived', revision, was: state, endedAt };
}

const applies = (current: WholePackage): PackageOf<'in_force' | 'under_review' | 'suspended'> =>
  was(current, 'in_force', 'under_review', 'suspended');

const outOfOrder = (current: WholePackage): Error =>
  new Error(`event out of order: the package is ${current.state}`);

function was<State extends WholeState>(current: WholePackage, ...states: readonly State[]): PackageOf<State> {
  if (!isOf(current, states)) throw outOfOrder(current);
  return current;
}

/** Whether a package is in one of these states. */
export function isOf<State extends WholeState>(
  current: WholePackage,
  states: readonly State[],
): current is PackageOf<State> {
  return (states as readonly WholeState[]).includes(current.state);
}
