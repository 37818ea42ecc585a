import { databaseModule, loggingModule, PlatformModule } from '@entente/nest-platform';
import { Module, type DynamicModule } from '@nestjs/common';
import { ConfigModule } from './config.module.js';
import { databaseParts, features } from './features.js';
import { OpenApiController } from './openapi.controller.js';
import { SecurityModule } from './security/index.js';
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
        PlatformModule.of(config),
        SecurityModule,
        ...features.map((feature) => feature.module),
      ],
      controllers: [OpenApiController],
    };
  }
}
