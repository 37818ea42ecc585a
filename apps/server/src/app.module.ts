import { databaseModule, loggingModule, PlatformModule } from '@entente/nest-platform';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { ConfigModule } from './config.module.js';
import { databaseParts, features } from './features.js';
import { OpenApiController } from './openapi.controller.js';
import type { ServerConfig } from './server-config.js';

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
        ThrottlerModule.forRoot([{ ttl: 60_000, limit: config.requestsPerMinute }]),
        PlatformModule,
        ...features.map((feature) => feature.module),
      ],
      controllers: [OpenApiController],
      providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }],
    };
  }
}
