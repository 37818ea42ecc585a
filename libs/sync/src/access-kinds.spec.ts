import type { DocumentId } from '@entente/kernel';
import * as Y from 'yjs';
import { mark } from './gate/suggestion.kit.js';
import { PACKAGE, type Person, turns, World } from './world.kit.js';

function wordsOf(someone: Person, document: DocumentId): Y.XmlText {
  const found = someone
    .doc(document)
    .getXmlFragment('content')
    .createTreeWalker((node) => node instanceof Y.XmlText)
    .next().value;
  if (!(found instanceof Y.XmlText)) throw new Error('no words');
  return found;
}

const codes = (someone: Person): string[] =>
  someone.verdicts.map((verdict) => (verdict.verdict === 'refused' ? verdict.code : verdict.verdict));

describe('the four kinds of access', () => {
  it.each(['comment', 'read'] as const)(
    '[S126] who may %s is told so and sends no update',
    async (access) => {
      const world = new World();
      const article = await world.article(1);
      const anna = world.person(1);
      anna.defaultAccess = access;
      expect((await anna.join([article])).documents).toMatchObject([{ access, state: 'open' }]);
      wordsOf(anna, article).insert(0, 'x', { [mark('insertion', 'AU', 1)]: true });
      await turns();
      expect(codes(anna)).toEqual(['READ_ONLY']);
      expect(world.log.rows(article)).toHaveLength(1);
    },
  );

  it('[S126] who may suggest is told so; their marks are recorded, and nothing else of theirs', async () => {
    const world = new World();
    const article = await world.article(1);
    const [anna, ben] = [world.person(1), world.person(2)];
    anna.defaultAccess = 'suggest';
    await ben.join([article]);
    expect((await anna.join([article])).documents).toMatchObject([{ access: 'suggest' }]);
    const before = world.logged(article);
    wordsOf(anna, article).insert(0, 'All ', { [mark('insertion', 'AU', 1)]: true });
    await turns();
    wordsOf(anna, article).insert(0, 'never ', {});
    await turns();
    expect(codes(anna)).toEqual(['recorded', 'SUGGEST_ONLY']);
    expect([world.logged(article), ben.text(article)]).toEqual([before, before]);
    expect(wordsOf(ben, article).toDelta()).toHaveLength(2);
    expect(world.log.rows(article)).toHaveLength(2);
  });

  it('[S126] an update is judged by the access at its inspection, and a change is told at once', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    await anna.join([article]);
    anna.type(article, ' of persons');
    anna.access.set(article, 'suggest');
    world.engine.accessChanged(PACKAGE);
    await turns();
    expect(codes(anna)).toEqual(['SUGGEST_ONLY']);
    expect(anna.frames('access')).toEqual([{ document: article, access: 'suggest', state: 'open', head: 1 }]);
    expect(world.logged(article)).not.toContain('of persons');
  });

  it('[S126] a closed document is closed to who may suggest as to who writes', async () => {
    const world = new World();
    const article = await world.article(1);
    const anna = world.person(1);
    anna.defaultAccess = 'suggest';
    await anna.join([article]);
    world.log.setState(article, 'closed');
    await world.engine.documentChanged(article);
    wordsOf(anna, article).insert(0, 'x', { [mark('insertion', 'AU', 1)]: true });
    await turns();
    expect(codes(anna)).toEqual(['DOC_CLOSED']);
  });
});
