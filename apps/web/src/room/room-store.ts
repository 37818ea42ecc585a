import type { Topic } from '@entente/contracts';
import type { SectionSource } from '@entente/editor';
import type { DocumentId, PackageId } from '@entente/kernel';
import {
  PackageConnection,
  type ConnectionStatus,
  type LostWords,
  type Peer,
  type Recording,
} from '@entente/sync/client';
import { call } from '../api/call.js';
import { LiveText } from './live-text.js';
import { Observable } from './observable.js';

/** What the screens show of the connection; replaced whole when something of it changes. */
export type RoomState = {
  readonly status: ConnectionStatus;
  /** Why it ended for good. */
  readonly ended: string | null;
  readonly synced: boolean;
  /** Once true it stays: the text can be shown while the connection is lost. */
  readonly everSynced: boolean;
  readonly sections: readonly (SectionSource & { readonly state: 'open' | 'closed' })[];
};

export type RecordingState = {
  readonly recording: Recording;
  readonly unrecorded: number;
  /** Sequence of the newest own update that is committed; 0: none in this visit. */
  readonly last: number;
};

const NOTHING: RoomState = {
  status: 'connecting',
  ended: null,
  synced: false,
  everSynced: false,
  sections: [],
};

/** One package's live connection, as observables for React. */
export class RoomStore {
  readonly state = new Observable<RoomState>(NOTHING);
  readonly peers = new Observable<readonly Peer[]>([]);
  readonly recording = new Observable<RecordingState>({ recording: 'recorded', unrecorded: 0, last: 0 });
  readonly lost = new Observable<readonly LostWords[]>([]);
  readonly live = new LiveText();
  readonly connection: PackageConnection;
  private queued = false;

  constructor(id: PackageId, onTopics: (topics: readonly Topic[]) => void) {
    this.connection = new PackageConnection({
      url: window.location.origin,
      package: id,
      getTicket: async () => (await call('socketTicket', {})).ticket,
    });
    const { connection } = this;
    const refresh = (): void => {
      this.queueRefresh();
    };
    connection.on('status', refresh);
    connection.on('structure', refresh);
    connection.on('change', refresh);
    connection.on('replaced', refresh);
    connection.on('presence', () => {
      this.peers.set([...connection.peers]);
    });
    connection.on('recording', () => {
      this.noteRecording(this.recording.get().last);
    });
    connection.on('verdict', (verdict) => {
      if (verdict.verdict === 'recorded') this.noteRecording(verdict.seq);
    });
    connection.on('lost', (words) => {
      if (words.text.trim() !== '') this.lost.set([...this.lost.get(), words]);
    });
    connection.on('topics', onTopics);
    connection.connect();
  }

  /** The person has copied the words, or does not want them. */
  dismissLost(words: LostWords): void {
    this.lost.set(this.lost.get().filter((one) => one !== words));
  }

  destroy(): void {
    this.connection.destroy();
    this.live.destroy();
  }

  private noteRecording(last: number): void {
    const { recording, unrecorded } = this.connection;
    this.recording.set({ recording, unrecorded, last });
  }

  /** Many documents change at once when a connection opens or closes: one refresh for all of them. */
  private queueRefresh(): void {
    if (this.queued) return;
    this.queued = true;
    queueMicrotask(() => {
      this.queued = false;
      this.refresh();
    });
  }

  private refresh(): void {
    const { connection } = this;
    const synced = connection.synced;
    const sections = connection.sections.map(({ document, kind }) => {
      const { doc, writable, state } = connection.document(document);
      return { document, kind, doc, state, access: writable ? 'write' : 'read' } as const;
    });
    const everSynced = synced || this.state.get().everSynced;
    this.state.set({ status: connection.status, ended: connection.ended, synced, everSynced, sections });
    // Before all of it has arrived a hash would be of half a text.
    if (!everSynced) return;
    this.live.follow(connection.sections, (document: DocumentId) => connection.document(document).doc);
  }
}
