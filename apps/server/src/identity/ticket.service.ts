import { createHash, randomBytes } from 'node:crypto';
import { limits } from '@entente/contracts';
import { err, instant, ok, type Instant, type PersonId, type Result } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Together } from '../together.js';
import { IdentityService, type LiveIdentity } from './identity.service.js';

/**
 * Why a ticket opens nothing. `TICKET_SESSION`: whoever brought it came with the cookie of another session. `SESSION_ENDED`: it was
 * good, but its session is over or the person suspended.
 */
export type TicketRefusal = {
  readonly code: 'TICKET_USED' | 'TICKET_UNKNOWN' | 'TICKET_EXPIRED' | 'TICKET_SESSION' | 'SESSION_ENDED';
};

interface GivenTicket {
  readonly hash: Buffer;
  readonly person: PersonId;
  readonly session: string;
}

/**
 * Tickets for socket connections: valid once and for 30 s, bound to the session that asked (SECURITY §4.3). In PostgreSQL, so
 * that any node may redeem what another one gave.
 */
@Injectable()
export class TicketService {
  readonly #given = new Together<GivenTicket, Instant>(async (given) => this.#store(given));
  readonly #redeemed = new Together<Buffer, string | null>(async (hashes) => this.#use(hashes));

  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(IdentityService) private readonly identity: IdentityService,
  ) {}

  async give(person: PersonId, session: string): Promise<{ ticket: string; expiresAt: Instant }> {
    const ticket = randomBytes(32).toString('base64url');
    return { ticket, expiresAt: await this.#given.ask({ hash: hashOf(ticket), person, session }) };
  }

  /**
   * Uses a ticket up and gives the person of its session. Of two that redeem the same one, one gets in. `cookie`: the refresh token
   * that came with it, null where none did (a program, or a browser on plain HTTP: the cookie's path is narrower there).
   */
  async redeem(ticket: string, cookie: string | null): Promise<Result<LiveIdentity, TicketRefusal>> {
    const hash = hashOf(ticket);
    const session = await this.#redeemed.ask(hash);
    if (session === null) return err({ code: await this.#why(hash) });
    // Used up all the same: whoever brought it has it, and the one it was given to gets another.
    if (cookie !== null && !(await this.#isOf(session, cookie))) return err({ code: 'TICKET_SESSION' });
    const identity = await this.identity.identityOf(session);
    return identity === null ? err({ code: 'SESSION_ENDED' }) : ok(identity);
  }

  /** Old ones go when new ones come: no job is needed for so little. */
  async #store(given: readonly GivenTicket[]): Promise<Instant[]> {
    const rows = (await this.database.query(
      `WITH gone AS (DELETE FROM socket_ticket WHERE expires_at < clock_timestamp() - interval '1 hour'), stored AS (
         INSERT INTO socket_ticket (hash, person, session, expires_at)
         SELECT hash, person, session, clock_timestamp() + $4 * interval '1 millisecond'
         FROM unnest($1::bytea[], $2::uuid[], $3::uuid[]) AS given (hash, person, session) RETURNING hash, expires_at)
       SELECT hash, floor(extract(epoch FROM expires_at) * 1000)::float8 AS expires FROM stored`,
      [
        given.map(({ hash }) => hash),
        given.map(({ person }) => person),
        given.map(({ session }) => session),
        limits.ticketMs,
      ],
    )) as readonly { hash: Buffer; expires: number }[];
    const expires = new Map(rows.map((row) => [row.hash.toString('hex'), row.expires]));
    return given.map(({ hash }) => {
      const at = expires.get(hash.toString('hex'));
      if (at === undefined) throw new Error('the ticket was not stored');
      return instant(at);
    });
  }

  /** Uses up what can be used: the session of each, null where nothing was. Locked in one order, so that no two servers wait in a circle. */
  async #use(hashes: readonly Buffer[]): Promise<(string | null)[]> {
    const rows = (await this.database.query(
      `WITH good AS (
         SELECT hash FROM socket_ticket
         WHERE hash = ANY ($1::bytea[]) AND used_at IS NULL AND expires_at > clock_timestamp()
         ORDER BY hash FOR UPDATE),
       used AS (
         UPDATE socket_ticket t SET used_at = clock_timestamp() FROM good WHERE t.hash = good.hash
         RETURNING t.hash, t.session)
       SELECT hash, session FROM used`,
      [hashes],
    )) as readonly { hash: Buffer; session: string }[];
    const sessions = new Map(rows.map(({ hash, session }) => [hash.toString('hex'), session]));
    return hashes.map((hash) => {
      const name = hash.toString('hex');
      const session = sessions.get(name) ?? null;
      // Of two that brought the same ticket at once the first gets in.
      sessions.delete(name);
      return session;
    });
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
