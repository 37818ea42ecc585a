import type { RefusalCode } from '@entente/contracts';
import { err, ok, type Result } from '@entente/kernel';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { z } from 'zod';
import { refreshTokenIn, TicketService } from '../identity/index.js';
import { ServerConfig } from '../server-config.js';
import { LiveEditing } from './live-editing.js';
import { LivePerson } from './live-person.js';
import { systemClock } from './runtime.js';

const handshake = z.strictObject({ ticket: z.string().min(1).max(200) });

/** Who a handshake stands for: the person of the session that asked for its ticket (SECURITY §4.3). */
@Injectable()
export class SocketAdmission {
  readonly #logger = new Logger('drafting');

  constructor(
    @Inject(ServerConfig) private readonly config: ServerConfig,
    @Inject(TicketService) private readonly tickets: TicketService,
    @Inject(LiveEditing) private readonly editing: LiveEditing,
  ) {}

  /** `cookies`: the handshake's header. Where it brings a session's cookie, the ticket must be of the same session. */
  async admit(auth: unknown, cookies: string | undefined): Promise<Result<LivePerson, RefusalCode>> {
    const parsed = handshake.safeParse(auth);
    if (!parsed.success) return err('TICKET_UNKNOWN');
    if (this.editing.registry.lapsed) return err('UNAVAILABLE');
    try {
      const redeemed = await this.tickets.redeem(parsed.data.ticket, refreshTokenIn(cookies, this.config));
      if (!redeemed.ok) return err(redeemed.error.code);
      return ok(new LivePerson(redeemed.value, this.editing.rooms, systemClock));
    } catch (error) {
      const { code } = error as { code?: unknown };
      this.#logger.error({ code }, 'a ticket could not be looked up');
      return err('UNAVAILABLE');
    }
  }
}
