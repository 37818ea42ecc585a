import type { Action } from '@entente/access';
import { join, leave, presence, update, type ClientMessages } from '@entente/contracts';
import type { z } from 'zod';

interface MessageRule {
  /** Asked for the message's package or document each time one arrives (SECURITY §4.3). */
  readonly permission: Action;
  readonly schema: z.ZodType;
}

/** Every message of the `/sync` namespace. What does not stand here is refused EVENT_UNKNOWN, whatever its name. */
export const draftingMessages = {
  join: { permission: 'package.read', schema: join },
  update: { permission: 'package.edit', schema: update },
  leave: { permission: 'package.read', schema: leave },
  presence: { permission: 'package.read', schema: presence },
} as const satisfies Record<keyof ClientMessages, MessageRule>;

export type MessageName = keyof typeof draftingMessages;

export function isMessageName(name: unknown): name is MessageName {
  return typeof name === 'string' && Object.hasOwn(draftingMessages, name);
}
