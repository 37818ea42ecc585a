import type { DocumentId, PackageId } from '@entente/kernel';
import { PackageConnection } from '@entente/sync/client';
import type * as Y from 'yjs';
import { runsOf, wordsOf } from '../crash/typist.js';
import { Api } from '../harness/api.js';
import type { Asked, Told } from './bystander.js';

/** Between a verdict and the next edit. */
const PAUSE_MS = 20;
const TAIL = 8;

/**
 * Two delegates who mean no harm, in a process of their own, so that nothing an attacker does to its own event loop counts: one
 * types in the document all the while and notes how long each verdict took, the other reads.
 */
class Bystanders {
  readonly #typist: PackageConnection;
  readonly #reader: PackageConnection;
  readonly #document: DocumentId;
  #waits: number[] = [];
  #since: number | null = null;
  #paused = false;
  #refused: string[] = [];

  constructor({ address, packageId, document, accounts }: Asked & { kind: 'start' }) {
    const [typist, reader] = accounts.map((account) => {
      const api = new Api(address, account);
      return new PackageConnection({
        url: address,
        origin: address,
        package: packageId as PackageId,
        getTicket: async () => api.ticket(),
      });
    });
    if (typist === undefined || reader === undefined) throw new Error('two accounts are needed');
    this.#typist = typist;
    this.#reader = reader;
    this.#document = document as DocumentId;
    typist.on('recording', () => {
      this.#settled();
    });
    for (const connection of [typist, reader]) this.#watch(connection);
  }

  async start(): Promise<void> {
    this.#typist.connect();
    this.#reader.connect();
    await Promise.all([this.#typist.ready(), this.#reader.ready()]);
    this.#type();
  }

  /** After `edits` more verdicts: everything since the last report. Nothing is typed from then until `resume`. */
  async report(edits: number): Promise<Told & { kind: 'report' }> {
    const enough = this.#waits.length + edits;
    await until(() => this.#waits.length >= enough);
    this.#paused = true;
    await until(() => this.#typist.unrecorded === 0 && this.#isLevel());
    const waits = this.#waits.splice(0).toSorted((one, other) => one - other);
    return {
      kind: 'report',
      edits: waits.length,
      longestMs: waits.at(-1) ?? 0,
      medianMs: waits[Math.floor(waits.length / 2)] ?? 0,
      refused: this.#refused.splice(0),
      texts: [this.#typist, this.#reader].map((connection) =>
        connection.sections.map(({ document }) => ({
          document,
          text: wordsOf(connection.document(document).doc),
        })),
      ),
      peers: this.#reader.peers.map(({ client, name, at }) => ({
        client,
        name,
        document: at?.document ?? null,
      })),
    };
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#type();
  }

  #watch(connection: PackageConnection): void {
    connection.on('verdict', (verdict) => {
      if (verdict.verdict === 'refused') this.#refused.push(verdict.code);
    });
    connection.on('lost', ({ code }) => this.#refused.push(`lost: ${code}`));
    connection.on('status', () => {
      if (connection.status !== 'open') this.#refused.push(`connection ${connection.status}`);
    });
  }

  #isLevel(): boolean {
    return this.#typist.sections.every(
      ({ document }) => this.#typist.document(document).head === this.#reader.document(document).head,
    );
  }

  #type(): void {
    if (this.#paused || this.#since !== null) return;
    const handle = this.#typist.document(this.#document);
    const [run] = runsOf(handle.doc);
    if (!handle.writable || run === undefined) {
      setTimeout(() => {
        this.#type();
      }, PAUSE_MS);
      return;
    }
    this.#since = performance.now();
    edit(run);
  }

  #settled(): void {
    if (this.#since === null || this.#typist.document(this.#document).unrecorded > 0) return;
    this.#waits.push(performance.now() - this.#since);
    this.#since = null;
    setTimeout(() => {
      this.#type();
    }, PAUSE_MS);
  }
}

/** A letter more at the end, and after some of them all of them away again: the text stays short. */
function edit(run: Y.XmlText): void {
  const tail = /b*$/.exec(run.toJSON())?.[0].length ?? 0;
  if (tail < TAIL) run.insert(run.length, 'b');
  else run.delete(run.length - tail, tail);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => {
      setTimeout(resolve, 2);
    });
  }
}

let bystanders: Bystanders | null = null;

async function obey(asked: Asked): Promise<Told | null> {
  switch (asked.kind) {
    case 'start':
      bystanders = new Bystanders(asked);
      await bystanders.start();
      return { kind: 'ready' };
    case 'report':
      return bystanders?.report(asked.edits) ?? null;
    case 'resume':
      bystanders?.resume();
      return null;
  }
}

process.on('message', (asked: Asked) => {
  void obey(asked).then((told) => {
    if (told !== null) process.send?.(told);
  });
});
// The test has gone, however it ended.
process.on('disconnect', () => process.exit());
