import { boardFacts, standingOf, type BoardFacts } from '@entente/consensus';
import type { Delegation, Position } from '@entente/contracts';
import type { DelegationCode, Hash, ProvisionId } from '@entente/kernel';
import type { OutlineSection, Provision } from '../text/outline.js';
import { gravest, isOpen, stanceOf, type Stance } from './stance.js';

/** One partner on one provision. */
export type Cell = {
  readonly stance: Stance;
  /** Given for other words than those that stand now. */
  readonly stale: boolean;
  readonly position: Position | null;
};

export type Board = {
  readonly partners: readonly Delegation[];
  readonly sections: readonly OutlineSection[];
  readonly hashes: ReadonlyMap<ProvisionId, Hash>;
  readonly cell: (partner: DelegationCode, provision: ProvisionId) => Cell;
  /** Partners in protocol order on one provision. */
  readonly strip: (provision: ProvisionId) => readonly Cell[];
  /** The gravest of each partner over a section; what was given for other words counts as it was given. */
  readonly sectionStrip: (section: OutlineSection) => readonly Cell[];
  readonly facts: BoardFacts;
};

const NO_CELL: Cell = { stance: 'none', stale: false, position: null };

/** Positions as a board over the text as it stands: carry-over is equality of hashes (SPEC R14 of consensus). */
export function boardOf(
  partners: readonly Delegation[],
  sections: readonly OutlineSection[],
  hashes: ReadonlyMap<ProvisionId, Hash>,
  positions: readonly Position[],
): Board {
  const codes = partners.map(({ code }) => code);
  const cells = new Map<string, Cell>();
  for (const position of positions) {
    const now = hashes.get(position.provision) ?? null;
    const stale = standingOf(position, now) !== 'given';
    cells.set(`${position.partner} ${position.provision}`, { stance: stanceOf(position), stale, position });
  }
  const cell = (partner: DelegationCode, provision: ProvisionId): Cell =>
    cells.get(`${partner} ${provision}`) ?? NO_CELL;
  const strip = asked((provision: ProvisionId) => codes.map((code) => cell(code, provision)));
  const counted = new Map<ProvisionId, Hash>();
  for (const { id } of countedProvisions(sections, positions)) {
    const hash = hashes.get(id);
    if (hash !== undefined) counted.set(id, hash);
  }
  return {
    partners,
    sections,
    hashes,
    cell,
    strip,
    sectionStrip: (section) =>
      codes.map((code) => together(section.provisions.map(({ id }) => cell(code, id)))),
    facts: boardFacts(
      codes,
      counted,
      // A position on words that are gone has nothing left to be reconfirmed on.
      positions.filter(({ provision }) => hashes.has(provision)),
    ),
  };
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
  const given = cells.filter(({ stance }) => stance !== 'none');
  if (given.length === 0) return NO_CELL;
  const stance = gravest(given.map((one) => one.stance));
  const shown = given.filter((one) => one.stance === stance);
  return { stance, stale: shown.every(({ stale }) => stale), position: shown[0]?.position ?? null };
}

/** Whether somebody still has something against it or has to speak again. */
export function isOpenProvision(cells: readonly Cell[]): boolean {
  return cells.some(({ stance, stale }) => stale || (stance !== 'none' && isOpen(stance)));
}
