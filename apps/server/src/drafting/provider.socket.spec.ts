import 'reflect-metadata';
import type { DocumentId } from '@entente/kernel';
import { EntenteProvider, type LostWords, type ProviderOptions, type Verdict } from '@entente/sync/client';
import { waitFor } from '@entente/testing';
import { Schema } from 'prosemirror-model';
import { EditorState } from 'prosemirror-state';
import {
  absolutePositionToRelativePosition,
  createDecorations,
  initProseMirrorDoc,
  updateYFragment,
  ySyncPlugin,
  ySyncPluginKey,
} from 'y-prosemirror';
import * as Y from 'yjs';
import { plain, Stage, words, type Person, type Text } from './drafting.kit.js';
import { TextareaBinding } from './textarea-binding.kit.js';

describe('a provider of one document', () => {
  let stage: Stage;
  let text: Text;
  let australia: Person;
  let canada: Person;
  const providers: EntenteProvider[] = [];

  beforeAll(async () => {
    stage = await Stage.open('provider');
    australia = await stage.person('AU');
    canada = await stage.person('CA');
  }, 60_000);
  beforeEach(async () => {
    text = await stage.package('one', 'two');
  });
  afterEach(() => {
    for (const provider of providers.splice(0)) provider.destroy();
    stage.hangUp();
  });
  afterAll(async () => {
    await stage.close();
  }, 20_000);

  const article = (at = 0): DocumentId => text.articles[at] ?? text.structure;

  function provider(person: Person, doc?: Y.Doc, options?: ProviderOptions): EntenteProvider {
    const made = new EntenteProvider(
      {
        url: stage.server.address,
        origin: stage.server.address,
        package: text.package,
        getTicket: async () => stage.ticket(person),
      },
      article(),
      doc,
      options,
    );
    providers.push(made);
    return made;
  }

  async function synced(person: Person): Promise<EntenteProvider> {
    const made = provider(person);
    await made.whenSynced;
    return made;
  }

  const recorded = async (one: EntenteProvider): Promise<void> => {
    await waitFor('every edit recorded', () => one.unrecorded === 0);
  };

  it('[S80] takes the caller’s Y.Doc, tells each status once, and is synced when all is there', async () => {
    const doc = new Y.Doc();
    const made = provider(australia, doc, { connect: false });
    const told: unknown[] = [];
    made.on('status', ({ status }) => told.push(status));
    made.on('sync', (now) => told.push(now ? plain(doc) : 'not synced'));
    made.on('connection-close', ({ code }) => told.push(code));
    expect([made.doc === doc, made.status, made.synced, made.writable]).toEqual([
      true,
      'disconnected',
      false,
      false,
    ]);
    made.connect();
    await made.whenSynced;
    await waitFor('the connection', () => made.status === 'connected');
    expect([doc.clientID, made.awareness.clientID]).toEqual([made.connection.lease, made.connection.lease]);
    made.disconnect();
    expect([made.status, made.synced, made.ended]).toEqual(['disconnected', false, null]);
    made.connect();
    await made.whenSynced;
    await waitFor('the connection again', () => made.status === 'connected');
    expect(told).toEqual([
      'connecting',
      'one',
      'connected',
      'not synced',
      'disconnected',
      null,
      'connecting',
      'one',
      'connected',
    ]);
    // Its own connection joins this document alone.
    expect(made.connection.sections).toEqual([]);
    expect(await made.whenSynced).toBeUndefined();
  });

  it('[S80] counts what is not recorded, and tells verdicts, sequence and rights', async () => {
    const made = await synced(australia);
    const verdicts: Verdict[] = [];
    const access: unknown[] = [];
    const counts: number[] = [];
    made.on('verdict', (verdict) => verdicts.push(verdict));
    made.on('access', (fact) => access.push(fact));
    made.on('recording', ({ unrecorded }) => counts.push(unrecorded));
    words(made.doc).insert(3, ' more');
    expect([made.unrecorded, made.recording]).toEqual([1, 'sent']);
    await recorded(made);
    expect([made.recorded, made.recording]).toEqual([2, 'recorded']);
    expect(verdicts).toMatchObject([{ document: article(), verdict: 'recorded', seq: 2 }]);
    expect([counts[0], counts.at(-1)]).toEqual([1, 0]);
    await stage.admin.query('UPDATE document SET held = true WHERE id = $1', [article()]);
    await stage.drafting.announce(text.package);
    await waitFor('the document closed', () => made.state === 'closed');
    expect(access.at(-1)).toEqual({ access: 'write', state: 'closed', writable: false });
  });

  it('[S80] a document that is not empty is refused: its words would be nobody’s', () => {
    const doc = new Y.Doc();
    doc.getText('content').insert(0, 'from elsewhere');
    expect(() => provider(australia, doc, { connect: false })).toThrow(TypeError);
  });

  it('[S80] after a refusal for good there is another Y.Doc, and the words come as text', async () => {
    const made = await synced(australia);
    const before = made.doc;
    const lost: LostWords[] = [];
    const replaced: Y.Doc[] = [];
    made.on('lost', (own) => lost.push(own));
    made.on('replaced', (doc) => replaced.push(doc));
    before.transact(() => {
      words(before).insert(0, 'my words ');
      words(before).setAttribute('style', 'red');
    });
    await waitFor('the words', () => lost.length === 1);
    await waitFor('the document again', () => made.synced && made.doc !== before);
    expect([lost[0]?.text, plain(made.doc), replaced.length, made.awareness.doc]).toEqual([
      'my words ',
      'one',
      1,
      made.doc,
    ]);
    words(made.doc).insert(0, 'still ');
    await recorded(made);
    expect(made.awareness.getLocalState()).not.toBeNull();
  });

  it('[S80] whoever may not know the document gets an ended provider, and no reason to try again', async () => {
    const stranger = await stage.person('CH');
    const made = provider(stranger);
    await expect(made.whenSynced).rejects.toThrow('NOT_FOUND');
    expect([made.status, made.ended, made.synced]).toEqual(['disconnected', 'NOT_FOUND', false]);
  });

  it('[S80] many share one connection, which goes on when one of them ends', async () => {
    const connection = stage.connection(australia, text);
    const one = new EntenteProvider(connection, article(0));
    const two = new EntenteProvider(connection, article(1));
    await Promise.all([one.whenSynced, two.whenSynced]);
    expect(one.doc.clientID).toBe(two.doc.clientID);
    one.destroy();
    one.destroy();
    words(two.doc).insert(0, 'still ');
    await recorded(two);
    expect([connection.status, two.status]).toEqual(['open', 'connected']);
    await waitFor('everything', () => connection.synced);
    expect(connection.sections).toHaveLength(2);
    two.destroy();
  });

  it('[S80] two people type through an ordinary binding and come to the same text', async () => {
    const au = await synced(australia);
    const ca = await synced(canada);
    const left = new TextareaBinding(words(au.doc), au.awareness);
    const right = new TextareaBinding(words(ca.doc), ca.awareness);
    left.type(3, ' from Sydney');
    right.type(0, 'Ottawa and ');
    await Promise.all([recorded(au), recorded(ca)]);
    await waitFor('both the same', () => left.value === right.value);
    expect(left.value).toBe('Ottawa and one from Sydney');
    left.destroy();
    right.destroy();
  });

  it('[S81] nobody is shown as another: names come from the session, of the own state only the place goes out', async () => {
    const au = await synced(australia);
    const ca = await synced(canada);
    const left = new TextareaBinding(words(au.doc), au.awareness);
    const right = new TextareaBinding(words(ca.doc), ca.awareness);
    au.awareness.setLocalStateField('user', { name: 'The chair', delegation: 'PRES', person: canada.id });
    left.select(2);
    await waitFor('the caret', () => right.carets().length === 1);
    expect(right.carets()).toEqual([{ name: 'Person of AU', at: 2 }]);
    expect(ca.awareness.getStates().get(au.doc.clientID)).toMatchObject({
      user: { person: australia.id, name: 'Person of AU', delegation: 'AU' },
      document: article(),
      provision: null,
    });
    // It moves with the text, and leaves with its person.
    right.type(0, '>>');
    await waitFor('both the same', () => left.value === right.value);
    expect(right.carets()).toEqual([{ name: 'Person of AU', at: 4 }]);
    const removed: number[] = [];
    ca.awareness.on('change', (changes: { removed: number[] }) => removed.push(...changes.removed));
    au.destroy();
    await waitFor('nobody', () => right.carets().length === 0);
    expect(removed).toEqual([left.client]);
    right.destroy();
  });

  it('[S81] somebody in another document of the package is there, without a caret here', async () => {
    const connection = stage.connection(australia, text);
    const one = new EntenteProvider(connection, article(0));
    const two = new EntenteProvider(connection, article(1));
    await waitFor('everything', () => connection.synced);
    const ca = new EntenteProvider(await stage.inside(canada, text), article(0));
    const there = () => ca.awareness.getStates().get(connection.lease ?? 0);
    const at = Y.createRelativePositionFromTypeIndex(words(one.doc), 1);
    one.awareness.setLocalStateField('cursor', { anchor: at, head: at });
    await waitFor('the caret here', () => there()?.['cursor'] !== null && there() !== undefined);
    const other = Y.createRelativePositionFromTypeIndex(words(two.doc), 1);
    two.awareness.setLocalStateField('cursor', { anchor: other, head: other });
    // The editor of the first document loses the focus after the second has it.
    one.awareness.setLocalStateField('cursor', null);
    await waitFor('the caret elsewhere', () => there()?.['document'] === article(1));
    expect(there()).toMatchObject({ cursor: null, user: { delegation: 'AU' } });
    one.destroy();
    expect(connection.presence?.document).toBe(article(1));
    two.destroy();
    expect(connection.presence).toBeNull();
    ca.destroy();
  });

  it('[S80] [S81] y-prosemirror writes through it and draws the others’ carets', async () => {
    const au = await synced(australia);
    const ca = await synced(canada);
    const schema = new Schema({
      nodes: {
        doc: { content: 'paragraph+' },
        paragraph: { content: 'p+', attrs: { id: { default: '' } } },
        p: { content: 'text*' },
        text: {},
      },
    });
    const editor = (doc: Y.Doc) => {
      const fragment = doc.getXmlFragment('content');
      const { doc: tree, meta, mapping } = initProseMirrorDoc(fragment, schema);
      const state = EditorState.create({ doc: tree, plugins: [ySyncPlugin(fragment, { mapping })] });
      return { fragment, meta, state };
    };
    const left = editor(au.doc);
    const typed = left.state.apply(left.state.tr.insertText(' and one', 5));
    au.doc.transact(() => {
      updateYFragment(au.doc, left.fragment, typed.doc, left.meta);
    }, ySyncPluginKey);
    await recorded(au);
    await waitFor('the words', () => plain(ca.doc) === 'one and one');

    const right = editor(ca.doc);
    const mine = editor(au.doc);
    const cursor = absolutePositionToRelativePosition(4, mine.fragment, mine.meta.mapping) as unknown;
    au.awareness.setLocalStateField('cursor', { anchor: cursor, head: cursor });
    const drawn = () =>
      createDecorations(
        right.state,
        ca.awareness,
        (own, client) => own !== client,
        () => ({}) as HTMLElement,
        () => ({}),
      ).find();
    const carets = await waitFor('the caret', () => (drawn().length > 0 ? drawn() : null));
    expect((carets as { from: number }[]).map(({ from }) => from)).toContain(4);
  });
});
