import { isCounted, residualHash } from '@entente/consensus';
import type { Procedure, PublishedCorrigendum, SealedPublicationFile, VersionView } from '@entente/contracts';
import type { SectionTree } from '@entente/document';
import { partOfText, sealText, type PartOfText } from '@entente/formats';
import type { Hash, Instant } from '@entente/kernel';
import type { DecidedText } from '../procedures/index.js';
import { actTitleOf, frozenTextOf, publishedAnnexes, type Publishing } from './publication-file.js';
import {
  actsAreShown,
  appearanceOf,
  appearanceOfDeclaration,
  appearanceOfNote,
  entriesOf,
  isForMinutes,
  isLeftOut,
  shownActs,
  type Entry,
} from './standing.js';

type Decision = SealedPublicationFile['decision'];

/** What a file of a sealed text is made of beside. */
export interface SealedPublishing extends Publishing {
  readonly corrected: DecidedText['corrected'];
  readonly edition: number;
  /** The editions before, the first one first. */
  readonly before: readonly SealedPublicationFile['amends'][number][];
  /** Ids of the entries that the edition before had. */
  readonly had: readonly string[];
  /** Ids of reasons and declarations of which who publishes says that they speak of nothing that is left out. */
  readonly words: readonly string[];
}

/**
 * The published file of a sealed text: the words of what was adopted; of every other entry its places and their commitments. Throws where
 * nothing was adopted, or an entry that is left out is bound to nothing.
 */
export function sealedFileOf(publishing: SealedPublishing): SealedPublicationFile {
  const { version, procedure, coalition, number, address, publishedAt, edition, before, had } = publishing;
  const entries = entriesOf(procedure.core);
  const leftOut = new Set(entries.filter(isLeftOut).flatMap((entry) => provisionsOf(entry)));
  const { sections, text, openings, left } = partOf(version, leftOut);
  const standing = new Set(Object.keys(openings));
  const corrigenda = publishing.corrected.map((one) => corrigendumOf(one, { publishing, leftOut, standing }));
  return {
    form: 'entente-publication/2',
    coalition,
    number,
    revision: version.revision,
    title: actTitleOf(sections) ?? publishing.title,
    address,
    edition,
    amends: before.map((one) => ({ ...one })),
    adds:
      edition === 1
        ? []
        : entries.flatMap((entry, at) => (isLeftOut(entry) || had.includes(entry.item.id) ? [] : [at + 1])),
    text: text as SealedPublicationFile['text'],
    openings: { ...openings },
    sealedText: sealedTextOf(version),
    ...(corrigenda.length === 0 ? {} : { corrigenda }),
    annexes: publishedAnnexes(version, publishing.annexes),
    packageHash: version.packageHash,
    decision: decisionOf(publishing, { entries, left, standing }),
    publishedAt,
  };
}

/** A version's text without what is left out, and its sections. Throws where it was not sealed by the hash that was decided on. */
function partOf(
  version: VersionView,
  leftOut: ReadonlySet<string>,
): PartOfText & { readonly sections: readonly SectionTree[] } {
  const { sections } = frozenTextOf(version);
  const sealed = sealText(sections, version.sealSeed);
  if (sealed.hash !== version.sealedText) throw new Error('a frozen text is sealed by another hash');
  return { sections, ...partOfText(sections, sealed, leftOut) };
}

function sealedTextOf({ sealedText }: VersionView): Hash {
  if (sealedText === null) throw new Error('a text that was not sealed has no such file');
  return sealedText;
}

/** A corrigendum as it is published: passages in what is left out are counted and not said. */
function corrigendumOf(
  { corrigendum, of }: DecidedText['corrected'][number],
  {
    publishing,
    leftOut,
    standing,
  }: { publishing: SealedPublishing; leftOut: ReadonlySet<string>; standing: ReadonlySet<string> },
): PublishedCorrigendum {
  const { id, note, passages = [], at, standsAt } = corrigendum;
  const shown = passages.filter(({ unit }) => standing.has(unit));
  const appears = appearanceOfNote(shown.length, entriesOf(publishing.procedure.core));
  const isShown = appears === 'always' || (appears === 'asked' && publishing.words.includes(id));
  const { text, openings } = partOf(of, leftOut);
  return {
    filedAt: at,
    standsAt,
    note: isShown ? note : null,
    passages: shown.map((passage) => ({ ...passage })),
    leftOut: passages.length - shown.length,
    of: {
      text: text as PublishedCorrigendum['of']['text'],
      openings: { ...openings },
      sealedText: sealedTextOf(of),
      packageHash: of.packageHash,
    },
  };
}

/** An entry that is left out and bound to nothing would stand in the text: a defect here, refused before (SPEC R211). */
function provisionsOf({ item: { id, provisions } }: Entry): readonly string[] {
  if (provisions === undefined || provisions.length === 0)
    throw new Error(`the entry ${id} is bound to nothing`);
  return provisions;
}

interface Shown {
  readonly entries: readonly Entry[];
  /** Commitments of what is left out. */
  readonly left: ReadonlyMap<string, Hash>;
  /** Provisions and sections that stand in the published text. */
  readonly standing: ReadonlySet<string>;
}

