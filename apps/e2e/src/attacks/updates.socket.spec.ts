import { waitFor } from '@entente/testing';
import * as Y from 'yjs';
import { runsOf } from '../crash/typist.js';
import { Battlefield, EVIL } from './battlefield.js';
import { addPackage } from './coalition.js';
import { forge, run, value, words } from './forge.js';
import type { Hostile } from './hostile.js';
import { HOSTILE_UPDATES } from './hostile-updates.js';
import { Victim } from './victim.js';

const refused = (code: string, retry = 'reload'): object => ({ verdict: 'refused', code, retry });

describe('[S163] the live text under attack (SECURITY §7.2, Y01 to Y40)', () => {
  let field: Battlefield;
  let victim: Victim;

  beforeAll(async () => {
    field = await Battlefield.open('attacks-y');
    victim = await Victim.write(field);
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

  it('the watch over the attacks sees one that succeeds', async () => {
    const harm = await field.harmOf(async () => {
      const hostile = await field.inside();
      const taken = mine(hostile, words('taken ', { origin: victim.at(0) }));
      expect(await hostile.update(field.documents.open, taken)).toMatchObject({ verdict: 'recorded' });
    });
    expect(harm).toEqual(['1 rows of the attackers']);
  });

  it.each(HOSTILE_UPDATES)('%s %s: %s', async (_id, _what, code, make) => {
    await unnoticed(async () => {
      const hostile = await field.inside();
      const update = make(victim, hostile.lease);
      expect(await hostile.update(field.documents.open, update)).toMatchObject({ verdict: 'refused', code });
    });
  });

  it('Y04 another story about what is recorded: EQUIVOCATION, and the connection ends', async () => {
    const { open } = field.documents;
    const hostile = await field.inside();
    const honest = mine(hostile, words('and ', { origin: victim.at(0) }));
    expect(await hostile.update(open, honest)).toMatchObject({ verdict: 'recorded' });
    await unnoticed(async () => {
      const again = hostile.wire.closed === null ? hostile : await field.inside();
      // Under the same id: also from a later connection, to which that id was never leased.
      const story = forge([
        { client: hostile.lease, clock: 0, structs: [words(EVIL, { origin: victim.at(0) })] },
      ]);
      expect(await again.update(open, story)).toMatchObject(refused('EQUIVOCATION'));
      expect(await again.goodbye()).toMatchObject({ code: 'EQUIVOCATION' });
    });
  });

  describe('a closed section is a closed document', () => {
    const attacks: readonly (readonly [string, string, (hostile: Hostile, doc: Y.Doc) => Uint8Array])[] = [
      [
        'Y24',
        'an attribute overwritten by its neighbour alone',
        (hostile, doc) => mine(hostile, value(EVIL, { origin: attributeOf(doc), key: 'id' })),
      ],
      [
        'Y25',
        'words inserted by their neighbour alone',
        (hostile, doc) => mine(hostile, words(EVIL, { origin: firstOf(doc) })),
      ],
      ['Y26', 'words deleted', (_, doc) => forge([], [[firstOf(doc)[0], [[firstOf(doc)[1], 3]]]])],
      ['Y27', 'the container deleted', (_, doc) => forge([], [[blockOf(doc)[0], [[blockOf(doc)[1], 1]]]])],
    ];
    it.each(attacks)('%s %s: DOC_CLOSED', async (_id, _what, make) => {
      await unnoticed(async () => {
        const { closed } = field.documents;
        const hostile = await field.inside();
        const update = make(hostile, hostile.replica(closed));
        expect(await hostile.update(closed, update)).toEqual(refused('DOC_CLOSED'));
      });
    });
  });

  it('Y37 presence for another’s client id: AWARENESS_NOT_BOUND, and nobody sees it', async () => {
    await unnoticed(async () => {
      const hostile = await field.inside();
      const place = {
        document: field.documents.open,
        anchor: new Uint8Array(1),
        head: new Uint8Array(1),
        provision: null,
      };
      const asAda = await hostile.ask('presence', {
        package: field.package,
        client: victim.client,
        at: place,
      });
      expect(asAda).toEqual(refused('AWARENESS_NOT_BOUND', 'never'));
    });
  });

  it('Y38 presence of 100 KB, and a flood of it: RATE', async () => {
    await unnoticed(async () => {
      const hostile = await field.inside();
      const at = {
        document: field.documents.open,
        anchor: new Uint8Array(100_000),
        head: new Uint8Array(1),
        provision: null,
      };
      expect(await hostile.ask('presence', { package: field.package, at })).toEqual(refused('RATE', 'later'));
      // Frames that say nothing cost some 50 bytes each: the flood goes on until the second's bytes are spent, however slow the machine.
      await waitFor('a refusal of the flood', async () => {
        const sent = Array.from({ length: 100 }, () =>
          hostile.tell('presence', { package: field.package, at: null }),
        );
        const answers = await Promise.all(sent.map(async (id) => hostile.answerTo(id)));
        const others = answers.filter(({ verdict }) => verdict !== 'noted');
        for (const answer of others) expect(answer).toEqual(refused('RATE', 'later'));
        return others.length > 0;
      });
    });
  });

  it('Y40 an edit after the freeze: DOC_CLOSED, from whoever was in the text before', async () => {
    const frozen = await addPackage(field.api('sec'));
    const [article = ''] = frozen.articles;
    await unnoticed(async () => {
      const hostile = await field.hostile();
      await hostile.join(frozen.package);
      const { revision } = await field
        .api('sec')
        .call('package', { params: { package: frozen.package as never } });
      if (revision === 0) {
        await field
          .api('sec')
          .call('tableVersion', { params: { package: frozen.package as never }, body: { revision: 1 } });
      }
      const late = await hostile.edit(article, (doc) => runsOf(doc)[0]?.insert(0, EVIL));
      expect(late).toEqual(refused('DOC_CLOSED'));
      expect(
        await hostile.update(article, forge([{ client: hostile.lease, clock: 0, structs: [run(0, 1)] }])),
      ).toEqual(refused('DOC_CLOSED'));
      await waitFor('the access frame', () =>
        hostile.heard.some(([event, body]) => event === 'access' && body['state'] === 'closed'),
      );
    });
  });
});

function mine(
  hostile: Hostile,
  ...structs: Parameters<typeof forge>[0][number]['structs'][number][]
): Uint8Array {
  return forge([{ client: hostile.lease, clock: 0, structs }]);
}

function blockOf(doc: Y.Doc): readonly [number, number] {
  const item = doc.getXmlFragment('content').get(0)._item;
  if (item === null) throw new Error('an empty document');
  return [item.id.client, item.id.clock];
}

function firstOf(doc: Y.Doc): readonly [number, number] {
  const start = runsOf(doc)[0]?._start;
  if (!start) throw new Error('no words');
  return [start.id.client, start.id.clock];
}

function attributeOf(doc: Y.Doc): readonly [number, number] {
  for (const block of doc.getXmlFragment('content').toArray()) {
    const item = block instanceof Y.XmlElement ? block._map.get('id') : undefined;
    if (item !== undefined) return [item.id.client, item.id.clock];
  }
  throw new Error('no attribute');
}
