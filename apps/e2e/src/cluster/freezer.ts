import type { DocumentId, PackageId } from '@entente/kernel';
import type { PackageConnection } from '@entente/sync/client';
import { waitFor } from '@entente/testing';
import { hashOfText } from '../crash/agreement.js';
import { recordedDocuments } from '../crash/recorded-rows.js';
import type { Api } from '../harness/api.js';

const PATIENCE_MS = 60_000;

interface Freeze {
  /** Null: the whole text, as a tabled version. */
  readonly section: DocumentId | null;
  /** Rows of each frozen document when the act had been answered. */
  readonly heads: ReadonlyMap<DocumentId, number>;
}

/** Closes a section or tables a version over HTTP, and holds the log to it until the text is opened again. */
export class Freezer {
  readonly #api: Api;
  readonly #package: PackageId;
  readonly #adminUrl: string;
  #freeze: Freeze | null = null;
  /** How often the text was frozen. */
  count = 0;
  /** What went wrong. */
  readonly broken: string[] = [];

  constructor(api: Api, packageId: PackageId, adminUrl: string) {
    this.#api = api;
    this.#package = packageId;
    this.#adminUrl = adminUrl;
  }

  /** Nothing may be typed anywhere. */
  get everything(): boolean {
    return this.#freeze !== null && this.#freeze.section === null;
  }

  async close(section: DocumentId): Promise<void> {
    const params = { package: this.#package, document: section };
    await this.#done(
      async () => this.#api.call('closeSection', { params }),
      async () => (await this.#stateOf(section)) === 'closed',
    );
    await this.#began(section);
  }

  async table(): Promise<void> {
    const { revision } = await this.#retried(async () => this.#view());
    await this.#done(
      async () =>
        this.#api.call('tableVersion', {
          params: { package: this.#package },
          body: { revision: revision + 1 },
        }),
      async () => (await this.#view()).revision > revision,
    );
    await this.#began(null);
  }

  /** Compares the log with what it was, and opens the text again. `reader`: knows the sections. */
  async open(reader: PackageConnection): Promise<void> {
    const { section, heads } = this.#freeze ?? {};
    if (section === undefined || heads === undefined) return;
    await this.#compare(heads);
    if (section === null) await this.#compareVersion(reader);
    await (section === null ? this.#resume() : this.#reopen(section));
    this.#freeze = null;
  }

  async #resume(): Promise<void> {
    const params = { package: this.#package };
    await this.#done(
      async () => this.#api.call('resumeDrafting', { params }),
      async () => (await this.#view()).state === 'drafting',
    );
  }

  async #reopen(section: DocumentId): Promise<void> {
    const params = { package: this.#package, document: section };
    await this.#done(
      async () => this.#api.call('reopenSection', { params }),
      async () => (await this.#stateOf(section)) === 'open',
    );
  }

  async #began(section: DocumentId | null): Promise<void> {
    const { structure, sections } = await this.#retried(async () => this.#view());
    const documents = section === null ? [structure, ...sections.map((one) => one.document)] : [section];
    const heads = await this.#heads();
    this.#freeze = { section, heads: new Map(documents.map((id) => [id, heads.get(id) ?? 0])) };
    this.count += 1;
  }

  async #compare(heads: ReadonlyMap<DocumentId, number>): Promise<void> {
    const now = await this.#heads();
    for (const [document, head] of heads) {
      if (now.get(document) === head) continue;
      this.broken.push(`${document} was frozen at ${String(head)} and is at ${String(now.get(document))}`);
    }
  }

  async #compareVersion(reader: PackageConnection): Promise<void> {
    const { revision } = await this.#retried(async () => this.#view());
    const params = { package: this.#package, revision };
    const { textHash } = await this.#retried(async () => this.#api.call('version', { params }));
    if ((await hashOfLog(this.#adminUrl, reader)) !== textHash)
      this.broken.push(`version ${String(revision)} is not the text of the log`);
  }

  async #heads(): Promise<ReadonlyMap<string, number>> {
    const documents = await recordedDocuments(this.#adminUrl);
    return new Map(documents.map(({ document, rows }) => [document, rows]));
  }

  async #view() {
    return this.#api.call('package', { params: { package: this.#package } });
  }

  async #stateOf(section: DocumentId): Promise<string | undefined> {
    return (await this.#view()).sections.find(({ document }) => document === section)?.state;
  }

  /** The node that takes the call may be killed before or after the act: then the package says whether it was done. */
  async #done(act: () => Promise<unknown>, happened: () => Promise<boolean>): Promise<void> {
    let failure: unknown;
    const tried = async (): Promise<boolean> => {
      if (await happened()) return true;
      failure = await act().then(
        () => undefined,
        (error: unknown) => error,
      );
      return failure === undefined;
    };
    await waitFor('a formal act', async () => tried().catch(() => false), PATIENCE_MS).catch(() => {
      throw new Error('a formal act could not be done', { cause: failure });
    });
  }

  async #retried<T extends object>(ask: () => Promise<T>): Promise<T> {
    // Nodes die while this asks: a refusal is asked again until patience ends, and then fails the test.
    return waitFor('an answer', async () => ask().catch(() => undefined), PATIENCE_MS);
  }
}

/** Canonical hash of the package as its committed rows make it; `reader` knows the order of the sections. */
export async function hashOfLog(adminUrl: string, reader: PackageConnection): Promise<string> {
  const docs = new Map((await recordedDocuments(adminUrl)).map(({ document, doc }) => [document, doc]));
  return hashOfText(reader, (document) => {
    const doc = docs.get(document);
    if (doc === undefined) throw new Error(`no rows of ${document}`);
    return doc;
  });
}
