import type { Power, Role } from '@entente/access';
import type { NewPerson, Setup } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';

/** For tests alone: the password of everyone in the small coalition. */
export const PASSWORD = 'a long enough secret';

type Account = NewPerson & { powers: Power[] };

function account(mailbox: string, delegation: string, role: Role, powers: Power[]): Account {
  const code = delegation as DelegationCode;
  const name = mailbox.charAt(0).toUpperCase() + mailbox.slice(1);
  return {
    name,
    email: `${mailbox}@test.example`,
    password: PASSWORD,
    delegation: code,
    roles: [role],
    powers,
  };
}

/** For tests alone: two partners and one person of each kind; `MAILBOX@test.example`, administrator `admin`. */
export function smallCoalition(): Setup {
  return {
    coalition: { name: 'Test Coalition', slug: 'test', seat: 'Geneva', timeZone: 'Europe/Zurich' },
    administrator: { name: 'Admin', email: 'admin@test.example', password: PASSWORD },
    partners: [
      { code: 'AU' as DelegationCode, name: 'Australia', order: 1, weight: 27 },
      { code: 'JP' as DelegationCode, name: 'Japan', order: 2, weight: 123 },
    ],
    people: [
      account('ada', 'AU', 'head_of_delegation', ['speak', 'propose', 'take_positions', 'endorse']),
      account('ben', 'AU', 'delegate', ['speak', 'propose', 'take_positions']),
      account('hana', 'JP', 'head_of_delegation', ['speak', 'propose', 'take_positions', 'endorse']),
      account('pia', 'PRES', 'chair', ['speak', 'propose']),
      account('sam', 'SEC', 'secretariat', ['speak', 'propose', 'publish']),
      account('olga', 'OBS', 'observer', []),
    ],
  };
}