function decisionOf({ procedure, version, words }: SealedPublishing, shown: Shown): Decision {
  const { core, openedAt, kind } = procedure;
  const { entries } = shown;
  const adopted = entries.filter((entry) => !isLeftOut(entry));
  const adoptedAt = adoptedAtOf(procedure, adopted);
  if (openedAt === null || adoptedAt === null) {
    throw new Error('a package of which nothing was adopted has no decision to publish');
  }
  const kept = adopted.map(({ item }) => item.id);
  return {
    rule: core.escalatedAt === null ? core.terms.rule.id : (core.terms.fallback ?? core.terms.rule).id,
    kind: core.escalatedAt === null ? kind : 'vote',
    openedAt,
    adoptedAt,
    complete: !entries.some(({ state }) => state === 'open'),
    residual: kept.length === entries.length ? null : residualHash(core.terms, version.packageHash, kept),
    entries: entries.map((entry) => entryOf(entry, shown)),
    actsShown: actsAreShown(core.terms),
    acts: actsOf(procedure, shown, words),
    ...cellsOf(procedure, entries),
    declarations: declarationsOf(procedure, entries, words),
  };
}

function adoptedAtOf({ core }: Procedure, adopted: readonly Entry[]): Instant | null {
  const last = adopted
    .map(({ since }) => since)
    .reduce<Instant | null>((a, b) => (a === null || b > a ? b : a), null);
  return last ?? (core.state === 'adopted' ? core.closedAt : null);
}

function entryOf(entry: Entry, { left }: Shown): Decision['entries'][number] {
  const { item, state, since, cause } = entry;
  if (state === 'adopted') {
    const { id, title, framework = false, provisions = [] } = item;
    return { state, id, title, framework, provisions: [...provisions], at: since };
  }
  const commitments = provisionsOf(entry).map((unit) => left.get(unit));
  return {
    state,
    cause: state === 'open' ? null : cause,
    at: state === 'open' ? null : since,
    left: commitments.map((commitment) => {
      if (commitment === undefined) throw new Error('what is left out has no commitment');
      return commitment;
    }),
  };
}

/** Where partners stand on the targets that were launched; of one that was dropped nothing is said. */
function cellsOf(procedure: Procedure, entries: readonly Entry[]): Pick<Decision, 'cells'> {
  const { core, electorate } = procedure;
  if (core.terms.kind !== 'matrix' || !actsAreShown(core.terms)) return {};
  const counted = new Set(core.members.filter(isCounted).map(({ partner }) => partner));
  const cells = entries.flatMap((entry, index) =>
    electorate.flatMap(({ partner, name }) => {
      // Who is suspended has taken its word along (SPEC R84).
      if (!counted.has(partner)) return [];
      const said = core.cells.findLast((cell) => cell.partner === partner && cell.target === entry.item.id);
      if (isLeftOut(entry) || said === undefined) return [];
      return [{ partner, name, entry: index + 1, cell: said.cell, at: said.at }];
    }),
  );
  return { cells };
}

function actsOf(
  procedure: Procedure,
  { entries, standing }: Shown,
  words: readonly string[],
): Decision['acts'] {
  const names = namesOf(procedure);
  return shownActs(procedure).map((act) => {
    const numbers = entries.flatMap(({ item }, at) => (act.scope.includes(item.id) ? [at + 1] : []));
    const parts = partsOf(procedure).filter((part) => act.scope.includes(part));
    const appears = appearanceOf(act, entries);
    const isShown = appears === 'always' || (appears === 'asked' && words.includes(act.nonce));
    return {
      partner: act.partner,
      // The partner's name, not the person's: persons stay in the record (the public reads who agreed, not who clicked).
      name: names.get(act.partner) ?? act.partner,
      act: act.act,
      reason: isShown || act.reason === '' ? act.reason : null,
      about: { entries: numbers, parts, provisions: act.scope.filter((unit) => standing.has(unit)) },
      at: act.at,
    };
  });
}

const namesOf = ({ electorate }: Procedure): ReadonlyMap<string, string> =>
  new Map(electorate.map(({ partner, name }) => [partner, name]));

const partsOf = ({ core: { terms } }: Procedure): readonly string[] =>
  terms.rule.id === 'COMPOSITE' ? terms.rule.parts.map(({ name }) => name) : [];

function declarationsOf(
  procedure: Procedure,
  entries: readonly Entry[],
  words: readonly string[],
): Decision['declarations'] {
  const names = namesOf(procedure);
  const listed = procedure.core.declarations.filter((one) => !isForMinutes(one) || words.includes(one.id));
  return listed.map((declaration) => {
    const { id, kind, partners, text, answers, at } = declaration;
    const isShown = appearanceOfDeclaration(declaration, entries) === 'always' || words.includes(id);
    const answered = listed.findIndex((one) => one.id === answers);
    return {
      kind,
      partners: partners.map((partner) => ({ partner, name: names.get(partner) ?? partner })),
      text: isShown ? text : null,
      answers: answered === -1 ? null : answered + 1,
      at,
    };
  });
}
