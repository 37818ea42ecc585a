import { Inject, Injectable } from '@nestjs/common';
import { LiveEditing } from '../drafting/index.js';
import { SecurityLog } from '../security/index.js';

/** Another epoch of the store, as an administrator says it after a restore that was not noticed: a security event each time. */
@Injectable()
export class EpochService {
  constructor(
    @Inject(LiveEditing) private readonly editing: LiveEditing,
    @Inject(SecurityLog) private readonly security: SecurityLog,
  ) {}

  async renew(by: string): Promise<string> {
    const epoch = await this.editing.epochs.renew(by);
    this.security.record('epoch-renewed', by, { by, epoch });
    return epoch;
  }
}
