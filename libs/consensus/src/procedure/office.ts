import type { Office } from './command.js';
import type { Refusal } from './refusal.js';

/** The refusal of a command that is another office's to give. */
export const officeRefusal = (by: Office, office: Office): Refusal | null =>
  by === office ? null : { code: 'WRONG_OFFICE', office };
