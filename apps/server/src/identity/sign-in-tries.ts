import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

interface Slowing {
  /** Tries before any waiting. */
  readonly free: number;
  readonly longestSeconds: number;
}

/**
 * How guessing is slowed: the wait doubles with each failure after the free ones, up to a longest wait, and never becomes a
 * lock: whoever knows the password can be kept out by strangers for at most a minute (the account's own line).
 */
const SLOWING = {
  pair: { free: 5, longestSeconds: 900 },
  account: { free: 20, longestSeconds: 60 },
  address: { free: 100, longestSeconds: 900 },
} as const satisfies Record<string, Slowing>;

/** Failures are forgotten after this long without another. */
const FORGET = `interval '1 hour'`;

/** Counts tries to sign in, in PostgreSQL, for all nodes; by hash, so that the table holds no addresses of people. */
@Injectable()
export class SignInTries {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  /**
   * Takes one try: counted as a failure before the password is looked at, so that many at once gain nothing. Gives the seconds
   * to wait, or null where the try may go on. The same for accounts that do not exist.
   */
  async take(email: string, address: string): Promise<number | null> {
    return this.database.transaction(async (manager) => {
      const keys = keysOf(email, address);
      const waits = [];
      for (const [kind, key] of keys) waits.push(await waitFor(manager, kind, key));
      const wait = Math.max(...waits);
      if (wait > 0) return Math.ceil(wait);
      for (const [kind, key] of keys) await countFailure(manager, kind, key);
      return null;
    });
  }

  /** The try was good: the account starts anew, and the address gets this try back. */
  async succeeded(email: string, address: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      for (const [kind, key] of keysOf(email, address)) {
        await manager.query(
          kind === 'address'
            ? `UPDATE sign_in_try SET failures = greatest(failures - 1, 0), next_at = clock_timestamp() WHERE key = $1`
            : `DELETE FROM sign_in_try WHERE key = $1`,
          [key],
        );
      }
      await manager.query(`DELETE FROM sign_in_try WHERE last_at < clock_timestamp() - ${FORGET}`);
    });
  }
}

type Kind = keyof typeof SLOWING;

/** In one order for every try, so that two tries never wait for each other's rows. */
function keysOf(email: string, address: string): readonly (readonly [Kind, string])[] {
  const network = networkOf(address);
  const keys = [
    ['account', hashed('account', email)],
    ['address', hashed('address', network)],
    ['pair', hashed('pair', `${email}\n${network}`)],
  ] as const;
  return keys.toSorted(([, a], [, b]) => (a < b ? -1 : 1));
}

async function waitFor(manager: EntityManager, kind: Kind, key: string): Promise<number> {
  // The row must exist to be locked.
  await manager.query(
    `INSERT INTO sign_in_try (key, failures, last_at, next_at)
     VALUES ($1, 0, clock_timestamp(), clock_timestamp()) ON CONFLICT (key) DO NOTHING`,
    [key],
  );
  const [row] = (await manager.query(
    `SELECT least(extract(epoch FROM next_at - clock_timestamp()), $2)::float8 AS wait
     FROM sign_in_try WHERE key = $1 FOR UPDATE`,
    [key, SLOWING[kind].longestSeconds],
  )) as readonly { wait: number }[];
  return row?.wait ?? 0;
}

async function countFailure(manager: EntityManager, kind: Kind, key: string): Promise<void> {
  const { free, longestSeconds } = SLOWING[kind];
  await manager.query(
    `UPDATE sign_in_try SET
       failures = n.failures, last_at = clock_timestamp(),
       next_at = clock_timestamp() + CASE WHEN n.failures <= $2 THEN interval '0'
         ELSE least(power(2, least(n.failures - $2 - 1, 20)), $3) * interval '1 second' END
     FROM (SELECT CASE WHEN last_at < clock_timestamp() - ${FORGET} THEN 1 ELSE failures + 1 END AS failures
           FROM sign_in_try WHERE key = $1) n
     WHERE key = $1`,
    [key, free, longestSeconds],
  );
}

function hashed(kind: Kind, value: string): string {
  return createHash('sha256').update(`${kind}\n${value}`).digest('hex');
}

/**
 * What one caller cannot change at will: an IPv4 address, or the first 64 bits of an IPv6 address. Whoever has a line has all
 * 2^64 addresses behind them, and would start anew with each.
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%', 1);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare);
  if (mapped?.[1] !== undefined) return mapped[1];
  if (!isIPv6(bare)) return address;
  const [head = '', tail] = bare.split('::', 2);
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  const groups = [...before, ...zeros, ...after].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
