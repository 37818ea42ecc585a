import {
  isClosed,
  leftOutBy,
  termsFrom,
  withoutOf,
  type OpeningFacts as Asked,
  type Procedure as Core,
} from '@entente/consensus';
import type { OpenProcedure } from '@entente/contracts';
import { readCanonicalText } from '@entente/document';
import { bindingFaults, type BindingFault } from '@entente/formats';
import { err, ok } from '@entente/kernel';
import { Refusal } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import { VersionsService, type Answer } from '../lifecycle/index.js';
import { plainVote, type OpeningFacts } from './opening.js';
import { storedProcedure } from './procedure-store.js';
import type { TermsMaker } from './procedures.service.js';
import { refusalOfForum, refusalOfOpening } from './refusal-of-opening.js';
import { RulebooksService } from '../rulebooks/index.js';

type ByRulebook = Exclude<OpenProcedure, { rule: string }>;

/** The terms that an opening on the wire asks for: by a rule book, from the facts of the moment (SPEC R153). */
@Injectable()
export class Openings {
  constructor(
    @Inject(RulebooksService) private readonly books: RulebooksService,
    @Inject(VersionsService) private readonly versions: VersionsService,
  ) {}

  by(opening: OpenProcedure): TermsMaker {
    if ('rule' in opening) return (facts) => ok(plainVote(opening.packageHash, facts));
    return async (facts) => {
      const { id, version } = opening.rulebook;
      const inUse = await this.books.inUse(facts.manager);
      const book = inUse.find((one) => one.id === id && one.version === version);
      if (book === undefined) return err(new Refusal('RULEBOOK_UNKNOWN'));
      const bound = await this.#bound(opening, facts);
      if (!bound.ok) return bound;
      const followed = await followable(opening, facts);
      if (!followed.ok) return followed;
      const seats = facts.members.map(({ code }) => ({ partner: code, participates: true }));
      const partners = seats.map(({ partner }) => partner);
      const { follows, forum } = opening;
      const choice = {
        followsAs: follows?.as ?? null,
        forum,
        before: followed.value === null ? undefined : leftOutBy(followed.value),
      };
      const without = withoutOf(partners, choice);
      if (!without.ok) return err(refusalOfForum(without.error, partners));
      const asked = { ...askedOf(opening, facts), without: without.value };
      const terms = termsFrom(book, seats, asked, await this.books.shelf(facts.manager));
      return terms.ok ? terms : err(refusalOfOpening(terms.error));
    };
  }

  /** Each entry names what it is in the frozen text, so that one that is not adopted can be left out of what is published (SPEC R210). */
  async #bound({ items = [] }: ByRulebook, { manager, locked }: OpeningFacts): Promise<Answer<void>> {
    if (items.length === 0) return ok(undefined);
    const version = await this.versions.view(locked.row.id, locked.row.revision, manager);
    // Without a frozen text there is nothing to open on, which is refused for itself.
    if (version === undefined) return ok(undefined);
    const text = readCanonicalText(new TextEncoder().encode(version.canonical));
    if (!text.ok) throw new Error('a frozen text is not canonical');
    const [fault] = bindingFaults(text.value.sections, items);
    if (fault === undefined) return ok(undefined);
    const provision = 'provision' in fault ? fault.provision : '';
    return err(new Refusal('RULE_INPUT', { detail: BINDING_FAULTS[fault.code](fault.item, provision) }));
  }
}

/** The first fault in words, with what to do. */
const BINDING_FAULTS: {
  readonly [Code in BindingFault['code']]: (item: string, provision: string) => string;
} = {
  unbound: (item) =>
    `Entry ${item} names no provision of the text. Name those that fall if it is not adopted.`,
  framework_bound: (item) =>
    `Entry ${item} is the framework, which is what no other entry names. Name nothing for it.`,
  unknown: (item, provision) => `Entry ${item} names ${provision}, which is not in the frozen text.`,
  title: (item, provision) => `Entry ${item} names ${provision}: the title of the act is nobody's entry.`,
  twice: (item, provision) =>
    `Entry ${item} names ${provision}, which belongs to an entry already. Name each part of the text once.`,
};

function askedOf(opening: ByRulebook, { procedure, locked }: OpeningFacts): Asked {
  const { packageHash, opensAt, lane, deadlineAt, sunsetAt, items, excluded, parties, follows } = opening;
  const announced = opensAt !== undefined && opensAt > locked.now;
  return {
    procedure,
    packageHash,
    by: 'chair',
    opensAt: opensAt ?? locked.now,
    announcedAt: announced ? locked.now : null,
    ...(lane === undefined ? {} : { lane }),
    ...(deadlineAt === undefined ? {} : { deadlineAt }),
    ...(sunsetAt === undefined ? {} : { sunsetAt }),
    ...itemsOf(items),
    ...(excluded === undefined ? {} : { excluded }),
    ...(parties === undefined ? {} : { parties }),
    ...(follows === undefined ? {} : { follows: follows.procedure, followsAs: follows.as }),
  };
}

function itemsOf(items: ByRulebook['items']): Pick<Asked, 'items'> {
  if (items === undefined) return {};
  return {
    items: items.map(({ id, title, framework, provisions }) => ({
      id,
      title,
      ...(framework === true ? { framework } : {}),
      ...(provisions === undefined ? {} : { provisions }),
    })),
  };
}

/**
 * What is followed stood on this package and ended without adoption; the same text again, or before another body, has the same hash
 * (DOMAIN §1.1.2, §1.3.3). Null: nothing is followed.
 */
async function followable(
  { follows, packageHash }: ByRulebook,
  { manager, locked }: OpeningFacts,
): Promise<Answer<Core | null>> {
  if (follows === undefined) return ok(null);
  const stored = await storedProcedure(manager, follows.procedure);
  if (stored?.row.package !== locked.row.id) return err(new Refusal('NOT_FOUND'));
  const { core } = stored;
  if (!isClosed(core.state) || core.state === 'adopted') {
    const detail = `What would be followed is ${core.state.replaceAll('_', ' ')}.`;
    return err(new Refusal('ACT_NOT_ALLOWED', { detail }));
  }
  if (follows.as !== 'referral' && core.packageHash !== packageHash) {
    return err(new Refusal('HASH_MISMATCH', { detail: SAME_TEXT[follows.as] }));
  }
  return ok(core);
}

const SAME_TEXT = {
  reissue: 'Only the same text is reissued. Open it as a new procedure.',
  forum_switch: 'Only the same text is put before another body. Open it as a new procedure.',
} as const;
