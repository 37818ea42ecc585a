import { Module, type DynamicModule } from '@nestjs/common';
import { ServerConfig } from './server-config.js';

/** Lets every feature inject `ServerConfig`. */
@Module({})
export class ConfigModule {
  static of(config: ServerConfig): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: ServerConfig, useValue: config }],
      exports: [ServerConfig],
    };
  }
}
