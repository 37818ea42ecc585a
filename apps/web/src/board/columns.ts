import type { Marked } from '@entente/consensus';
import type { Delegation } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';
import type { Translate } from '../messages/use-t.js';
import type { OutlineSection, Provision } from '../text/outline.js';
import { markedOf, together, type Board, type Cell } from './board.js';
import { kept, type Column, type Detail, type Face } from './face.js';
import { once } from './once.js';
import { resultOfMarks, type Marks, type Measure } from './measure.js';

/** What the columns of positions are made of. */
export type Positions = {
  readonly board: Board;
  readonly measure: Measure | null;
  readonly t: Translate;
};

/** One column a section, or one a provision where its section is opened. */
export function provisionColumns(positions: Positions, expanded: ReadonlySet<string>): Column[] {
  return positions.board.sections
    .filter(({ provisions }) => provisions.length > 0)
    .flatMap((section) => {
      const isOpen = expanded.has(section.document) && section.provisions.length > 1;
      return isOpen ? openColumns(positions, section) : [closedColumn(positions, section)];
    });
}

/** The first column: where a partner stands in all. */
export function overallColumn(positions: Positions): Column {
  const { board, t } = positions;
  const provisions = board.sections.flatMap((section) => section.provisions);
  return columnOfCells(positions, (code) => board.overall(code), {
    key: 'overall',
    short: t('board.overallShort'),
    name: t('board.overall'),
    title: t('board.overall'),
    toggle: null,
    expanded: false,
    first: false,
    provisions,
    provision: null,
  });
}

type Head = Omit<Column, 'face' | 'result'> & { readonly provision: Provision | null };

function columnOfCells(
  { board, measure, t }: Positions,
  cellOf: (partner: DelegationCode) => Cell,
  { provision, ...head }: Head,
): Column {
  return {
    ...head,
    face: kept(({ code }) => faceOf(cellOf(code), { name: head.name, provision }, t)),
    result: once(() => resultOfMarks(measure, marksOf(board.partners, cellOf), t)),
  };
}

export const marksOf = (partners: readonly Delegation[], cellOf: (partner: DelegationCode) => Cell): Marks =>
  new Map(partners.map(({ code }): [DelegationCode, Marked] => [code, markedOf(cellOf(code))]));

function faceOf(
  cell: Cell,
  under: Pick<Detail & { kind: 'position' }, 'name' | 'provision'>,
  t: Translate,
): Face {
  const { stance, stale, position, supposed } = cell;
  // A picture needs no words: they are made for who reads the cell.
  const words = once(() => wordsOf(cell, t));
  return {
    sign: stance,
    stale,
    supposed,
    note: position !== null && position.note !== '',
    get words() {
      return words();
    },
    detail: { kind: 'position', cell, ...under },
  };
}

function wordsOf({ stance, stale, supposed }: Cell, t: Translate): string {
  const words = `${t(`letter.${stance}`)} ${t(`stance.${stance}`)}`;
  const said = stale ? t('board.staleWords', { words }) : words;
  return supposed ? t('board.supposedWords', { words: said }) : said;
}

function closedColumn(positions: Positions, section: OutlineSection): Column {
  const { board, t } = positions;
  const { document, provisions, heading, marker, kind } = section;
  const [only] = provisions;
  const name = marker === '' ? t(`section.${kind}`) : marker;
  return columnOfCells(positions, (code) => together(provisions.map(({ id }) => board.cell(code, id))), {
    key: document,
    short: shortName(name),
    name,
    title: `${name} ${heading}`.trim(),
    toggle: provisions.length > 1 ? document : null,
    expanded: false,
    first: true,
    provisions,
    provision: provisions.length === 1 && only !== undefined ? only : null,
  });
}

function openColumns(positions: Positions, section: OutlineSection): Column[] {
  const { board, t } = positions;
  const name = section.marker === '' ? t(`section.${section.kind}`) : section.marker;
  return section.provisions.map((provision, at) =>
    columnOfCells(positions, (code) => board.cell(code, provision.id), {
      key: provision.id,
      short: shortName(provision.citation),
      name: at === 0 ? `${name}: ${provision.citation}` : provision.citation,
      title: `${provision.citation} ${provision.excerpt}`,
      toggle: at === 0 ? section.document : null,
      expanded: true,
      first: at === 0,
      provisions: [provision],
      provision,
    }),
  );
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
