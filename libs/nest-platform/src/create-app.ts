import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { RequestHandler } from 'express';
import { Logger } from 'nestjs-pino';
import { DataSource } from 'typeorm';
import { pendingMigrations } from './migrate.js';

export interface AppOptions {
  readonly module: Type | DynamicModule;
  readonly trustProxy: boolean;
  /** In this order, before any route: headers, CORS, cookies, static files. */
  readonly middleware: readonly RequestHandler[];
}

/**
 * The Nest application, wired but not listening: `main.ts` and the tests boot the same one. Bodies are read by the contract
 * interceptor alone, after the guard. Throws `StartRefused` where the data is of a newer version.
 */
export async function createApp(options: AppOptions): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(options.module, {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  await refuseNewerData(app);
  app.useLogger(app.get(Logger));
  app.disable('x-powered-by');
  // Without a proxy in front, anyone could write X-Forwarded-For and choose the address that is slowed.
  app.set('trust proxy', options.trustProxy ? 1 : false);
  app.set('query parser', 'simple');
  for (const handler of options.middleware) app.use(handler);
  return app;
}

/** Older code on newer data could write what the newer one does not understand. What is only missing shows as not ready. */
async function refuseNewerData(app: NestExpressApplication): Promise<void> {
  try {
    await pendingMigrations(app.get(DataSource));
  } catch (error) {
    await app.close();
    throw error;
  }
}
