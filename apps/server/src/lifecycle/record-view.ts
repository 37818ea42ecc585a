import { parseJcs, type JsonValue } from '@entente/canonical';
import type { FormalAct } from '@entente/contracts';
import { instant, type PackageId } from '@entente/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SignedIn } from '@entente/nest-platform';
import { RecordVeil } from './record-veil.js';
import { RecordService } from './record.service.js';

/** The record as the API shows it. */
@Injectable()
export class RecordView {
  constructor(
    private readonly database: DataSource,
    private readonly record: RecordService,
    private readonly veil: RecordVeil,
  ) {}

  /** As one reader may see it. */
  async of(packageId: PackageId, reader: SignedIn): Promise<FormalAct[]> {
    const rows = await this.record.acts(this.database.manager, packageId);
    const acts = rows.map(({ package: _package, at, body, ...rest }) => ({
      ...rest,
      at: instant(at.getTime()),
      body: bodyOf(body),
    }));
    return this.veil.veiled(acts, packageId, reader);
  }
}

function bodyOf(body: string): FormalAct['body'] {
  const parsed = parseJcs(new TextEncoder().encode(body));
  if (!parsed.ok) throw new Error(`a formal act is not canonical: ${parsed.error.code}`);
  return parsed.value as Exclude<JsonValue, readonly unknown[]> as FormalAct['body'];
}
