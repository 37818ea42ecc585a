import type { DocumentId, PersonId } from '@entente/kernel';
import * as Y from 'yjs';
import { StampedAwareness } from './stamped-awareness.js';
import type { Peer } from './types.js';

const HERE = 'd0000000-0000-4000-8000-000000000001' as DocumentId;

type Changes = { added: number[]; updated: number[]; removed: number[] };

function peer(client: number, at: Peer['at'] = null): Peer {
  return {
    client,
    person: `p${String(client)}` as PersonId,
    name: `Person ${String(client)}`,
    delegation: 'AU',
    at,
  };
}

function withText(): { doc: Y.Doc; place: Uint8Array } {
  const doc = new Y.Doc();
  const run = doc.getText('content');
  run.insert(0, 'words');
  return { doc, place: Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(run, 2)) };
}

describe('the awareness of a provider', () => {
  it('[S81] tells who came, moved and left, and nothing where nothing changed', () => {
    const { doc, place } = withText();
    const awareness = new StampedAwareness(doc);
    const heard: Changes[] = [];
    awareness.on('change', (changes: Changes) => heard.push(changes));
    const seven = peer(7);
    const eight = peer(8);
    awareness.show([seven, eight], HERE);
    awareness.show([seven, eight], HERE);
    const moved = peer(8, { document: HERE, anchor: place, head: place, provision: null });
    awareness.show([seven, moved], HERE);
    awareness.show([moved], HERE);
    expect(heard).toEqual([
      { added: [7, 8], updated: [], removed: [] },
      { added: [], updated: [8], removed: [] },
      { added: [], updated: [], removed: [7] },
    ]);
    expect(awareness.getStates().get(8)).toMatchObject({ user: { name: 'Person 8' }, document: HERE });
    awareness.destroy();
  });

  it('[S81] keeps the own state when the lease comes, also where the server had shown that id before', () => {
    const { doc } = withText();
    const awareness = new StampedAwareness(doc);
    const before = awareness.clientID;
    awareness.setLocalState({ theme: 'dark' });
    awareness.show([peer(42)], HERE);
    doc.clientID = 42;
    awareness.moveTo(doc);
    awareness.show([], HERE);
    awareness.show([peer(42)], HERE);
    expect(awareness.getLocalState()).toEqual({ theme: 'dark' });
    expect([...awareness.getStates().keys()]).toEqual([42]);
    expect(awareness.getStates().has(before)).toBe(false);
    awareness.destroy();
  });

  it('[S81] outlives a Y.Doc that is replaced', () => {
    const { doc } = withText();
    const awareness = new StampedAwareness(doc);
    const next = new Y.Doc();
    awareness.moveTo(next);
    doc.destroy();
    expect(awareness.getLocalState()).toEqual({});
    expect(awareness.clientID).toBe(next.clientID);
    awareness.destroy();
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a word', 'here'],
    ['no places', {}],
    ['places that are none', { anchor: { a: 1 }, head: { b: 2 } }],
    ['one place of two', { anchor: { tname: 'content' } }],
    ['a place too long for the wire', { anchor: { tname: 'x'.repeat(65) }, head: { tname: 'content' } }],
  ])('[S81] a cursor that is %s is nowhere', (_what, cursor) => {
    const awareness = new StampedAwareness(new Y.Doc());
    awareness.setLocalState({ cursor });
    expect(awareness.position(HERE)).toBeNull();
    awareness.setLocalState(null);
    expect(awareness.position(HERE)).toBeNull();
    awareness.destroy();
  });

  it('[S81] takes a place as an object and as its JSON', () => {
    const { doc, place } = withText();
    const awareness = new StampedAwareness(doc);
    const object = Y.decodeRelativePosition(place);
    awareness.setLocalState({
      cursor: { anchor: object, head: Y.relativePositionToJSON(object) as object },
      provision: 'p1',
    });
    expect(awareness.position(HERE)).toEqual({ document: HERE, anchor: place, head: place, provision: 'p1' });
    awareness.destroy();
  });
});
