import { Authenticator, databaseModule, loggingModule, PlatformModule } from '@entente/nest-platform';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { AnnexConfig } from './annex-config.js';
import { databaseParts } from './annex-parts.js';
import { AnnexController } from './annex.controller.js';
import { AnnexService } from './annex.service.js';
import { TokenAuthenticator } from './token-authenticator.js';

/** The annex store: its own process, database, role and migrations. Global for the guard's `Authenticator`. */
@Global()
@Module({})
export class AnnexModule {
  static of(config: AnnexConfig): DynamicModule {
    return {
      module: AnnexModule,
      imports: [
        loggingModule(config.logLevel, 'annex-store'),
        databaseModule(config.databaseUrl, databaseParts),
        PlatformModule.of(config),
      ],
      controllers: [AnnexController],
      providers: [
        AnnexService,
        { provide: AnnexConfig, useValue: config },
        { provide: Authenticator, useClass: TokenAuthenticator },
      ],
      exports: [Authenticator],
    };
  }
}
