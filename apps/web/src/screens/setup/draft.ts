import type { DelegationKind, Power, Role } from '@entente/access';

export type DraftPartner = { code: string; name: string; order: number; weight: number };

export type DraftPerson = {
  name: string;
  email: string;
  password: string;
  delegation: string;
  roles: Role[];
  powers: Power[];
};

export type DraftSetup = {
  administrator: { name: string; email: string; password: string };
  coalition: { name: string; slug: string; seat: string; timeZone: string };
  partners: DraftPartner[];
  people: DraftPerson[];
};

export function emptyDraft(timeZone: string): DraftSetup {
  return {
    administrator: { name: '', email: '', password: '' },
    coalition: { name: '', slug: '', seat: '', timeZone },
    partners: [],
    people: [],
  };
}

/** A short name out of a coalition's name: `Cyber Sanctions Coalition` becomes `cyber-sanctions-coalition`. */
export function slugOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  return plain
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 30)
    .replace(/-+$/, '');
}

/** Numbers the partners anew by their place. */
export function inOrder(partners: readonly DraftPartner[]): DraftPartner[] {
  return partners.map((partner, at) => ({ ...partner, order: at + 1 }));
}

/** Moves one partner by `by` places; stays where it is at the ends. */
export function movePartner(partners: readonly DraftPartner[], from: number, by: -1 | 1): DraftPartner[] {
  const to = from + by;
  const moved = partners[from];
  if (moved === undefined || to < 0 || to >= partners.length) return [...partners];
  return inOrder(partners.toSpliced(from, 1).toSpliced(to, 0, moved));
}

/** The chair and the secretariat stand from the start; everything else with a seat is a partner. */
export function kindOfSeat(code: string): DelegationKind {
  if (code === 'PRES') return 'chair';
  return code === 'SEC' ? 'secretariat' : 'partner';
}

const USUAL: Readonly<Record<Role, readonly Power[]>> = {
  delegate: ['speak', 'propose', 'take_positions'],
  head_of_delegation: ['speak', 'propose', 'take_positions', 'break_silence', 'endorse'],
  ministry_signatory: ['take_positions', 'endorse'],
  secretariat: ['speak', 'propose', 'publish'],
  chair: ['speak', 'propose'],
  observer: [],
  auditor: [],
  administrator: ['administer'],
};

/** The powers that go with roles as a rule: a suggestion that the administrator changes. */
export function usualPowers(roles: readonly Role[]): Power[] {
  return [...new Set(roles.flatMap((role) => USUAL[role]))];
}
