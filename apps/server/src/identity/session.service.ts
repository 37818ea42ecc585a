import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { limits } from '@entente/contracts';
import { err, ok, type PersonId, type Result } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SecurityLog } from '../security/index.js';

/** Why a session was ended before its time. */
export type EndReason = 'signed_out' | 'reuse' | 'password' | 'suspended' | 'operator';

export interface OpenSession {
  readonly session: string;
  readonly person: PersonId;
  /** For the cookie; never stored. */
  readonly refreshToken: string;
}

/** How long the token before the present one still gives the present one: two tabs that refresh together (docs/adr/0010). */
const GRACE_MS = 10_000;

interface TokenRow {
  readonly session: string;
  readonly person: PersonId;
  readonly live: boolean;
  readonly rotated: boolean;
  readonly grace: boolean;
  readonly nonce: Buffer | null;
}

/**
 * Sessions and their refresh tokens. A session is a family of tokens, each used once for the next; a token that comes back
 * after its successor was given is a copy in someone else's hands, and ends the family.
 */
@Injectable()
export class SessionService {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(SecurityLog) private readonly security: SecurityLog,
  ) {}

  async start(person: PersonId): Promise<OpenSession> {
    const session = randomUUID();
    const refreshToken = randomBytes(32).toString('base64url');
    await this.database.transaction(async (manager) => {
      await manager.query(
        `INSERT INTO session (id, person, expires_at)
         VALUES ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')`,
        [session, person, limits.refreshTokenMs],
      );
      await insertToken(manager, refreshToken, session);
      // Sessions that ran out a day ago leave with their tokens; formal acts do not refer to them.
      await manager.query(`DELETE FROM session WHERE expires_at < clock_timestamp() - interval '1 day'`);
    });
    return { session, person, refreshToken };
  }

  /** The next token for this one. `SESSION_ENDED` for a token that is unknown, out of date, or was used before. */
  async rotate(refreshToken: string): Promise<Result<OpenSession, { code: 'SESSION_ENDED' }>> {
    const next = await this.database.transaction(async (manager) => {
      const row = await lockToken(manager, refreshToken);
      if (row === null || !row.live) return null;
      if (!row.rotated) return rotateNow(manager, refreshToken, row);
      if (row.grace && row.nonce !== null)
        return { ...row, refreshToken: successor(refreshToken, row.nonce) };
      await endSessions(manager, 'id = $2', 'reuse', row.session);
      this.security.record('token-reused', row.person, { person: row.person, session: row.session });
      return null;
    });
    if (next === null) return err({ code: 'SESSION_ENDED' });
    return ok({ session: next.session, person: next.person, refreshToken: next.refreshToken });
  }

  async end(session: string, reason: EndReason): Promise<void> {
    await endSessions(this.database.manager, 'id = $2', reason, session);
  }

  /** Every session of a person, but not `except`. */
  async endAllOf(
    manager: EntityManager,
    person: PersonId,
    reason: EndReason,
    except: string | null = null,
  ): Promise<void> {
    await endSessions(manager, 'person = $2 AND id IS DISTINCT FROM $3', reason, person, except);
  }
}

async function rotateNow(
  manager: EntityManager,
  refreshToken: string,
  row: TokenRow,
): Promise<TokenRow & { refreshToken: string }> {
  const nonce = randomBytes(32);
  const next = successor(refreshToken, nonce);
  await manager.query(`UPDATE refresh_token SET rotated_at = clock_timestamp(), nonce = $2 WHERE hash = $1`, [
    hashOfToken(refreshToken),
    nonce,
  ]);
  await insertToken(manager, next, row.session);
  // What is past its grace need not be derivable any more.
  await manager.query(
    `UPDATE refresh_token SET nonce = NULL WHERE session = $1 AND nonce IS NOT NULL
     AND rotated_at < clock_timestamp() - $2 * interval '1 millisecond'`,
    [row.session, GRACE_MS],
  );
  return { ...row, refreshToken: next };
}

async function insertToken(manager: EntityManager, token: string, session: string): Promise<void> {
  await manager.query(`INSERT INTO refresh_token (hash, session) VALUES ($1, $2)`, [
    hashOfToken(token),
    session,
  ]);
}

async function lockToken(manager: EntityManager, token: string): Promise<TokenRow | null> {
  const [row] = (await manager.query(
    `SELECT t.session, s.person, t.nonce, t.rotated_at IS NOT NULL AS rotated,
       t.rotated_at > clock_timestamp() - $2 * interval '1 millisecond' AS grace,
       s.ended_at IS NULL AND s.expires_at > clock_timestamp() AND p.active AS live
     FROM refresh_token t JOIN session s ON s.id = t.session JOIN person p ON p.id = s.person
     WHERE t.hash = $1 FOR UPDATE OF t`,
    [hashOfToken(token), GRACE_MS],
  )) as readonly TokenRow[];
  return row ?? null;
}

async function endSessions(
  manager: EntityManager,
  which: string,
  reason: EndReason,
  ...values: readonly (string | null)[]
): Promise<void> {
  await manager.query(
    `UPDATE session SET ended_at = clock_timestamp(), ended_why = $1 WHERE ended_at IS NULL AND ${which}`,
    [reason, ...values],
  );
}

/**
 * The token that follows: made from the old one, which only its holder has, and a nonce, which only the database has. So the
 * second of two tabs can be given the very same one, though none is stored.
 */
function successor(token: string, nonce: Buffer): string {
  return createHmac('sha256', token).update('entente-refresh/1').update(nonce).digest('base64url');
}

function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
