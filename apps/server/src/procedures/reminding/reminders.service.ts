import { DEFAULT_REMINDERS, type Reminders } from '@entente/contracts';
import type { PersonId, ProcedureId } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ReminderChoices } from '../../notifications/index.js';
import { ReminderAlarms } from './reminder-alarms.js';

interface General {
  readonly reminders: Reminders;
  readonly chosen: boolean;
  readonly letters: boolean;
}

/** What a person chooses about their own reminders, everywhere and for one procedure (SPEC R240). */
@Injectable()
export class RemindersService {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(ReminderChoices) private readonly choices: ReminderChoices,
    @Inject(ReminderAlarms) private readonly alarms: ReminderAlarms,
  ) {}

  async general(person: PersonId): Promise<General> {
    const chosen = await this.choices.general(person);
    const { letters } = this.choices;
    return { reminders: chosen ?? DEFAULT_REMINDERS, chosen: chosen !== null, letters };
  }

  async own(person: PersonId, procedure: ProcedureId): Promise<General & { readonly general: Reminders }> {
    const { reminders: general, letters } = await this.general(person);
    const chosen = await this.choices.own(person, procedure);
    return { reminders: chosen ?? general, chosen: chosen !== null, general, letters };
  }

  async chooseGeneral(person: PersonId, choice: Reminders | null): Promise<void> {
    await this.database.transaction(async (manager) => {
      await this.choices.setGeneral(manager, person, choice);
      if (choice !== null) await this.alarms.chosen(manager, choice, null);
    });
  }

  async chooseOwn(person: PersonId, procedure: ProcedureId, choice: Reminders | null): Promise<void> {
    await this.database.transaction(async (manager) => {
      await this.choices.setOwn(manager, { person, procedure }, choice);
      if (choice !== null) await this.alarms.chosen(manager, choice, procedure);
    });
  }
}
