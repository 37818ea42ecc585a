import { documentId, type History } from '@entente/contracts';
import { instant, type PackageId } from '@entente/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { RecordService } from '../lifecycle/index.js';

export type TabledVersion = History['versions'][number];

/** What the act of tabling says of the rows it froze (lifecycle writes it). */
const tabledBody = z.object({
  revision: z.int().min(1),
  documents: z.array(z.object({ document: documentId, head: z.int().min(0) })),
});

/** Versions as moments of the history: the exact rows that each froze, from the record of formal acts. */
@Injectable()
export class TabledVersions {
  constructor(
    private readonly database: DataSource,
    private readonly record: RecordService,
  ) {}

  async of(packageId: PackageId): Promise<TabledVersion[]> {
    const acts = await this.record.acts(this.database.manager, packageId);
    return acts
      .filter(({ type }) => type === 'version.tabled')
      .map(({ body, at }) => {
        const { revision, documents } = tabledBody.parse(JSON.parse(body));
        const heads = documents.map(({ document, head }) => ({ document, seq: head }));
        return { revision, at: instant(at.getTime()), heads };
      });
  }
}
