import type { Coalition } from '@entente/contracts';
import { Refusal } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CoalitionTable } from './coalition.table.js';

/** The coalition that stands here. */
@Injectable()
export class CoalitionService {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  /** Null before the first run. */
  async find(): Promise<Coalition | null> {
    const row = await this.database.getRepository(CoalitionTable).findOneBy({ only: true });
    if (row === null) return null;
    const { name, slug, seat, timeZone } = row;
    return { name, slug, seat, timeZone };
  }

  /** Throws `NOT_FOUND` before the first run. */
  async current(): Promise<Coalition> {
    const coalition = await this.find();
    if (coalition === null) throw new Refusal('NOT_FOUND');
    return coalition;
  }
}
