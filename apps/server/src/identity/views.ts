import type { Delegation, Mandate, Person } from '@entente/contracts';
import { instant, type Instant } from '@entente/kernel';
import type { DelegationRow } from './delegation.table.js';
import type { MandateRow } from './mandate.table.js';
import type { PersonRow } from './person.table.js';

/** Rows never leave the server: these are what the contracts show of them. */
export function personFrom({ id, name, email, delegation, roles, active }: PersonRow): Person {
  return { id, name, email, delegation, roles: [...roles], active };
}

export function mandateFrom(row: MandateRow): Mandate {
  const { id, person, power, accreditedBy } = row;
  return {
    id,
    person,
    power,
    from: at(row.from),
    to: row.to === null ? null : at(row.to),
    accreditedBy,
    revokedAt: row.revokedAt === null ? null : at(row.revokedAt),
  };
}

export function delegationFrom({ code, name, kind, order, weight, active }: DelegationRow): Delegation {
  return { code, name, kind, order, weight, active };
}

function at(date: Date): Instant {
  return instant(date.getTime());
}
