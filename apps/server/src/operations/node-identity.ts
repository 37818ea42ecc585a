import { readFileSync } from 'node:fs';
import { instant, type Instant } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { LiveEditing } from '../drafting/index.js';

/** Which server process this is, for metrics and for the other nodes. */
@Injectable()
export class NodeIdentity {
  readonly id: string;
  readonly version = versionOf();
  readonly since: Instant = instant(Date.now());

  constructor(@Inject(LiveEditing) editing: LiveEditing) {
    this.id = editing.node;
  }
}

/** The version that the application's package.json states; beside both `src` and `dist`. */
function versionOf(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return String((JSON.parse(manifest) as { version?: unknown }).version);
}
