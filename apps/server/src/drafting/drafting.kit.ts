import { randomBytes, randomUUID } from 'node:crypto';
import type { Power, Role } from '@entente/access';
import type { ClientMessages } from '@entente/contracts';
import { provisionIdFrom, sectionFromTree, type CanonicalNode, type SectionKind } from '@entente/document';
import type { DelegationCode, DocumentId, PackageId, PersonId } from '@entente/kernel';
import { PackageConnection, type ConnectionOptions } from '@entente/sync/client';
import { testDatabase, waitFor, type TestDatabase } from '@entente/testing';
import pg from 'pg';
import { io, type Socket } from 'socket.io-client';
import parser from 'socket.io-msgpack-parser';
import { DataSource } from 'typeorm';
import * as Y from 'yjs';
import { bootServer, type BootedServer } from '../boot-server.js';
import { TicketService } from '../identity/index.js';
import { DraftingService, type NewText } from './index.js';

export interface Person {
  readonly id: PersonId;
  readonly delegation: DelegationCode;
  readonly session: string;
}

export interface Text {
  readonly package: PackageId;
  readonly structure: DocumentId;
  /** One article after another. */
  readonly articles: readonly DocumentId[];
}

const article = (words: string): CanonicalNode => [
  'articleSection',
  {},
  [
    [
      'paragraph',
      { id: provisionIdFrom(randomBytes(12)) },
      [['p', {}, words === '' ? [] : [['t', words, []]]]],
    ],
  ],
];

/** The real server on a database of its own, with people put straight into its tables. */
export class Stage {
  readonly database: TestDatabase;
  readonly server: BootedServer;
  readonly admin: pg.Pool;
  readonly #connections: PackageConnection[] = [];
  readonly #sockets: Socket[] = [];
  #stopped = false;

  private constructor(database: TestDatabase, server: BootedServer) {
    this.database = database;
    this.server = server;
    this.admin = new pg.Pool({ connectionString: database.adminUrl, max: 2 });
    this.admin.on('error', () => undefined);
  }

  /** `superuser`: the address of a PostgreSQL of the suite's own. */
  static async open(
    label: string,
    settings: Readonly<Record<string, string>> = {},
    superuser?: string,
  ): Promise<Stage> {
    const database = await testDatabase(label, superuser);
    const stage = new Stage(database, await bootServer(database, settings));
    await stage.#delegations();
    return stage;
  }

