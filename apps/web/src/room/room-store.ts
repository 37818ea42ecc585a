import type { DocumentState } from '@entente/contracts';
import type { EditorNotice, SectionSource } from '@entente/editor';
import type { DocumentId, PackageId } from '@entente/kernel';
import {
  PackageConnection,
  TicketRefused,
  type ConnectionStatus,
  type LostWords,
  type Peer,
  type Recording,
} from '@entente/sync/client';
import { call } from '../api/call.js';
import { factsOf } from '../api/failure.js';
import { openDrafts, watchDrafts } from './drafts.js';
import { LiveText } from './live-text.js';
import { Observable } from './observable.js';
import type { Rereading } from './rereading.js';
import { settledState } from './settled-state.js';

/** What the screens show of the connection; replaced whole when something of it changes. */
export type RoomState = {
  readonly status: ConnectionStatus;
  /** Why it ended for good. */
  readonly ended: string | null;
  readonly synced: boolean;
  /** A verdict is overdue: connected, but nothing is being recorded just now. */
  readonly stalled: boolean;
  /** Edits are kept on this device until they are recorded: the text can be written in without a connection. */
  readonly keeping: boolean;
  /** Once true it stays: the text can be shown while the connection is lost. */
  readonly everSynced: boolean;
  readonly sections: readonly (SectionSource & { readonly state: DocumentState })[];
};

export type RecordingState = {
  readonly recording: Recording;
  readonly unrecorded: number;
  /** The newest own update that is committed, numbered within its document; null: none in this visit. */
  readonly last: { readonly document: DocumentId; readonly seq: number } | null;
};

/** Something to know that stays until it is read: of the editor, keys pressed while nothing could be recorded, or a device that keeps no edits. */
export type RoomNotice = EditorNotice['code'] | 'NOT_CONNECTED' | 'NOT_KEPT';

const NOTHING: RoomState = {
  status: 'connecting',
  ended: null,
  synced: false,
  stalled: false,
  keeping: false,
  everSynced: false,
  sections: [],
};

/** A ticket for one attempt to connect; a session that is over ends the connection, anything else is tried again. */
async function ticket(): Promise<string> {
  try {
    return (await call('socketTicket', {})).ticket;
  } catch (error) {
    const { code } = factsOf(error);
    if (code === 'SIGN_IN_REQUIRED' || code === 'SESSION_ENDED') throw new TicketRefused('SESSION_ENDED');
    throw error;
  }
}

/** One package's live connection, as observables for React. */
export class RoomStore {
  readonly state = new Observable<RoomState>(NOTHING);
  readonly peers = new Observable<readonly Peer[]>([]);
  readonly recording = new Observable<RecordingState>({ recording: 'recorded', unrecorded: 0, last: null });
  readonly lost = new Observable<readonly LostWords[]>([]);
  /** Edits kept on this device that cannot be read any more. */
  readonly unreadable = new Observable(0);
  readonly notice = new Observable<RoomNotice | null>(null);
  readonly live = new LiveText();
  readonly connection: PackageConnection;
  private queued = false;
  private readonly unwatch: () => void;

  constructor(id: PackageId, rereading: Pick<Rereading, 'changed' | 'everything'>) {
    this.connection = new PackageConnection({
      url: window.location.origin,
      package: id,
      getTicket: ticket,
      drafts: async () => openDrafts(id),
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
      if (verdict.verdict === 'recorded') {
        this.noteRecording({ document: verdict.document, seq: verdict.seq });
      }
    });
    this.tellOfKept();
    this.rereadWith(rereading);
    this.unwatch = watchDrafts(connection);
    connection.connect();
    window.addEventListener('offline', this.networkLost);
    window.addEventListener('online', this.networkBack);
  }

  /** The editor has something to say; an edit that it kept out because of the connection is another matter. */
  note({ code }: EditorNotice): void {
    const { status, stalled, synced } = this.connection;
    const cut = code === 'READ_ONLY' && (status !== 'open' || stalled || !synced);
    this.notice.set(cut ? 'NOT_CONNECTED' : code);
  }

  dismissNotice(): void {
    this.notice.set(null);
  }

  /** The person has copied the words, or does not want them. */
  dismissLost(words: LostWords): void {
    this.connection.dismissLost(words.id);
    this.lost.set(this.lost.get().filter(({ id }) => id !== words.id));
  }

  destroy(): void {
    window.removeEventListener('offline', this.networkLost);
    window.removeEventListener('online', this.networkBack);
    this.unwatch();
    this.connection.destroy();
    this.live.destroy();
  }

  /** What became of the edits that this device keeps, or should. */
  private tellOfKept(): void {
    const { connection } = this;
    connection.on('lost', (words) => {
      if (words.text.trim() !== '') this.lost.set([...this.lost.get(), words]);
    });
    connection.on('unreadable', (edits) => {
      this.unreadable.set(this.unreadable.get() + edits);
    });
    connection.on('unkept', () => {
      this.notice.set('NOT_KEPT');
    });
  }

  private rereadWith(rereading: Pick<Rereading, 'changed' | 'everything'>): void {
    const { connection } = this;
    connection.on('topics', (changed) => {
      rereading.changed(changed);
    });
    connection.on('status', () => {
      // What was said while it was away, or between the first reading and the joining, was said to nobody here (SPEC R194, R232).
      if (connection.status === 'open') rereading.everything();
    });
  }

  private readonly networkLost = (): void => {
    this.connection.networkLost();
  };

  private readonly networkBack = (): void => {
    this.connection.networkBack();
  };

  private noteRecording(last: RecordingState['last']): void {
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
      const { doc, writable, access, state } = connection.document(document);
      // While nothing can be recorded, who writes and who suggests only read.
      const now = writable || access === 'comment' ? access : 'read';
      return { document, kind, doc, state, access: now } as const;
    });
    const before = this.state.get();
    const everSynced = synced || before.everSynced;
    const { status, ended, stalled } = connection;
    // What was kept when the connection ended stays kept.
    const keeping = ended === null ? connection.keeping : before.keeping;
    this.state.set(settledState(before, { status, ended, synced, stalled, keeping, everSynced, sections }));
    // Before all of it has arrived a hash would be of half a text.
    if (!everSynced) return;
    this.live.follow(connection.sections, (document: DocumentId) => connection.document(document).doc);
  }
}
