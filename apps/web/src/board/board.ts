import {
  boardFacts,
  decidingOf,
  standingOf,
  type BoardFacts,
  type BoardMark,
  type Marked,
} from '@entente/consensus';
import type { Delegation, Position } from '@entente/contracts';
import type { DelegationCode, Hash, ProvisionId } from '@entente/kernel';
import type { OutlineSection, Provision } from '../text/outline.js';
import { once } from './once.js';
import { isOpen, stanceOf } from './stance.js';

/** One partner on one provision. */
export type Cell = {
  readonly stance: BoardMark;
  /** Given for other words than those that stand now. */
  readonly stale: boolean;
  readonly position: Position | null;
  /** Of a *what if*: said by nobody. */
  readonly supposed: boolean;
};

export type Board = {
  readonly partners: readonly Delegation[];
  readonly sections: readonly OutlineSection[];
  readonly hashes: ReadonlyMap<ProvisionId, Hash>;
  readonly positions: readonly Position[];
  readonly cell: (partner: DelegationCode, provision: ProvisionId) => Cell;
  /** All of a partner's cells as one (SPEC R185). */
  readonly overall: (partner: DelegationCode) => Cell;
  /** Partners in protocol order on one provision. */
  readonly strip: (provision: ProvisionId) => readonly Cell[];
  /** The gravest of each partner over a section; what was given for other words counts as it was given. */
  readonly sectionStrip: (section: OutlineSection) => readonly Cell[];
  /** Counted when they are first asked for. */
  readonly facts: BoardFacts;
};

const NO_CELL: Cell = { stance: 'none', stale: false, position: null, supposed: false };

/** Positions as a board over the text as it stands: carry-over is equality of hashes (SPEC R14 of consensus). */
export function boardOf(
  partners: readonly Delegation[],
  sections: readonly OutlineSection[],
  hashes: ReadonlyMap<ProvisionId, Hash>,
  positions: readonly Position[],
): Board {
  const codes = partners.map(({ code }) => code);
  const ids = sections.flatMap(({ provisions }) => provisions.map(({ id }) => id));
  const cells = cellsOf(codes, ids, { hashes, positions });
  const cell = (partner: DelegationCode, provision: ProvisionId): Cell => {
    const at = cells.columns.get(provision);
    return (at === undefined ? undefined : cells.rows.get(partner)?.[at]) ?? NO_CELL;
  };
  const strip = asked((provision: ProvisionId) => codes.map((code) => cell(code, provision)));
  const facts = once(() => factsOf(codes, sections, { hashes, positions }));
  return {
    partners,
    sections,
    hashes,
    positions,
    cell,
    overall: asked((code: DelegationCode) => together(ids.map((id) => cell(code, id)))),
    strip,
    sectionStrip: (section) =>
      codes.map((code) => together(section.provisions.map(({ id }) => cell(code, id)))),
    get facts() {
      return facts();
    },
  };
}

type Said = Pick<Board, 'hashes' | 'positions'>;

type Cells = {
  /** Cells of each partner, one a column; after the columns of the text there may be none. */
  readonly rows: ReadonlyMap<DelegationCode, readonly (Cell | undefined)[]>;
  /** Provisions in the order of the text; then those that are gone. */
  readonly columns: ReadonlyMap<ProvisionId, number>;
};

/** By their numbers: a large board has sixty thousand. */
function cellsOf(
  codes: readonly DelegationCode[],
  ids: readonly ProvisionId[],
  { hashes, positions }: Said,
): Cells {
  const columns = new Map(ids.map((id, at) => [id, at]));
  const rows = new Map(codes.map((code) => [code, ids.map(() => NO_CELL)]));
  for (const position of positions) {
    const row = rows.get(position.partner);
    if (row === undefined) continue;
    const at = columns.get(position.provision) ?? columns.size;
    if (at === columns.size) columns.set(position.provision, at);
    const stale = standingOf(position, hashes.get(position.provision) ?? null) !== 'given';
    row[at] = { stance: stanceOf(position), stale, position, supposed: false };
  }
  return { rows, columns };
}

function factsOf(
  codes: readonly DelegationCode[],
  sections: readonly OutlineSection[],
  { hashes, positions }: Said,
): BoardFacts {
  const counted = new Map<ProvisionId, Hash>();
  for (const { id } of countedProvisions(sections, positions)) {
    const hash = hashes.get(id);
    if (hash !== undefined) counted.set(id, hash);
  }
  // A position on words that are gone has nothing left to be reconfirmed on.
  return boardFacts(
    codes,
    counted,
    positions.filter(({ provision }) => hashes.has(provision)),
  );
}

/** Keeps each answer: strips are asked for by the outline, the text and the sentence at the top. */
function asked<Key, Answer>(answer: (key: Key) => Answer): (key: Key) => Answer {
  const known = new Map<Key, Answer>();
  return (key) => {
    const made = known.get(key) ?? answer(key);
    known.set(key, made);
    return made;
  };
}

/** Those directly under a section, and those below on which somebody took a position of its own. */
export function countedProvisions(
  sections: readonly OutlineSection[],
  positions: readonly Pick<Position, 'provision'>[],
): Provision[] {
  const taken = new Set(positions.map(({ provision }) => provision));
  return sections.flatMap(({ provisions }) =>
    provisions.filter(({ id, depth }) => depth === 0 || taken.has(id)),
  );
}

/** Several cells of one partner as one. Provisions without a position count only where there is no other. */
export function together(cells: readonly Cell[]): Cell {
  const shown = decidingOf(cells, markedOf) ?? NO_CELL;
  const supposed = shown !== NO_CELL && cells.some((cell) => cell.supposed);
  return supposed && !shown.supposed ? { ...shown, supposed } : shown;
}

/** As the core reads it. */
export const markedOf = ({ stance, stale }: Cell): Marked => ({ mark: stance, stale });

/** Whether somebody still has something against it or has to speak again. */
export function isOpenProvision(cells: readonly Cell[]): boolean {
  return cells.some(({ stance, stale }) => stale || (stance !== 'none' && isOpen(stance)));
}