  async close(): Promise<void> {
    this.hangUp();
    if (!this.#stopped) await this.server.app.close();
    await this.admin.end();
    await this.database.drop();
  }

  /** Stops the server and leaves the database. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.server.app.close();
  }

  /** Ends every connection made so far. */
  hangUp(): void {
    for (const connection of this.#connections.splice(0)) connection.destroy();
    for (const socket of this.#sockets.splice(0)) socket.disconnect();
  }

  get drafting(): DraftingService {
    return this.server.app.get(DraftingService);
  }

  get source(): DataSource {
    return this.server.app.get(DataSource);
  }

  async person(
    delegation: string,
    roles: readonly Role[] = ['delegate'],
    powers: readonly Power[] = ['speak'],
  ): Promise<Person> {
    const id = randomUUID() as PersonId;
    const session = randomUUID();
    await this.admin.query(
      `INSERT INTO person (id, name, email, delegation, roles, active, password_hash, created_at)
       VALUES ($1, $2, $3, $4, $5, true, '-', clock_timestamp())`,
      [id, `Person of ${delegation}`, `${id}@example.org`, delegation, roles],
    );
    for (const power of powers) {
      await this.admin.query(
        `INSERT INTO mandate (id, person, power, valid_from, accredited_by)
         VALUES ($1, $2, $3, clock_timestamp() - interval '1 day', 'test')`,
        [randomUUID(), id, power],
      );
    }
    await this.admin.query(
      `INSERT INTO session (id, person, expires_at) VALUES ($1, $2, clock_timestamp() + interval '1 hour')`,
      [session, id],
    );
    return { id, delegation: delegation as DelegationCode, session };
  }

  async ticket(person: Person): Promise<string> {
    return (await this.server.app.get(TicketService).give(person.id, person.session)).ticket;
  }

  /** A package whose parties are AU, CA, SEC and PRES, with an article for each string. */
  async package(...words: string[]): Promise<Text> {
    const author = await this.person('SEC', ['secretariat']);
    const packageId = randomUUID() as PackageId;
    const clientId = randomBytes(4).readUInt32BE() || 1;
    const text: NewText = {
      package: packageId,
      structure: randomUUID() as DocumentId,
      sections: words.map((line) => ({
        document: randomUUID() as DocumentId,
        kind: 'article' as SectionKind,
        update: sectionFromTree(article(line), clientId),
      })),
    };
    await this.admin.query(
      `INSERT INTO package (id, sequence, year, title, state, revision, parties, structure, created_by,
         created_by_name, created_for, created_at, record_head, record_hash, record_at, seal_seed)
       VALUES ($1, (SELECT count(*) + 1 FROM package), 2026, 'Test', 'drafting', 0, '{AU,CA,SEC,PRES}', $2, $3,
         'x', 'SEC', clock_timestamp(), 0, 'sha256:0', clock_timestamp(), $4)`,
      [packageId, text.structure, author.id, randomBytes(32).toString('hex')],
    );
    await this.source.transaction(async (manager) => {
      await this.drafting.create(manager, text, { person: author.id, delegation: author.delegation });
    });
    await this.drafting.announce(packageId);
    return {
      package: packageId,
      structure: text.structure,
      articles: text.sections.map(({ document }) => document),
    };
  }

  connection(person: Person, text: Text, options: Partial<ConnectionOptions> = {}): PackageConnection {
    const connection = new PackageConnection({
      url: this.server.address,
      origin: this.server.address,
      package: text.package,
      getTicket: async () => this.ticket(person),
      ...options,
    });
    this.#connections.push(connection);
    return connection;
  }

  /** Joined and synced. */
  async inside(person: Person, text: Text): Promise<PackageConnection> {
    const connection = this.connection(person, text);
    connection.connect();
    await connection.ready();
    return connection;
  }

  /** A bare socket, for what our own client never does. */
  socket(
    auth: object,
    headers: Record<string, string> = { origin: this.server.address },
    address = this.server.address,
  ): Socket {
    const socket = io(`${address}/sync`, {
      auth,
      parser,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: headers,
    });
    this.#sockets.push(socket);
    return socket;
  }

  async bare(person: Person): Promise<Socket> {
    return this.bareWith(await this.ticket(person));
  }

  async bareWith(ticket: string, address = this.server.address): Promise<Socket> {
    const socket = this.socket({ ticket }, { origin: address }, address);
    await new Promise<void>((resolve, reject) => {
      socket.on('connect', resolve);
      socket.on('connect_error', reject);
    });
    return socket;
  }

  async rows(document: DocumentId): Promise<{ seq: number; client: number; bytes: Buffer }[]> {
    const { rows } = await this.admin.query<{ seq: number; client: number; bytes: Buffer }>(
      'SELECT seq, client::float8 AS client, bytes FROM document_update WHERE document = $1 ORDER BY seq',
      [document],
    );
    return rows;
  }

  /** What a restore from a backup does: the newest rows of a document were never there. */
  async forgetRowsAfter(document: DocumentId, seq: number): Promise<void> {
    await this.admin.query('ALTER TABLE document_update DISABLE TRIGGER append_only_rows');
    await this.admin.query('DELETE FROM document_update WHERE document = $1 AND seq > $2', [document, seq]);
    await this.admin.query('ALTER TABLE document_update ENABLE ALWAYS TRIGGER append_only_rows');
    await this.admin.query(
      `UPDATE document SET head = $2,
         chain = (SELECT chain FROM document_update WHERE document = $1 AND seq = $2) WHERE id = $1`,
      [document, seq],
    );
  }

  async #delegations(): Promise<void> {
    const kinds = { AU: 'partner', CA: 'partner', CH: 'partner', SEC: 'secretariat', PRES: 'chair' };
    for (const [code, kind] of Object.entries(kinds)) {
      await this.admin.query(
        `INSERT INTO delegation (code, name, kind, protocol_order, weight, active)
         VALUES ($1, $1, $2, 1, 1, true) ON CONFLICT DO NOTHING`,
        [code, kind],
      );
    }
  }
}

type Message<Name extends keyof ClientMessages> = Parameters<ClientMessages[Name]>[0];

/** One message and its answer, as it comes over the wire. */
export async function ask<Name extends keyof ClientMessages>(
  socket: Socket,
  name: Name,
  message: Message<Name>,
): Promise<{ verdict: string; code?: string; [more: string]: unknown }> {
  return socket.timeout(15_000).emitWithAck(name, message) as Promise<{ verdict: string }>;
}

/** The first block's run of words. */
export function words(doc: Y.Doc): Y.XmlText {
  const [paragraph] = doc.getXmlFragment('content').toArray();
  const [p] = paragraph instanceof Y.XmlElement ? paragraph.toArray() : [];
  const [run] = p instanceof Y.XmlElement ? p.toArray() : [];
  if (!(run instanceof Y.XmlText)) throw new Error('no words there');
  return run;
}

export const plain = (doc: Y.Doc): string => words(doc).toJSON();

/** All of the connection's edits are committed. */
export async function allRecorded(connection: PackageConnection): Promise<void> {
  await waitFor('every edit recorded', () => connection.unrecorded === 0);
}
