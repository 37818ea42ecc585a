import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Bell } from './bell.js';
import { ClosingService } from './closing.service.js';
import { ReminderRound } from './reminding/reminder-round.js';

/** What is done whenever the bell rings: what the law asks first, then what people asked to be reminded of. */
@Injectable()
export class Waking implements OnApplicationBootstrap {
  constructor(
    @Inject(Bell) private readonly bell: Bell,
    @Inject(ClosingService) private readonly closing: ClosingService,
    @Inject(ReminderRound) private readonly reminders: ReminderRound,
  ) {}

  onApplicationBootstrap(): void {
    this.bell.start(async () => {
      await this.closing.due();
      this.reminders.wake();
    });
  }

  /** As the bell says of its sweeps; failed also where the latest round of reminders did. */
  get sweeps(): Bell['sweeps'] {
    const { sweeps } = this.bell;
    return { ...sweeps, failed: sweeps.failed || this.reminders.failed };
  }

  /** All that is due, to its end. */
  async due(): Promise<void> {
    await this.closing.due();
    await this.reminders.due();
  }
}
