import { z } from 'zod';

/** Where metrics are served, and to whom. */
export interface MetricsAccess {
  readonly port: number;
  readonly host: string;
  /** Who asks brings it as `Authorization: Bearer`; null: whoever reaches the loopback address may ask. */
  readonly token: string | null;
}

export const metricsSettings = {
  METRICS_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe('TCP port of GET /metrics, never the one of the application; not set: metrics are not served'),
  METRICS_HOST: z.string().default('127.0.0.1').describe('address on which metrics are served'),
  METRICS_TOKEN: z
    .string()
    .min(16, 'shorter than 16 characters')
    .optional()
    .describe('what a scraper brings as Bearer token; needed where METRICS_HOST is not loopback'),
};

interface Read {
  readonly METRICS_PORT?: number | undefined;
  readonly METRICS_HOST: string;
  readonly METRICS_TOKEN?: string | undefined;
}

export function metricsAccess({ METRICS_PORT, METRICS_HOST, METRICS_TOKEN }: Read): MetricsAccess | null {
  if (METRICS_PORT === undefined) return null;
  return { port: METRICS_PORT, host: METRICS_HOST, token: METRICS_TOKEN ?? null };
}

/** Metrics that others on the network could read without a token, or on the application's port (S153). */
export function metricsFaults(
  read: Read & { readonly PORT: number },
): { variable: string; message: string }[] {
  const access = metricsAccess(read);
  if (access === null) return [];
  const faults: { variable: string; message: string }[] = [];
  if (access.token === null && !isLoopback(access.host)) {
    faults.push({ variable: 'METRICS_TOKEN', message: 'needed where METRICS_HOST is not loopback' });
  }
  if (access.port !== 0 && access.port === read.PORT) {
    faults.push({ variable: 'METRICS_PORT', message: 'must not be the port of the application' });
  }
  return faults;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
