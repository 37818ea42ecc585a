import { schema } from '@entente/document';
import type { DocumentId, PackageId } from '@entente/kernel';
import { countDrafts, EntenteProvider, openBrowserDrafts, type DraftStore } from '@entente/sync/client';
import { Schema } from 'prosemirror-model';
import { EditorState, TextSelection } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { initProseMirrorDoc, yCursorPlugin, ySyncPlugin } from 'y-prosemirror';
import type * as Y from 'yjs';

/** What a page of somebody else's needs to join a document: nothing of our editor. */
export interface Seat {
  readonly package: PackageId;
  readonly document: DocumentId;
  readonly person: string;
  readonly token: string;
}

/** An article alone, as y-prosemirror alone binds it. */
const article = new Schema({ nodes: schema.spec.nodes, marks: schema.spec.marks, topNode: 'articleSection' });

/** One document in a plain ProseMirror editor, bound by y-prosemirror to our provider. */
class Room {
  readonly provider: EntenteProvider;
  /** What the provider told, in order. */
  readonly told: string[] = [];
  readonly #seat: Seat;
  /** Null until the text is there: a binding that meets an empty document fills it by itself. */
  #view: EditorView | null = null;

  constructor(seat: Seat) {
    this.#seat = seat;
    this.provider = new EntenteProvider(
      {
        url: location.origin,
        package: seat.package,
        getTicket: async () => (await ask<{ ticket: string }>(seat, '/session/socket-ticket')).ticket,
        drafts: async () => this.#drafts(),
      },
      seat.document,
    );
    this.provider.on('status', ({ status }) => this.told.push(status));
    this.provider.on('synced', (synced) => {
      this.told.push(synced ? 'synced' : 'not synced');
      if (synced) this.#view ??= this.#bind(this.provider.doc);
    });
    this.provider.on('lost', ({ code }) => this.told.push(`lost ${code}`));
    this.provider.on('access', () => {
      // ProseMirror asks again what is editable when it gets its props.
      this.#view?.setProps({});
    });
    this.provider.on('replaced', (doc) => {
      this.told.push('replaced');
      this.#view?.destroy();
      this.#view = this.provider.synced ? this.#bind(doc) : null;
    });
  }

  facts() {
    const { status, synced, writable, access, state, recorded, unrecorded, connection } = this.provider;
    const { keeping } = connection;
    return { status, synced, writable, access, state, recorded, unrecorded, keeping, text: this.text() };
  }

  text(): string {
    const doc = this.#view?.state.doc;
    return doc === undefined ? '' : doc.textBetween(0, doc.content.size, '\n');
  }

  /** Delegations whose carets are drawn here. */
  carets(): string[] {
    return Array.from(this.#view?.dom.querySelectorAll('.peer') ?? [], (caret) => caret.textContent.trim());
  }

  /** Puts the caret behind these words, where the keyboard goes on. */
  put(words: string): void {
    const view = this.#view;
    if (view === null) throw new Error('no text yet');
    let at = -1;
    view.state.doc.descendants((node, pos) => {
      const found = node.isText ? (node.text ?? '').indexOf(words) : -1;
      if (found >= 0) at = pos + found + words.length;
    });
    if (at < 0) throw new Error(`not in the text: ${words}`);
    const { tr, doc } = view.state;
    view.dispatch(tr.setSelection(TextSelection.create(doc, at)));
    view.focus();
  }

  #bind(doc: Y.Doc): EditorView {
    const fragment = doc.getXmlFragment('content');
    const { doc: tree, mapping } = initProseMirrorDoc(fragment, article);
    const cursors = yCursorPlugin(this.provider.awareness, {
      cursorBuilder: caretOf,
      selectionBuilder: () => ({}),
    });
    return new EditorView(document.body, {
      state: EditorState.create({ doc: tree, plugins: [ySyncPlugin(fragment, { mapping }), cursors] }),
      editable: () => this.provider.writable,
    });
  }

  async #drafts(): Promise<DraftStore | null> {
    const { package: id, document, person } = this.#seat;
    type DraftKey = { kept: true; scope: string; key: string } | { kept: false };
    const answer = await ask<DraftKey>(this.#seat, `/packages/${id}/draft-key`);
    if (!answer.kept) return null;
    const key = Uint8Array.from(atob(answer.key), (letter) => letter.codePointAt(0) ?? 0);
    return openBrowserDrafts({ scope: `${answer.scope}/${document}`, holder: person, key });
  }
}

function caretOf(user: { delegation?: string }): HTMLElement {
  const caret = document.createElement('span');
  caret.className = 'peer';
  caret.textContent = user.delegation ?? '';
  return caret;
}

async function ask<Answer>({ token }: Seat, path: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`/api/v1${path}`, { method: 'POST', headers });
  if (!answer.ok) throw new Error(`${path}: ${String(answer.status)}`);
  return (await answer.json()) as Answer;
}

declare global {
  interface Window {
    room: Room;
    join: (seat: Seat) => void;
    /** Edits that wait on this device. */
    waiting: (person: string) => Promise<number>;
  }
}

window.join = (seat) => {
  window.room = new Room(seat);
};
window.waiting = async (person) => (await countDrafts(person)).edits;
