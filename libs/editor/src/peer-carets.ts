import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey, type EditorState, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import * as Y from 'yjs';
import type { CompositeBinding } from './composite-binding.js';
import { documentOf, sectionPlaces } from './section-places.js';
import { isFromDocuments } from './transaction-source.js';
import type { RemotePeer } from './types.js';

interface Peers {
  readonly peers: readonly RemotePeer[];
  readonly decorations: DecorationSet;
}

const key = new PluginKey<Peers>('entente-peers');

/**
 * A caret with the delegation's code on a flag: told apart by letters, not by colour. The flag hangs over the line, so
 * no word moves. Hidden from assistive technology: the list of who is where is the host's.
 */
function caretFor(peer: RemotePeer): HTMLElement {
  const caret = document.createElement('span');
  caret.className = 'entente-caret';
  caret.dataset['delegation'] = peer.delegation;
  caret.setAttribute('aria-hidden', 'true');
  const flag = document.createElement('span');
  flag.className = 'entente-caret-flag';
  flag.textContent = peer.delegation;
  flag.title = peer.name;
  caret.append(flag);
  return caret;
}

function decode(encoded: Uint8Array): Y.RelativePosition | null {
  try {
    return Y.decodeRelativePosition(encoded);
  } catch {
    // The bytes are another client's; what cannot be read is a caret not shown.
    return null;
  }
}

function carets(doc: Node, peer: RemotePeer, binding: CompositeBinding): Decoration[] {
  const { at } = peer;
  const section = at === null ? null : binding.section(at.document);
  const place = sectionPlaces(doc).find(({ node }) => documentOf(node) === at?.document);
  if (at === null || section === null || place === undefined) return [];
  const find = (encoded: Uint8Array): number | null => {
    const relative = decode(encoded);
    const offset = relative === null ? null : section.fromRelative(place.node, relative);
    return offset === null ? null : place.pos + 1 + offset;
  };
  const head = find(at.head);
  const anchor = find(at.anchor) ?? head;
  if (head === null || anchor === null) return [];
  const name = `${String(peer.client)} ${peer.delegation} ${peer.name}`;
  const caret = Decoration.widget(head, () => caretFor(peer), { key: name, side: 10, ignoreSelection: true });
  if (anchor === head) return [caret];
  const attributes = { class: 'entente-peer-selection', 'data-delegation': peer.delegation };
  return [caret, Decoration.inline(Math.min(anchor, head), Math.max(anchor, head), attributes)];
}

function show(doc: Node, peers: readonly RemotePeer[], binding: CompositeBinding): Peers {
  const decorations = peers.flatMap((peer) => carets(doc, peer, binding));
  return { peers, decorations: DecorationSet.create(doc, decorations) };
}

/** Others' carets and selections, kept at the words they stand in. */
export function showPeers(binding: CompositeBinding): Plugin<Peers> {
  return new Plugin<Peers>({
    key,
    state: {
      init: () => ({ peers: [], decorations: DecorationSet.empty }),
      apply: (tr, now) => {
        const peers = tr.getMeta(key) as readonly RemotePeer[] | undefined;
        if (peers !== undefined) return show(tr.doc, peers, binding);
        if (!tr.docChanged) return now;
        // Local edits are not in the documents yet: positions are carried along. Others' edits are: they are asked anew.
        return isFromDocuments(tr)
          ? show(tr.doc, now.peers, binding)
          : { ...now, decorations: now.decorations.map(tr.mapping, tr.doc) };
      },
    },
    props: { decorations: (state: EditorState) => key.getState(state)?.decorations },
  });
}

export function withPeers(tr: Transaction, peers: readonly RemotePeer[]): Transaction {
  return tr.setMeta(key, peers);
}
