import { encodeJcs, hashOf, type JsonValue } from '@entente/canonical';
import { hashProvision, type CanonicalNode, type SectionTree } from '@entente/document';
import type { Hash } from '@entente/kernel';

/**
 * A text of which a part can be published later (SPEC F53 to F55). Each provision and each section is a commitment of its own: the hash
 * of a salt and of its words, with the commitments of the provisions inside it in their places. Who has the words of one, its salt and
 * the commitments of the others computes the hash of the whole; who lacks a salt cannot try out words, however short they are.
 */
export interface SealedText {
  /** What the package hash covers. */
  readonly hash: Hash;
  /** Of each provision by its id, and of each section by its document. */
  readonly openings: ReadonlyMap<string, Opening>;
}

export interface Opening {
  /** 32 bytes in hexadecimal. */
  readonly salt: string;
  readonly commitment: Hash;
}

/** What stands in the place of a provision or section: its node's name, which decides the numbers of the others, and its commitment. */
export type Seal = readonly ['sealed', string, Hash];

type Child = CanonicalNode[2][number];

export const isRun = (child: Child): child is Exclude<Child, CanonicalNode> => child[0] === 't';

/** The provision or section that a node is; null: it belongs to the one around it. */
export const unitOf = ([, { id, document }]: CanonicalNode): string | null => document ?? id ?? null;

/** A section's node as the canonical text writes it. */
export const nodeOf = ({ document, tree }: SectionTree): CanonicalNode => [tree[0], { document }, tree[2]];

/** Seals a text. `seed`: 32 secret bytes of the package in hexadecimal. The same words under the same seed are the same hash. */
export function sealText(sections: readonly SectionTree[], seed: string): SealedText {
  const openings = new Map<string, Opening>();
  const seal = (unit: string, node: CanonicalNode): Seal => {
    const salt = saltOf(seed, node);
    const commitment = commitmentTo(contentOf(node, seal), salt);
    openings.set(unit, { salt, commitment });
    return ['sealed', node[0], commitment];
  };
  const seals = sections.map((section) => seal(section.document, nodeOf(section)));
  return { hash: hashOfSeals(seals), openings };
}

/** What of a node is hashed: its own words, and of each provision inside it what `sealOf` gives. */
export function contentOf(
  node: CanonicalNode,
  sealOf: (unit: string, node: CanonicalNode) => Seal,
): JsonValue {
  const [name, attributes, children] = node;
  const inside = children.map((child): JsonValue => {
    if (isRun(child)) return child;
    const unit = unitOf(child);
    return unit === null ? contentOf(child, sealOf) : sealOf(unit, child);
  });
  return [name, attributes, inside];
}

/** The commitment to a provision or section (form `entente-commitment/1`). */
export const commitmentTo = (content: JsonValue, salt: string): Hash =>
  hashOf(encodeJcs(['entente-commitment/1', salt, content]));

/** The hash of a sealed text: of its sections' seals in order (form `entente-sealed-text/1`). */
export const hashOfSeals = (seals: readonly Seal[]): Hash =>
  hashOf(encodeJcs({ form: 'entente-sealed-text/1', sections: seals as readonly JsonValue[] }));

/**
 * The salt follows from the secret seed and from the words, so that the salt of published words opens no other: not those of another
 * provision, nor earlier words of the same (form `entente-salt/1`).
 */
const saltOf = (seed: string, node: CanonicalNode): string =>
  hashOf(encodeJcs(['entente-salt/1', seed, hashProvision(node)])).slice('sha256:'.length);
