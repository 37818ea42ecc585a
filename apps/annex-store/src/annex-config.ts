import { readFileSync } from 'node:fs';
import { createPublicKey, type KeyObject } from 'node:crypto';
import { commonSettings, databaseAddress, readSettings, StartRefused } from '@entente/nest-platform';
import { z } from 'zod';

const settings = z.object({
  ...commonSettings,
  PORT: commonSettings.PORT.default(3001),
  ANNEX_DATABASE_URL: databaseAddress.describe('database of the annexes, as the role of the running process'),
  ANNEX_DATABASE_OWNER_URL: databaseAddress
    .optional()
    .describe('the same database as the role that owns the tables; where given, migrations run at start'),
  ACCESS_PUBLIC_KEY_FILE: z.string().describe('file of the public key that access tokens are signed with'),
  ALLOWED_ORIGINS: z
    .string()
    .transform((list) => list.split(',').map((origin) => origin.trim()))
    .pipe(z.array(z.url()).min(1))
    .describe('origins of the web application, separated by commas'),
  PUBLIC_ADDRESS: z.url().optional().describe('origin that people see; default http://localhost:PORT'),
});

/** Every setting of the annex store, read once at the start. Also the token to inject it by. */
export class AnnexConfig {
  readonly port: number;
  readonly host: string;
  readonly trustProxy: boolean;
  readonly logLevel: string;
  readonly requestsPerMinute: number;
  readonly databaseUrl: string;
  readonly ownerUrl: string | null;
  readonly publicKey: KeyObject;
  readonly allowedOrigins: readonly string[];
  readonly publicAddress: string;

  /** Throws `StartRefused`, all faults at once. */
  constructor(environment: Readonly<Record<string, string | undefined>>) {
    const read = readSettings(settings, environment);
    this.port = read.PORT;
    this.host = read.HOST;
    this.trustProxy = read.TRUST_PROXY;
    this.logLevel = read.LOG_LEVEL;
    this.requestsPerMinute = read.REQUESTS_PER_MINUTE;
    this.databaseUrl = read.ANNEX_DATABASE_URL;
    this.ownerUrl = read.ANNEX_DATABASE_OWNER_URL ?? null;
    this.publicKey = publicKeyOf(read.ACCESS_PUBLIC_KEY_FILE);
    this.allowedOrigins = read.ALLOWED_ORIGINS.map((origin) => new URL(origin).origin);
    this.publicAddress = read.PUBLIC_ADDRESS ?? `http://localhost:${String(read.PORT)}`;
  }
}

function publicKeyOf(file: string): KeyObject {
  try {
    return createPublicKey(readFileSync(file));
  } catch (error) {
    throw new StartRefused(
      `ACCESS_PUBLIC_KEY_FILE: ${file} is not a readable public key; the drafting server writes it at its first start.`,
      { cause: error },
    );
  }
}
