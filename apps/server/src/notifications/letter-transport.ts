import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTransport, type Transporter } from 'nodemailer';
import type { MailSettings } from '../mail-settings.js';

/** A letter ready to go. The same `id` again is the same letter: receivers drop it, the folder writes over it. */
export interface Letter {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** A calendar file, where the event stands in calendars. */
  readonly calendar: { readonly method: 'PUBLISH' | 'CANCEL'; readonly content: string } | null;
}

/** Where letters go. Throws where one could not be handed over. */
export interface LetterTransport {
  readonly kind: 'smtp' | 'folder';
  send(letter: Letter): Promise<void>;
  close(): void;
}

const PATIENCE_MS = 15_000;

/** Null: this server was given neither a mail server nor a folder, and writes no letters. */
export function letterTransport(settings: MailSettings): LetterTransport | null {
  if (settings.smtpUrl !== null) return new SmtpTransport(settings.smtpUrl, settings.from);
  return settings.folder === null ? null : new FolderTransport(settings.folder, settings.from);
}

class SmtpTransport implements LetterTransport {
  readonly kind = 'smtp';
  readonly #transporter: Transporter;

  constructor(
    url: string,
    private readonly from: string,
  ) {
    this.#transporter = createTransport({
      url,
      pool: true,
      connectionTimeout: PATIENCE_MS,
      greetingTimeout: PATIENCE_MS,
      socketTimeout: PATIENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(letter: Letter): Promise<void> {
    await this.#transporter.sendMail(messageOf(letter, this.from));
  }

  close(): void {
    this.#transporter.close();
  }
}

/** Letters as `.eml` files that any mail program opens. */
class FolderTransport implements LetterTransport {
  readonly kind = 'folder';
  readonly #writer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

  constructor(
    private readonly folder: string,
    private readonly from: string,
  ) {}

  async send(letter: Letter): Promise<void> {
    const { message } = await this.#writer.sendMail(messageOf(letter, this.from));
    if (!Buffer.isBuffer(message)) throw new Error('the letter was not written whole');
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const file = path.join(this.folder, `${letter.id}.eml`);
    // Under its name only once it is whole: a process that is killed leaves no half letter.
    await writeFile(`${file}.part`, message, { mode: 0o600 });
    await rename(`${file}.part`, file);
  }

  close(): void {
    this.#writer.close();
  }
}

function messageOf({ id, to, subject, text, calendar }: Letter, from: string) {
  return {
    messageId: `<${id}@entente>`,
    from,
    to,
    subject,
    text,
    // What answers by itself (out of office) leaves these alone (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    ...(calendar === null
      ? {}
      : { icalEvent: { method: calendar.method, filename: 'deadline.ics', content: calendar.content } }),
  };
}
