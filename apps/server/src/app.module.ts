import { databaseModule, loggingModule, PlatformModule } from '@entente/nest-platform';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ConfigModule } from './config.module.js';
import { databaseParts, features } from './features.js';
import { OpenApiController } from './openapi.controller.js';
import type { ServerConfig } from './server-config.js';

// CommonJS that requires Nest, which is ESM: loaded after it, because jest refuses `require` of a module that is still loading.
const { ThrottlerGuard, ThrottlerModule } = await import('@nestjs/throttler');

/** The drafting server: its features, wired. */
@Module({})
export class AppModule {
  static of(config: ServerConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        loggingModule(config.logLevel, 'server'),
        ConfigModule.of(config),
        databaseModule(config.databaseUrl, databaseParts),
        ThrottlerModule.forRoot([{ ttl: 60_000, limit: config.requestsPerMinute, setHeaders: false }]),
        PlatformModule,
        ...features.map((feature) => feature.module),
      ],
      controllers: [OpenApiController],
      providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }],
    };
  }
}
