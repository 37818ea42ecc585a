import type { DelegationCode } from '@entente/kernel';
import type { Translate } from '../messages/use-t.js';
import type { OutlineSection, Provision } from '../text/outline.js';
import { together, type Board, type Cell } from './board.js';

/** A column of the board: a whole section, or one provision of an expanded one. */
export type Column = {
  readonly key: string;
  readonly document: string;
  /** As narrow as a column: `4`, `4(2)`, `Rec.`. */
  readonly short: string;
  readonly name: string;
  readonly title: string;
  readonly provision: Provision | null;
  /** Where the column opens or closes its section. */
  readonly toggle: string | null;
  readonly expanded: boolean;
  /** First of its section: a rule stands before it. */
  readonly first: boolean;
  /** The same object for the same partner: cells that stay are not drawn again. */
  readonly cell: (partner: DelegationCode) => Cell;
};

export function columnsOf(board: Board, expanded: ReadonlySet<string>, t: Translate): Column[] {
  return board.sections
    .filter(({ provisions }) => provisions.length > 0)
    .flatMap((section) => {
      const isOpen = expanded.has(section.document) && section.provisions.length > 1;
      return isOpen ? openColumns(board, section, t) : [closedColumn(board, section, t)];
    });
}

function closedColumn(board: Board, section: OutlineSection, t: Translate): Column {
  const { document, provisions, heading, marker, kind } = section;
  const [only] = provisions;
  const name = marker === '' ? t(`section.${kind}`) : marker;
  const known = new Map<DelegationCode, Cell>();
  const cell = (partner: DelegationCode): Cell => {
    const made = known.get(partner) ?? together(provisions.map(({ id }) => board.cell(partner, id)));
    known.set(partner, made);
    return made;
  };
  return {
    key: document,
    document,
    short: shortName(name),
    name,
    title: `${name} ${heading}`.trim(),
    provision: provisions.length === 1 && only !== undefined ? only : null,
    toggle: provisions.length > 1 ? document : null,
    expanded: false,
    first: true,
    cell,
  };
}

function openColumns(board: Board, section: OutlineSection, t: Translate): Column[] {
  const name = section.marker === '' ? t(`section.${section.kind}`) : section.marker;
  return section.provisions.map((provision, at) => ({
    key: provision.id,
    document: section.document,
    short: shortName(provision.citation),
    name: at === 0 ? `${name}: ${provision.citation}` : provision.citation,
    title: `${provision.citation} ${provision.excerpt}`,
    provision,
    toggle: at === 0 ? section.document : null,
    expanded: true,
    first: at === 0,
    cell: (partner) => board.cell(partner, provision.id),
  }));
}

/** `Article 4(2)` becomes `4(2)`, `Recital (3)` `R3`, `Preamble` `Pre.`. */
export function shortName(name: string): string {
  const article = /^Article (\d.*)$/.exec(name);
  if (article?.[1] !== undefined) return article[1];
  const recital = /^Recital \((\d+)\)$/.exec(name);
  if (recital?.[1] !== undefined) return `R${recital[1]}`;
  if (name.startsWith('Annex'))
    return name
      .replace(/^Annex ?/, 'A ')
      .replace(', point ', ' ')
      .trim();
  return name.length <= 5 ? name : `${name.slice(0, 4)}.`;
}
