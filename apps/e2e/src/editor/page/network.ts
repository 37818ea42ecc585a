import type { LegalEditor } from '@entente/editor';
import type { DocumentId } from '@entente/kernel';
import * as Y from 'yjs';

interface Message {
  readonly document: DocumentId;
  readonly update: Uint8Array;
}

/** One person's copy of every section, and what others sent and they have not received yet, by sender. */
export interface Replica {
  readonly docs: ReadonlyMap<DocumentId, Y.Doc>;
  readonly inbox: Map<number, Message[]>;
  editor: LegalEditor | null;
  /** How many of others' updates have been applied. */
  received: number;
}

const FROM_NETWORK = { harness: 'network' };

/** A network in one page: every update goes to every other replica, in the sender's order, when the test delivers it. */
export class Network {
  readonly replicas: Replica[] = [];

  /** `open` fills each new document with the same first content. */
  join(documents: readonly DocumentId[], open: (document: DocumentId, doc: Y.Doc) => void): Replica {
    const index = this.replicas.length;
    const docs = new Map(documents.map((document) => [document, new Y.Doc({ guid: document })] as const));
    const replica: Replica = { docs, inbox: new Map(), editor: null, received: 0 };
    for (const [document, doc] of docs) {
      open(document, doc);
      doc.clientID = 1000 + index;
      doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin === FROM_NETWORK) replica.received += 1;
        else this.broadcast(index, { document, update });
      });
    }
    this.replicas.push(replica);
    return replica;
  }

  private broadcast(from: number, message: Message): void {
    this.replicas.forEach((replica, to) => {
      if (to === from) return;
      const queue = replica.inbox.get(from) ?? [];
      queue.push(message);
      replica.inbox.set(from, queue);
    });
  }

  waiting(to: number): number {
    let count = 0;
    for (const queue of this.replicas[to]?.inbox.values() ?? []) count += queue.length;
    return count;
  }

  /** Delivers the oldest messages of one sender, at most `count`, through the editor's own door. */
  deliver(to: number, from: number, count: number): number {
    const replica = this.replicas[to];
    const messages = replica?.inbox.get(from)?.splice(0, count) ?? [];
    for (const { document, update } of messages) {
      const doc = replica?.docs.get(document);
      if (replica?.editor) replica.editor.applyRemote(document, update, FROM_NETWORK);
      else if (doc !== undefined) Y.applyUpdate(doc, update, FROM_NETWORK);
    }
    return messages.length;
  }
}
