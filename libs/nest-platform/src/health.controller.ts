import { Controller, Get, Inject } from '@nestjs/common';
import { HealthCheck, HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { DataSource } from 'typeorm';
import { Public } from './implements.js';
import { pendingMigrations } from './migrate.js';
import { Refusal } from './refusal.js';

/** For whoever keeps the process running. Public, and says nothing but whether it works. */
@Public()
@Controller('health')
export class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(HealthIndicatorService) private readonly indicator: HealthIndicatorService,
    @Inject(DataSource) private readonly database: DataSource,
  ) {}

  /** The process answers. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The database answers, and every migration of this version has run. */
  @Get('ready')
  @HealthCheck()
  async ready(): Promise<{ status: 'ok' }> {
    const result = await this.health.check([() => this.#database()]).catch(() => null);
    if (result?.status !== 'ok') throw new Refusal('UNAVAILABLE', { retryAfter: 1 });
    return { status: 'ok' };
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
