import { commonSettings, databaseAddress, readSettings } from '@entente/nest-platform';
import { z } from 'zod';
import { procedureSettings, proceduresFrom, type ProcedureSettings } from './procedure-settings.js';
import { mailFrom, mailSettings, type MailSettings } from './mail-settings.js';
import { contradictions, liveLimitsFrom, liveSettings, type LiveLimits } from './live-limits.js';
import { metricsAccess, metricsSettings, metricsFaults, type MetricsAccess } from './metrics-access.js';

const shape = {
  ...commonSettings,
  ...metricsSettings,
  ...liveSettings,
  ...mailSettings,
  ...procedureSettings,
  PORT: commonSettings.PORT.default(3000),
  DATABASE_URL: databaseAddress.describe('database, as the role of the running process'),
  DATABASE_OWNER_URL: databaseAddress
    .optional()
    .describe('the same database as the role that owns the tables; where given, migrations run at start'),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'not an address like redis://user:password@host:port')
    .optional()
    .describe(
      'Redis over which several processes of this server tell each other what is new; they share a database',
    ),
  KEY_DIR: z
    .string()
    .describe('folder of the keys that sign access tokens; made, with mode 0700, where missing'),
  ANNEX_ADDRESS: z.url().describe('public address of the annex store, e.g. http://localhost:3001'),
  WEB_DIR: z.string().optional().describe('folder of the built web application'),
  DRAFTS_AT_REST: z
    .enum(['encrypted', 'off'])
    .default('encrypted')
    .describe(
      'edits without a connection: kept on the device, encrypted, until they are recorded; off: no draft is kept on a device, and no edits are taken without a connection',
    ),
  PUBLIC_ADDRESS: z
    .url()
    .optional()
    .describe('origin that people see; default http://localhost:PORT, then 127.0.0.1 is accepted too'),
};

const settings = z.object(shape).superRefine((read, context) => {
  for (const { variable, message } of [...contradictions(read), ...metricsFaults(read)]) {
    context.addIssue({ code: 'custom', path: [variable], message });
  }
});

/** Every setting of the drafting server, read once at the start (STYLE §4.16). Also the token to inject it by. */
export class ServerConfig {
  readonly port: number;
  readonly host: string;
  readonly trustProxy: boolean;
  readonly logLevel: string;
  readonly requestsPerMinute: number;
  readonly databaseUrl: string;
  readonly ownerUrl: string | null;
  /** Null: this process is the only one, as far as its settings say. */
  readonly redisUrl: string | null;
  readonly keyDir: string;
  /** Without a slash at its end. */
  readonly annexAddress: string;
  readonly webDir: string | null;
  /** Whether browsers may keep edits that are not recorded yet, encrypted under a key that this server gives. */
  readonly draftsAtRest: boolean;
  /** Origins of our own pages; sockets, refresh and sign-out are accepted from these alone. The first is the public one. */
  readonly origins: readonly [string, ...string[]];
  /** Whether people reach us by HTTPS, so that cookies can be `Secure` and carry the `__Host-` prefix. */
  readonly secure: boolean;
  /** Every limit of live editing. */
  readonly live: LiveLimits;
  /** Of the clock that procedures are judged by. */
  readonly procedures: ProcedureSettings;
  /** Where letters go. */
  readonly mail: MailSettings;
  /** Null: metrics are served nowhere. */
  readonly metrics: MetricsAccess | null;

  /** Throws `StartRefused`, all faults at once. */
  constructor(environment: Readonly<Record<string, string | undefined>>) {
    const read = readSettings(settings, environment, ['LIVE_']);
    this.port = read.PORT;
    this.host = read.HOST;
    this.trustProxy = read.TRUST_PROXY;
    this.logLevel = read.LOG_LEVEL;
    this.requestsPerMinute = read.REQUESTS_PER_MINUTE;
    this.databaseUrl = read.DATABASE_URL;
    this.ownerUrl = read.DATABASE_OWNER_URL ?? null;
    this.redisUrl = read.REDIS_URL ?? null;
    this.keyDir = read.KEY_DIR;
    this.annexAddress = read.ANNEX_ADDRESS.replace(/\/$/, '');
    this.webDir = read.WEB_DIR ?? null;
    this.draftsAtRest = read.DRAFTS_AT_REST === 'encrypted';
    this.origins =
      read.PUBLIC_ADDRESS === undefined
        ? [`http://localhost:${String(read.PORT)}`, `http://127.0.0.1:${String(read.PORT)}`]
        : [new URL(read.PUBLIC_ADDRESS).origin];
    this.live = liveLimitsFrom(read);
    this.mail = mailFrom(read);
    this.procedures = proceduresFrom(read);
    this.metrics = metricsAccess(read);
    this.secure = this.origins[0].startsWith('https:');
  }
}
