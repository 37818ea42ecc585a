import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { instant, type Instant } from '@entente/kernel';
import { Injectable } from '@nestjs/common';

/** Which server process this is, for metrics and for the other nodes: a new id at each start. */
@Injectable()
export class NodeIdentity {
  readonly id = randomUUID();
  readonly version = versionOf();
  readonly since: Instant = instant(Date.now());
}

/** The version that the application's package.json states; beside both `src` and `dist`. */
function versionOf(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return String((JSON.parse(manifest) as { version?: unknown }).version);
}
