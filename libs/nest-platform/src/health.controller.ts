import { Controller, Get, Inject } from '@nestjs/common';
import { HealthCheck, HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { DataSource } from 'typeorm';
import { Public } from './implements.js';
import { pendingMigrations } from './migrate.js';
import { Readiness, type PartState } from './readiness.js';
import { Refusal } from './refusal.js';

/** For whoever keeps the process running. Public, and says nothing but whether it works. */
@Public()
@Controller('health')
export class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(HealthIndicatorService) private readonly indicator: HealthIndicatorService,
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  /** The process answers. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /**
   * The database answers, every migration of this version has run, and what else the features need is there. A process that
   * is stopping is not ready. What is down but not needed is named and does not count.
   */
  @Get('ready')
  @HealthCheck()
  async ready(): Promise<{ status: 'ok'; parts: Record<string, PartState> }> {
    const result = await this.health.check([() => this.#database()]).catch(() => null);
    const missing = [...(result?.status === 'ok' ? [] : ['database']), ...this.readiness.missing()];
    if (missing.length > 0) {
      const faults = missing.map((at) => ({ at, message: 'down' }));
      throw new Refusal('UNAVAILABLE', { retryAfter: 1, faults });
    }
    return { status: 'ok', parts: { database: 'up', ...this.readiness.states() } };
  }

  async #database() {
    const check = this.indicator.check('database');
    try {
      const pending = await pendingMigrations(this.database);
      return pending.length === 0 ? check.up() : check.down({ pending: pending.length });
    } catch {
      return check.down();
    }
  }
}
