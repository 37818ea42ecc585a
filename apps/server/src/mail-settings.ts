import { z } from 'zod';

/** The settings of letters, as read from the environment. */
export const mailSettings = {
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'not an address like smtp://user:password@host:587')
    .optional()
    .describe('mail server that letters are handed to'),
  MAIL_DIR: z
    .string()
    .optional()
    .describe('folder into which letters are written as .eml files, where there is no mail server'),
  MAIL_FROM: z.string().default('Entente <entente@localhost>').describe('sender of letters'),
};

export interface MailSettings {
  readonly smtpUrl: string | null;
  /** Where letters go without a mail server; null with none: people are told on the screen alone. */
  readonly folder: string | null;
  readonly from: string;
}

export function mailFrom(read: {
  readonly SMTP_URL?: string | undefined;
  readonly MAIL_DIR?: string | undefined;
  readonly MAIL_FROM: string;
}): MailSettings {
  return { smtpUrl: read.SMTP_URL ?? null, folder: read.MAIL_DIR ?? null, from: read.MAIL_FROM };
}
