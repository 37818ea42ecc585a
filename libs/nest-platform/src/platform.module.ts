import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { ContractInterceptor } from './contract-interceptor.js';
import { HealthController } from './health.controller.js';
import { ProblemFilter } from './problem-filter.js';
import { RightsGuard } from './rights-guard.js';
import { SubjectRegistry } from './subject-registry.js';

/** What both servers have: the guard before every route, the one filter after it, health. */
@Global()
@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [
    SubjectRegistry,
    { provide: APP_GUARD, useClass: RightsGuard },
    { provide: APP_INTERCEPTOR, useClass: ContractInterceptor },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
  exports: [SubjectRegistry],
})
export class PlatformModule {}
