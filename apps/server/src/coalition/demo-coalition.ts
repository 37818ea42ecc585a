import type { Power, Role } from '@entente/access';
import type { Setup } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';

/** One password for all of the demo's accounts; printed by `npm start -- --demo`, and used nowhere else. */
export const DEMO_PASSWORD = 'demo-entente-2026';

/** Code, English name, population rounded as a weight; in protocol order: alphabetical in English. People are fictitious. */
const PARTNERS = [
  ['AU', 'Australia', 27_000_000, 'Eleanor Whitlock', 'Daniel Mbeki-Ross', 'Priya Raghavan'],
  ['CA', 'Canada', 41_000_000, 'Geneviève Tremblay-Roy', 'Marcus Oakley', 'Harpreet Dhaliwal'],
  ['EU', 'European Union', 450_000_000, 'Annelies Verhoeven', 'Matteo Bellandi', 'Katarzyna Zielonka'],
  ['JP', 'Japan', 123_000_000, 'Haruko Shirakawa', 'Kenji Morinaga', 'Naoki Tachibana'],
  ['KR', 'Republic of Korea', 52_000_000, 'Yoon Seo-hyun', 'Baek Min-jae', 'Noh Ji-won'],
  ['NO', 'Norway', 5_600_000, 'Ingrid Solbakken', 'Henrik Aasland', 'Marit Fjellheim'],
  ['CH', 'Switzerland', 9_000_000, 'Ursina Caduff', 'Laurent Favrod', 'Beat Zgraggen'],
  ['GB', 'United Kingdom', 69_000_000, 'Rosalind Ashcombe', 'Tom Pendry', 'Farah Siddiqui'],
  ['US', 'United States', 340_000_000, 'Caroline Hathaway', 'Isaiah Whitfield', 'Teresa Montoya'],
] as const;

/** What each of a partner's three people is and may do, in the order of the names above. */
const NATIONAL = [
  { role: 'head_of_delegation', powers: ['speak', 'propose', 'take_positions', 'break_silence', 'endorse'] },
  { role: 'delegate', powers: ['speak', 'propose', 'take_positions'] },
  { role: 'ministry_signatory', powers: ['speak', 'take_positions', 'endorse'] },
] as const satisfies ReadonlyArray<{ role: Role; powers: readonly Power[] }>;

const NEUTRAL = [
  ['PRES', 'Sunniva Grøndahl', 'chair', ['speak', 'propose']],
  ['SEC', 'Adrian Castellanos', 'secretariat', ['speak', 'propose', 'publish']],
  ['SEC', 'Miriam Feldhaus', 'secretariat', ['speak', 'propose']],
  ['OBS', 'Tupou Vaea', 'observer', []],
  ['OBS', 'Odile Marchetti', 'auditor', []],
] as const satisfies ReadonlyArray<readonly [string, string, Role, readonly Power[]]>;

/** The demo as the same request that a first run makes. */
export function demoCoalition(): Setup {
  return {
    coalition: {
      name: 'Coalition for Joint Cyber Sanctions',
      slug: 'joint-cyber-sanctions',
      seat: 'Geneva',
      timeZone: 'Europe/Zurich',
    },
    administrator: {
      name: 'Jonas Weidmann',
      email: emailOf('Jonas Weidmann', 'ADM'),
      password: DEMO_PASSWORD,
    },
    partners: PARTNERS.map(([code, name, weight], index) => ({
      code: code as string as DelegationCode,
      name,
      order: index + 1,
      weight,
    })),
    people: [
      ...nationalPeople(),
      ...NEUTRAL.map(([code, name, role, powers]) => account(code, name, role, powers)),
    ],
  };
}

function nationalPeople(): Setup['people'] {
  return PARTNERS.flatMap(([code, , , ...names]) =>
    NATIONAL.map(({ role, powers }, index) => account(code, names[index] ?? '', role, powers)),
  );
}

// oxlint-disable-next-line max-params -- one line of the tables above
function account(code: string, name: string, role: Role, powers: readonly Power[]): Setup['people'][number] {
  return {
    name,
    email: emailOf(name, code),
    password: DEMO_PASSWORD,
    delegation: code as DelegationCode,
    roles: [role],
    powers: [...powers],
  };
}

/** `Geneviève Tremblay-Roy` of `CA`: `genevieve.tremblay-roy@ca.example` (a domain that belongs to nobody, RFC 2606). */
function emailOf(name: string, code: string): string {
  const plain = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ø', 'o')
    .toLowerCase()
    .replaceAll(' ', '.');
  return `${plain}@${code.toLowerCase()}.example`;
}
