import { waitFor } from '@entente/testing';
import * as Y from 'yjs';
import { runsOf } from '../crash/typist.js';
import { Battlefield, EVIL } from './battlefield.js';
import { addPackage } from './coalition.js';
import type { Hostile, Verdict } from './hostile.js';

const refused = (code: string, retry = 'reload'): object => ({ verdict: 'refused', code, retry });

describe('[S163] races, replays and leases under attack', () => {
  let field: Battlefield;

  beforeAll(async () => {
    field = await Battlefield.open('attacks-races');
  }, 120_000);
  afterEach(() => {
    field.hangUp();
  });
  afterAll(async () => {
    await field.close();
  });

  async function unnoticed(attack: () => Promise<void>): Promise<void> {
    expect(await field.harmOf(attack)).toEqual([]);
  }

  it('an edit that another recorded, replayed on one’s own connection: known, and no row', async () => {
    await unnoticed(async () => {
      const [ada, hostile] = [await field.inside('ada'), await field.inside()];
      const { other } = field.documents;
      const update = ada.edited(other, (doc) => runsOf(doc)[0]?.insert(0, 'ada '));
      const { seq } = await ada.update(other, update);
      expect(await hostile.update(other, update)).toMatchObject({ verdict: 'recorded', known: true, seq });
      expect(await field.log.head(other)).toBe(seq);
    });
  });

  it('an edit that another has not sent yet: CLIENT_NOT_BOUND, and the other’s is recorded afterwards', async () => {
    await unnoticed(async () => {
      const [ada, hostile] = [await field.inside('ada'), await field.inside()];
      const { other } = field.documents;
      const update = ada.edited(other, (doc) => runsOf(doc)[0]?.insert(0, 'later '));
      expect(await hostile.update(other, update)).toMatchObject(refused('CLIENT_NOT_BOUND'));
      expect(await ada.update(other, update)).toMatchObject({ verdict: 'recorded' });
    });
  });

  it('the lease of another, live or gone, is nobody else’s; one’s own that is live is not given twice', async () => {
    await unnoticed(async () => {
      const ada = await field.inside('ada');
      const asking = await Promise.all(
        ['eve', 'eve', 'mal'].map(async (name) => {
          const hostile = await field.hostile(name as 'eve');
          await hostile.join(field.package, [], { lease: ada.lease });
          return hostile.lease;
        }),
      );
      const own = await field.inside();
      const twins = await Promise.all([field.hostile(), field.hostile()]);
      await Promise.all(twins.map(async (twin) => twin.join(field.package, [], { lease: own.lease })));
      const all = [ada.lease, own.lease, ...asking, ...twins.map(({ lease }) => lease)];
      expect(new Set(all).size).toBe(all.length);
      // Gone, and asked for by two at once.
      own.end();
      const heirs = await Promise.all([field.hostile(), field.hostile(), field.hostile()]);
      await Promise.all(heirs.map(async (heir) => heir.join(field.package, [], { lease: own.lease })));
      expect(new Set(heirs.map(({ lease }) => lease)).size).toBe(heirs.length);
    });
  });

  it('the same update two hundred times over four connections: one row, and everyone is told the truth', async () => {
    const { other } = field.documents;
    const author = await field.inside();
    const update = author.edited(other, (doc) => runsOf(doc)[0]?.insert(0, 'once '));
    const before = await field.log.rowsBy([field.person('eve')]);
    const harm = await field.harmOf(
      async () => {
        const others = await Promise.all([field.inside(), field.inside(), field.inside()]);
        const answers = await Promise.all(
          Array.from({ length: 200 }, async (_, n) =>
            ([author, ...others][n % 4] ?? author).update(other, update),
          ),
        );
        expect(answers.every(({ verdict, code }) => verdict === 'recorded' || code === 'RATE')).toBe(true);
        expect(
          answers.filter(({ known, verdict }) => verdict === 'recorded' && known !== true).length,
        ).toBeLessThanOrEqual(1);
      },
      { mayWrite: true },
    );
    expect(harm).toEqual([]);
    expect((await field.log.rowsBy([field.person('eve')])) - before).toBe(1);
  });

  it('two stories for one clock over two connections at once: one is recorded, the other is EQUIVOCATION', async () => {
    const { other } = field.documents;
    const harm = await field.harmOf(
      async () => {
        const [one, two] = await Promise.all([field.inside(), field.inside()]);
        // The second speaks under the first one's id: both belong to one person.
        two.replica(other).clientID = one.lease;
        const stories = await Promise.all([
          one.edit(other, (doc) => runsOf(doc)[0]?.insert(0, 'white ')),
          two.edit(other, (doc) => runsOf(doc)[0]?.insert(0, 'black ')),
        ]);
        expect(stories.map(({ verdict, code }) => code ?? verdict).toSorted()).toEqual([
          'EQUIVOCATION',
          'recorded',
        ]);
      },
      { mayWrite: true },
    );
    expect(harm).toEqual([]);
  });

  it('what was acknowledged of edits that race with a freeze is in the frozen text, and nothing else is', async () => {
    const fresh = await addPackage(field.api('sec'));
    const [article = ''] = fresh.articles;
    await field.harmOf(async () => undefined);
    const racers: Hostile[] = [];
    for (const name of ['eve', 'mal', 'ada', 'sec'] as const) {
      const racer = await field.hostile(name);
      await racer.join(fresh.package);
      racers.push(racer);
    }
    const verdicts: { word: string; verdict: Verdict }[] = [];
    let over = false;
    const typing = racers.map(async (racer, who) => {
      for (let n = 0; n < 60 && !over; n += 1) {
        const word = `w${String(who)}n${String(n)}z`;
        const verdict = await racer.edit(article, (doc) => runsOf(doc).at(-1)?.insert(0, `${word} `));
        verdicts.push({ word, verdict });
        over ||= verdict.code === 'DOC_CLOSED';
      }
    });
    await waitFor('the typing to begin', () => verdicts.length >= 12);
    const params = { package: fresh.package as never };
    const version = field.api('sec').call('tableVersion', { params, body: { revision: 1 } });
    await Promise.all([...typing, version]);
    const { canonical } = await field.api('sec').call('version', { params: { ...params, revision: 1 } });
    const codes = new Set(verdicts.map(({ verdict }) => verdict.code ?? verdict.verdict));
    expect([...codes].filter((code) => !['recorded', 'DOC_CLOSED'].includes(code))).toEqual([]);
    for (const { word, verdict } of verdicts) {
      expect([word, canonical.includes(word)]).toEqual([word, verdict.verdict === 'recorded']);
    }
  });

  it('an edit in a section that was taken out of the text: DOC_CLOSED, by whoever was in it before', async () => {
    const fresh = await addPackage(field.api('sec'));
    const [article = ''] = fresh.articles;
    await unnoticed(async () => {
      const hostile = await field.hostile();
      await hostile.join(fresh.package);
      const params = { package: fresh.package as never, document: article as never };
      const { sections } = await field.api('sec').call('package', { params });
      if (sections.some(({ document }) => document === params.document)) {
        await field.api('sec').call('removeSection', { params });
      }
      expect(await hostile.edit(article, (doc) => runsOf(doc)[0]?.insert(0, EVIL))).toEqual(
        refused('DOC_CLOSED'),
      );
      const { removed } = field.documents;
      const late = await field.inside('eve', [removed]);
      if (late.replicas.has(removed)) {
        expect(await late.edit(removed, (doc) => runsOf(doc)[0]?.insert(0, EVIL))).toEqual(
          refused('DOC_CLOSED'),
        );
      } else expect(await late.update(removed, Uint8Array.of(0, 0))).toMatchObject({ code: 'NOT_FOUND' });
    });
  });

  it('the order of the sections is the server’s alone: READ_ONLY', async () => {
    await unnoticed(async () => {
      const hostile = await field.inside();
      const { structure } = field.documents;
      const update = hostile.edited(structure, (doc) => {
        doc.getArray(EVIL).insert(0, [EVIL]);
      });
      expect(await hostile.update(structure, update)).toEqual(refused('READ_ONLY'));
    });
  });

  it('messages of two packages over one connection do not mix', async () => {
    const fresh = await addPackage(field.api('sec'));
    const [article = ''] = fresh.articles;
    await unnoticed(async () => {
      const hostile = await field.inside();
      expect(await hostile.join(fresh.package)).toMatchObject({ code: 'INPUT_INVALID' });
      expect(await hostile.update(article, Uint8Array.of(0, 0))).toMatchObject({ code: 'NOT_FOUND' });
      const place = {
        document: article,
        anchor: new Uint8Array(1),
        head: new Uint8Array(1),
        provision: null,
      };
      expect(await hostile.ask('presence', { package: field.package, at: place })).toMatchObject({
        code: 'NOT_FOUND',
      });
      expect(await hostile.ask('presence', { package: fresh.package, at: null })).toMatchObject({
        code: 'PRESENCE_NOT_BOUND',
      });
      expect(await hostile.ask('leave', { package: fresh.package, documents: [article] })).toMatchObject({
        verdict: 'left',
      });
      expect(Y.getState(hostile.replica(field.documents.open).store, hostile.lease)).toBe(0);
    });
  });
});
