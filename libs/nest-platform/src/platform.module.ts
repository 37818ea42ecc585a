import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { ContractInterceptor } from './contract-interceptor.js';
import { HealthController } from './health.controller.js';
import { ProblemFilter } from './problem-filter.js';
import { Readiness } from './readiness.js';
import { RightsGuard } from './rights-guard.js';
import { SubjectRegistry } from './subject-registry.js';

// CommonJS that requires Nest, which is ESM: loaded after it, because jest refuses `require` of a module that is still loading.
const { ThrottlerGuard, ThrottlerModule } = await import('@nestjs/throttler');

const MINUTE_MS = 60_000;

/** What both servers have: the guards before every route, the one filter after it, health. */
@Module({})
export class PlatformModule {
  /** `requestsPerMinute`: most that one address may ask of one route. */
  static of({ requestsPerMinute }: { readonly requestsPerMinute: number }): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [
        TerminusModule.forRoot({ logger: false }),
        ThrottlerModule.forRoot([{ ttl: MINUTE_MS, limit: requestsPerMinute, setHeaders: false }]),
      ],
      controllers: [HealthController],
      providers: [
        SubjectRegistry,
        Readiness,
        // In this order: a flood is refused before it costs a question to the database.
        { provide: APP_GUARD, useClass: ThrottlerGuard },
        { provide: APP_GUARD, useClass: RightsGuard },
        { provide: APP_INTERCEPTOR, useClass: ContractInterceptor },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
      exports: [SubjectRegistry, Readiness],
    };
  }
}
