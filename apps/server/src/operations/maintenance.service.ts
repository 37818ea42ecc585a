import type { MaintenancePause, MaintenanceTarget } from '@entente/contracts';
import type { Result } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { Maintenance, type MaintenanceEffect } from '../drafting/index.js';
import { SecurityLog } from '../security/index.js';

/** Read-only for maintenance, as an administrator begins and ends it: a security event each time. */
@Injectable()
export class MaintenanceService {
  constructor(
    @Inject(Maintenance) private readonly maintenance: Maintenance,
    @Inject(SecurityLog) private readonly security: SecurityLog,
  ) {}

  async pauses(): Promise<MaintenancePause[]> {
    return this.maintenance.pauses();
  }

  async preview(
    target: MaintenanceTarget,
    readOnly: boolean,
  ): Promise<Result<MaintenanceEffect, 'NOT_FOUND'>> {
    return this.maintenance.preview(target, readOnly);
  }

  async set(by: string, target: MaintenanceTarget, readOnly: boolean): Promise<Result<number, 'NOT_FOUND'>> {
    const set = await this.maintenance.set(target, readOnly, by);
    if (set.ok) {
      const id = target.scope === 'system' ? null : target.id;
      const facts = { by, scope: target.scope, target: id, documents: set.value };
      // Counted for each target, so that of many cut over in a row none is held back for who did it.
      this.security.record(readOnly ? 'maintenance-begun' : 'maintenance-ended', id ?? 'system', facts);
    }
    return set;
  }
}
