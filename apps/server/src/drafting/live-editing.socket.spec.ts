import 'reflect-metadata';
import { waitFor } from '@entente/testing';
import { allRecorded, plain, Stage, words, type Person, type Text } from './drafting.kit.js';

describe('live editing over sockets', () => {
  let stage: Stage;
  let text: Text;
  let australia: Person;
  let canada: Person;

  beforeAll(async () => {
    stage = await Stage.open('live-editing');
    australia = await stage.person('AU');
    canada = await stage.person('CA');
  }, 60_000);
  beforeEach(async () => {
    text = await stage.package('one', 'two');
  });
  afterEach(() => {
    stage.hangUp();
  });
  afterAll(async () => {
    await stage.close();
  });

  const first = (): Text['articles'][number] => text.articles[0] ?? text.structure;

  it('brings two people into one text and each edit to the other, recorded first', async () => {
    const au = await stage.inside(australia, text);
    const ca = await stage.inside(canada, text);
    expect(au.sections.map(({ document }) => document)).toEqual(text.articles);
    words(au.document(first()).doc).insert(3, ' and more');
    expect(au.recording).toBe('sent');
    await allRecorded(au);
    expect(au.document(first()).recorded).toBe(2);
    await waitFor('the edit to arrive', () => plain(ca.document(first()).doc) === 'one and more');
    const rows = await stage.rows(first());
    expect(rows.map(({ seq, client }) => [seq, client === au.lease])).toEqual([
      [1, false],
      [2, true],
    ]);
  });
});
