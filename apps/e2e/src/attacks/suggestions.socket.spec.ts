import * as Y from 'yjs';
import { runsOf, wordsOf } from '../crash/typist.js';
import { Battlefield, EVIL } from './battlefield.js';
import { addPackage } from './coalition.js';
import { paragraph } from './victim.js';

const ID = '0123456789abcdef'.repeat(2);
const THEIRS = `insertion--AU--${ID}`;
const ADDED = 'proposed ';

type Attack = readonly [what: string, code: 'SUGGEST_ONLY' | 'MARK_NOT_YOURS', edit: (doc: Y.Doc) => void];

/** Everybody may suggest here, and ada has: each of these would change the text as accepted, or speak for ada's delegation. */
const ATTACKS: readonly Attack[] = [
  ['words without a mark', 'SUGGEST_ONLY', (doc) => words(doc).insert(20, EVIL)],
  ['accepted words deleted', 'SUGGEST_ONLY', (doc) => words(doc).delete(20, 4)],
  ['a paragraph added', 'SUGGEST_ONLY', (doc) => root(doc).insert(root(doc).length, [paragraph('ev', EVIL)])],
  ['a paragraph taken out', 'SUGGEST_ONLY', (doc) => root(doc).delete(root(doc).length - 1, 1)],
  ['the number of a paragraph', 'SUGGEST_ONLY', (doc) => block(doc).setAttribute('id', EVIL)],
  [
    'a suggestion of another delegation made',
    'MARK_NOT_YOURS',
    (doc) => words(doc).insert(20, EVIL, { [`insertion--JP--${ID}`]: true }),
  ],
  [
    'a deletion proposed for another delegation',
    'MARK_NOT_YOURS',
    (doc) => words(doc).format(20, 4, { [`deletion--JP--${ID}`]: true }),
  ],
  [
    'words put into another’s suggestion',
    'MARK_NOT_YOURS',
    (doc) => words(doc).insert(3, EVIL, { [THEIRS]: true }),
  ],
  ['another’s suggested words deleted', 'MARK_NOT_YOURS', (doc) => words(doc).delete(0, ADDED.length)],
  [
    'another’s suggestion made text',
    'MARK_NOT_YOURS',
    (doc) => words(doc).format(0, ADDED.length, { [THEIRS]: null }),
  ],
];

describe('[S163] whoever may only suggest', () => {
  let field: Battlefield;
  let article: string;
  let packageId: string;

  beforeAll(async () => {
    field = await Battlefield.open('attacks-suggest');
    const made = await addPackage(field.api('sec'), 1);
    packageId = made.package;
    article = made.articles[0] ?? '';
    const params = { package: packageId as never };
    await field.api('sec').call('setDraftingRule', { params, body: { delegationsMay: 'suggest' } });
    const ada = await field.hostile('ada');
    await ada.join(packageId);
    const suggested = await ada.edit(article, (doc) => words(doc).insert(0, ADDED, { [THEIRS]: true }));
    if (suggested.verdict !== 'recorded') throw new Error(`ada could not suggest: ${String(suggested.code)}`);
  }, 120_000);
  afterEach(() => {
    field.hangUp();
  });
  afterAll(async () => {
    await field.close();
  });

  it.each(ATTACKS)('cannot have %s: %s', async (_what, code, edit) => {
    const before = (await field.log.texts()).get(article);
    const harm = await field.harmOf(async () => {
      const hostile = await field.hostile();
      await hostile.join(packageId);
      expect(await hostile.edit(article, edit)).toMatchObject({ verdict: 'refused', code });
    });
    expect(harm).toEqual([]);
    const late = await field.hostile('ada');
    await late.join(packageId);
    expect([(await field.log.texts()).get(article), wordsOf(late.replica(article))]).toEqual([
      before,
      before,
    ]);
  });
});

function root(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment('content');
}

function block(doc: Y.Doc): Y.XmlElement {
  const last = root(doc).toArray().at(-1);
  if (!(last instanceof Y.XmlElement)) throw new Error('no paragraph');
  return last;
}

function words(doc: Y.Doc): Y.XmlText {
  const run = runsOf(doc).at(-1);
  if (run === undefined) throw new Error('no words');
  return run;
}
