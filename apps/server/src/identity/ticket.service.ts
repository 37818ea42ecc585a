import { createHash, randomBytes } from 'node:crypto';
import { limits } from '@entente/contracts';
import { err, instant, ok, type Instant, type PersonId, type Result } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdentityService, type LiveIdentity } from './identity.service.js';

/** Why a ticket opens nothing. `SESSION_ENDED`: it was good, but its session is over or the person suspended. */
export type TicketRefusal = { readonly code: 'TICKET_USED' | 'TICKET_UNKNOWN' | 'SESSION_ENDED' };

/**
 * Tickets for socket connections: valid once and for 30 s, bound to the session that asked (SECURITY §4.3). In PostgreSQL, so
 * that any node may redeem what another one gave.
 */
@Injectable()
export class TicketService {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(IdentityService) private readonly identity: IdentityService,
  ) {}

  async give(person: PersonId, session: string): Promise<{ ticket: string; expiresAt: Instant }> {
    const ticket = randomBytes(32).toString('base64url');
    // Old ones go when new ones come: no job is needed for so little.
    await this.database.query(
      `DELETE FROM socket_ticket WHERE expires_at < clock_timestamp() - interval '1 hour'`,
    );
    const [row] = (await this.database.query(
      `INSERT INTO socket_ticket (hash, person, session, expires_at)
       VALUES ($1, $2, $3, clock_timestamp() + $4 * interval '1 millisecond')
       RETURNING floor(extract(epoch FROM expires_at) * 1000)::float8 AS expires`,
      [hashOfTicket(ticket), person, session, limits.ticketMs],
    )) as readonly { expires: number }[];
    if (row === undefined) throw new Error('the ticket was not stored');
    return { ticket, expiresAt: instant(row.expires) };
  }

  /** Uses a ticket up and gives the person of its session. Of two that redeem the same one, one gets in. */
  async redeem(ticket: string): Promise<Result<LiveIdentity, TicketRefusal>> {
    const hash = hashOfTicket(ticket);
    const [used] = (await this.database.query(
      `WITH used AS (
         UPDATE socket_ticket SET used_at = clock_timestamp()
         WHERE hash = $1 AND used_at IS NULL AND expires_at > clock_timestamp() RETURNING session)
       SELECT session FROM used`,
      [hash],
    )) as readonly { session: string }[];
    if (used === undefined) return err({ code: await this.#why(hash) });
    const identity = await this.identity.identityOf(used.session);
    return identity === null ? err({ code: 'SESSION_ENDED' }) : ok(identity);
  }

  async #why(hash: Buffer): Promise<'TICKET_USED' | 'TICKET_UNKNOWN'> {
    const [row] = (await this.database.query(
      `SELECT used_at IS NOT NULL AS used FROM socket_ticket WHERE hash = $1`,
      [hash],
    )) as readonly { used: boolean }[];
    // One that ran out unused is as good as none.
    return row?.used === true ? 'TICKET_USED' : 'TICKET_UNKNOWN';
  }
}

function hashOfTicket(ticket: string): Buffer {
  return createHash('sha256').update(ticket).digest();
}
