import { randomBytes, randomUUID } from 'node:crypto';
import type { DraftKey } from '@entente/contracts';
import type { PackageId } from '@entente/kernel';
import type { Holder } from '@entente/sync';
import { Inject, Injectable } from '@nestjs/common';
import { ServerConfig } from '../server-config.js';
import { LiveEditing } from './live-editing.js';

const KEY_BYTES = 32;

/**
 * The keys under which people's unrecorded edits wait on their devices. A device has the key only while its person is signed in,
 * so what is on its disk is unreadable to anybody else, and to them too once their access has ended.
 */
@Injectable()
export class DraftKeys {
  constructor(
    @Inject(ServerConfig) private readonly config: ServerConfig,
    @Inject(LiveEditing) private readonly editing: LiveEditing,
  ) {}

  /** The same key each time, for a person in a delegation; made when first asked for. */
  async of(packageId: PackageId, { person, delegation }: Holder): Promise<DraftKey> {
    if (!this.config.draftsAtRest) return { kept: false };
    const holder = [packageId, person, delegation];
    await this.editing.query({
      name: 'draft-key-make',
      text: `INSERT INTO draft_key (package, person, delegation, scope, key) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (package, person, delegation) DO NOTHING`,
      values: [...holder, randomUUID(), randomBytes(KEY_BYTES)],
    });
    const [row] = await this.editing.query<{ scope: string; key: Buffer }>({
      name: 'draft-key',
      text: 'SELECT scope, key FROM draft_key WHERE package = $1 AND person = $2 AND delegation = $3',
      values: holder,
    });
    if (row === undefined) throw new Error('a draft key was made and is not there');
    return { kept: true, scope: row.scope, key: row.key.toString('base64') };
  }
}
