import { createHash, randomBytes } from 'node:crypto';
import { limits } from '@entente/contracts';
import { err, instant, ok, type Instant, type PersonId, type Result } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdentityService, type LiveIdentity } from './identity.service.js';

/**
 * Why a ticket opens nothing. `TICKET_SESSION`: whoever brought it came with the cookie of another session. `SESSION_ENDED`: it was
 * good, but its session is over or the person suspended.
 */
export type TicketRefusal = {
  readonly code: 'TICKET_USED' | 'TICKET_UNKNOWN' | 'TICKET_EXPIRED' | 'TICKET_SESSION' | 'SESSION_ENDED';
};

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
      [hashOf(ticket), person, session, limits.ticketMs],
    )) as readonly { expires: number }[];
    if (row === undefined) throw new Error('the ticket was not stored');
    return { ticket, expiresAt: instant(row.expires) };
  }

  /**
   * Uses a ticket up and gives the person of its session. Of two that redeem the same one, one gets in. `cookie`: the refresh token
   * that came with it, null where none did (a program, or a browser on plain HTTP: the cookie's path is narrower there).
   */
  async redeem(ticket: string, cookie: string | null): Promise<Result<LiveIdentity, TicketRefusal>> {
    const hash = hashOf(ticket);
    const [used] = (await this.database.query(
      `WITH used AS (
         UPDATE socket_ticket SET used_at = clock_timestamp()
         WHERE hash = $1 AND used_at IS NULL AND expires_at > clock_timestamp() RETURNING session)
       SELECT session FROM used`,
      [hash],
    )) as readonly { session: string }[];
    if (used === undefined) return err({ code: await this.#why(hash) });
    // Used up all the same: whoever brought it has it, and the one it was given to gets another.
    if (cookie !== null && !(await this.#isOf(used.session, cookie))) return err({ code: 'TICKET_SESSION' });
    const identity = await this.identity.identityOf(used.session);
    return identity === null ? err({ code: 'SESSION_ENDED' }) : ok(identity);
  }

  /** Every token of the family counts: the page may have rotated it while the ticket was on its way. */
  async #isOf(session: string, refreshToken: string): Promise<boolean> {
    const rows = (await this.database.query(`SELECT 1 FROM refresh_token WHERE hash = $1 AND session = $2`, [
      hashOf(refreshToken),
      session,
    ])) as readonly unknown[];
    return rows.length > 0;
  }

  async #why(hash: Buffer): Promise<'TICKET_USED' | 'TICKET_UNKNOWN' | 'TICKET_EXPIRED'> {
    const [row] = (await this.database.query(
      `SELECT used_at IS NOT NULL AS used FROM socket_ticket WHERE hash = $1`,
      [hash],
    )) as readonly { used: boolean }[];
    if (row === undefined) return 'TICKET_UNKNOWN';
    return row.used ? 'TICKET_USED' : 'TICKET_EXPIRED';
  }
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
