import type { Setup } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';

const PASSWORD = 'a coalition of three';
const code = (text: string): DelegationCode => text as DelegationCode;

/** Who plays in the journeys: three partners that can bind themselves, the chair, the secretariat, the administrator. */
export const accounts = {
  ADM: { name: 'Vera Okafor', email: 'administrator@harbour.example', password: PASSWORD },
  NO: { name: 'Ingrid Solberg Hauge', email: 'head@no.example', password: PASSWORD },
  JP: { name: 'Haruka Minami', email: 'head@jp.example', password: PASSWORD },
  CH: { name: 'Reto Ammann', email: 'head@ch.example', password: PASSWORD },
  PRES: { name: 'Claire Vanderhoven', email: 'chair@pres.example', password: PASSWORD },
  SEC: { name: 'Tomas Lindqvist', email: 'office@sec.example', password: PASSWORD },
} as const;

export type Seat = keyof typeof accounts;

const partners = [
  { code: code('CH'), name: 'Switzerland', order: 1, weight: 9_048_900 },
  { code: code('JP'), name: 'Japan', order: 2, weight: 123_800_000 },
  { code: code('NO'), name: 'Norway', order: 3, weight: 5_594_340 },
];

const national = (seat: 'NO' | 'JP' | 'CH'): Setup['people'][number] => ({
  ...accounts[seat],
  delegation: code(seat),
  roles: ['head_of_delegation'],
  powers: ['speak', 'propose', 'take_positions', 'break_silence', 'endorse'],
});

/** The body of the first run. */
export const coalitionOfThree: Setup = {
  coalition: { name: 'Harbour Coalition', slug: 'harbour', seat: 'Geneva', timeZone: 'Europe/Zurich' },
  administrator: accounts.ADM,
  partners,
  people: [
    national('NO'),
    national('JP'),
    national('CH'),
    { ...accounts.PRES, delegation: code('PRES'), roles: ['chair'], powers: ['speak', 'propose'] },
    {
      ...accounts.SEC,
      delegation: code('SEC'),
      roles: ['secretariat'],
      powers: ['speak', 'propose', 'publish'],
    },
  ],
};
