import { Readiness } from '@entente/nest-platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { LiveSockets } from '../drafting/index.js';

/** What of live editing decides whether this process is ready (S158). */
@Injectable()
export class NodeReadiness implements OnModuleInit {
  constructor(
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(LiveSockets) private readonly sockets: LiveSockets,
  ) {}

  onModuleInit(): void {
    const { readiness, sockets } = this;
    // One that stops takes nobody new: whoever leads people here has to lead them elsewhere.
    readiness.register('accepting', { needed: true, state: () => (sockets.draining ? 'down' : 'up') });
    // Without it processes read the log instead, a little later: taking all of them away would help nobody.
    readiness.register('bus', { needed: false, state: () => sockets.editing.bus });
  }
}
