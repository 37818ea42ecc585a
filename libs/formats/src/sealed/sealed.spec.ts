import { decodeUtf8, encodeJcs, encodeUtf8, hashOf, sha256, toHex, type JsonValue } from '@entente/canonical';
import { allBlocks, canonicalTextOfTrees, hashProvision, type SectionTree } from '@entente/document';
import type { Hash, Instant } from '@entente/kernel';
import fc from 'fast-check';
import { sealedPackageHash } from '../sealed-package-hash.js';
import { publicationHtml, verifyPublication } from '../index.js';
import { bindableUnits, bindingFaults } from './bindings.js';
import { partOfText } from './part-of-text.js';
import { commitmentTo, sealText } from './sealed-text.js';
import { ANNEX, bytesOf, ENTRIES, listing, partFile, SEED } from './sealed.kit.js';

const AT = 1_795_690_000_000 as Instant;

const jsonOf = (file: unknown): string => decodeUtf8(bytesOf(file)) ?? '';
const differences = (json: string): unknown => {
  const verdict = verifyPublication(encodeUtf8(json));
  return verdict.verdict === 'differs' ? verdict.differences : verdict.verdict;
};
const hashed = (sections: readonly SectionTree[], seed = SEED): Hash =>
  sealedPackageHash({ sealedText: sealText(sections, seed).hash, annexes: [ANNEX] });

describe('a sealed text', () => {
  it('[F53] has one hash for the same words under one seed, and another for other words, places or seeds', () => {
    const hash = hashed(listing());
    expect(hashed(listing())).toBe(hash);
    expect(hashed(listing('Ivan Morosov'))).not.toBe(hash);
    expect(hashed(listing().toReversed())).not.toBe(hash);
    expect(hashed(listing(), '5b'.repeat(32))).not.toBe(hash);
    expect(sealedPackageHash({ sealedText: sealText(listing(), SEED).hash, annexes: [] })).not.toBe(hash);
  });

  it('[F53] is what the forms say, byte for byte', () => {
    const sections: SectionTree[] = [
      {
        document: 'd' as SectionTree['document'],
        kind: 'conclusions',
        tree: ['conclusionsSection', {}, [['p', { id: 'x' }, [['t', 'Done', []]]]]],
      },
    ];
    const plain = (json: string): Hash => `sha256:${toHex(sha256(encodeUtf8(json)))}` as Hash;
    const node = '["p",{"id":"x"},[["t","Done",[]]]]';
    const salt = (bare: string): string =>
      plain(`["entente-salt/1","${SEED}","${plain(`["entente-provision/1",${bare}]`)}"]`).slice(7);
    const inner = plain(`["entente-commitment/1","${salt(node)}",${node}]`);
    const outer = plain(
      `["entente-commitment/1","${salt(`["conclusionsSection",{"document":"d"},[${node}]]`)}",["conclusionsSection",{"document":"d"},[["sealed","p","${inner}"]]]]`,
    );
    const sealed = plain(
      `{"form":"entente-sealed-text/1","sections":[["sealed","conclusionsSection","${outer}"]]}`,
    );
    expect(sealText(sections, SEED).hash).toBe(sealed);
    expect(sealedPackageHash({ sealedText: sealed, annexes: [] })).toBe(
      plain(`{"annexes":[],"form":"entente-package/2","parts":[],"sealedText":"${sealed}"}`),
    );
  });

  it('[F53] the salt of a provision opens no other words of it: one revealed later tells nothing of an earlier draft', () => {
    const [before, after] = [sealText(listing('Ivan Morosov'), SEED), sealText(listing(), SEED)];
    expect(before.openings.get('three')?.salt).not.toBe(after.openings.get('three')?.salt);
    // What is the same keeps its commitment, so that who compares two editions sees that it is.
    expect(before.openings.get('four')).toEqual(after.openings.get('four'));
    const salts = [...after.openings.values()].map(({ salt }) => salt);
    expect(new Set(salts).size).toBe(salts.length);
  });

  it('[F54] a part has no byte of what is left out: no words, no id, nothing inside it, and not how long it was', () => {
    const short = jsonOf(partFile());
    for (const word of ['Morozov', 'Ivan', '"three"', '"inner"', 'Colonel', 'E3'])
      expect(short).not.toContain(word);
    for (const word of ['Marchenko', '"four"', 'Sable', 'E4']) expect(short).toContain(word);
    const sections = listing('A name that is a good deal longer than the other one was');
    const { text } = partOfText(sections, sealText(sections, SEED), new Set(['three']));
    expect(JSON.stringify(text)).toHaveLength(JSON.stringify(partFile().text).length);
  });

  it('[F54] a whole section is left out alike, and nothing left out is the canonical text itself', () => {
    const sections = listing();
    const sealed = sealText(sections, SEED);
    const annex = sections[3]?.document ?? '';
    const part = partOfText(sections, sealed, new Set([annex]));
    expect(JSON.stringify(part)).not.toMatch(/198\.51|Technical|"five"/);
    expect([...part.left.keys()]).toEqual([annex]);
    const whole = canonicalTextOfTrees(sections);
    if (!whole.ok) throw new Error('no canonical text');
    expect(encodeJcs(partOfText(sections, sealed, new Set()).text)).toEqual(whole.value.bytes);
    expect(() => partOfText(sections, sealed, new Set(['three', 'inner']))).toThrow(/inner/);
    expect(() => partOfText(sections, sealed, new Set(['nobody']))).toThrow(/nobody/);
  });

  it('[F55] who knows everything else and has the right guess cannot tell that it is right', () => {
    const file = jsonOf(partFile());
    const sections = listing();
    const guess = [...allBlocks(sections[2]?.tree ?? ['p', {}, []])].find(([, { id }]) => id === 'three');
    const whole = canonicalTextOfTrees(sections);
    if (guess === undefined || !whole.ok) throw new Error('no guess');
    // Every hash that can be made of the words without the secret: of the provision, of the text, of the package as it was before.
    const salts = Object.values(partFile().openings).map(({ salt }) => salt);
    const tried = [
      hashProvision(guess),
      hashOf(encodeJcs(guess as JsonValue)),
      whole.value.textHash,
      ...['', '00'.repeat(32), ...salts].map((salt) => commitmentTo(guess as JsonValue, salt)),
    ];
    for (const hash of tried) expect(file).not.toContain(hash);
    // And the seed, from which every salt follows, is nowhere.
    expect(file).not.toContain(SEED);
  });
});

describe('checking a part', () => {
  it('[F56] matches, as its package, in part and in whole', () => {
    for (const fallen of [{}, { E3: 'open' }, { E1: 'rejected', E3: 'rejected' }] as const) {
      const file = partFile(fallen);
      expect(verifyPublication(bytesOf(file), hashed(listing()))).toEqual({
        verdict: 'matches',
        file,
        exactBytes: true,
      });
    }
  });

  it('[F56] names the provision of which a word, the salt or the commitment is another one, and only that', () => {
    const json = jsonOf(partFile());
    expect(differences(json.replace('Sable Network', 'Stable Network'))).toEqual([
      { code: 'PROVISION_CHANGED', id: 'one', citation: 'Annex I, point (a)' },
    ]);
    const { four } = partFile().openings;
    expect(differences(json.replace(four?.salt ?? '', '0'.repeat(64)))).toEqual([
      { code: 'PROVISION_CHANGED', id: 'four', citation: 'Annex I, point (d)' },
    ]);
    expect(differences(json.replace('"Listing",[]', '"Delisting",[]'))).toMatchObject([
      { code: 'PROVISION_CHANGED', citation: 'Title' },
    ]);
    // Another commitment in the place of what is left out, in the text and in what is said of it.
    const left = /\["sealed","point","(sha256:[0-9a-f]{64})"\]/.exec(json)?.[1] ?? '';
    expect(differences(json.replaceAll(left, `sha256:${'c'.repeat(64)}`))).toMatchObject([
      { code: 'PROVISION_CHANGED', citation: 'Annex I' },
    ]);
  });

  it('[F56] names what is missing, added, moved, out of form or of another package', () => {
    const json = jsonOf(partFile());
    const cut = json.replace(/,\["point",\{"id":"four"\},.*?\[\]\]{5}/, '');
    expect(differences(cut)).toEqual(
      expect.arrayContaining(
        [
          { code: 'PROVISION_MISSING', id: 'four' },
          { code: 'ENTRIES', detail: 'NOT_THERE', entry: 4 },
        ].map((one) => expect.objectContaining(one) as unknown),
      ),
    );
    expect(differences(json.replace('{"id":"four"}', '{"id":"fore"}'))).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'PROVISION_ADDED', id: 'fore' }) as unknown]),
    );
    const other = `sha256:${'c'.repeat(64)}` as Hash;
    expect(differences(jsonOf(partFile({ E3: 'open' }, { packageHash: other })))).toEqual([
      { code: 'PACKAGE_HASH', stated: other, computed: hashed(listing()) },
      { code: 'ENTRIES', detail: 'RESIDUAL', entry: null },
    ]);
    const file = partFile();
    const sections = (file.text as { sections: JsonValue[] }).sections;
    const swapped = {
      form: 'entente-part/1',
      sections: [sections[0], sections[1], sections[3], sections[2]],
    };
    expect(differences(jsonOf({ ...file, text: swapped }))).toMatchObject([{ code: 'TEXT_ELSEWHERE' }]);
    for (const form of ['entente-canon/1', 'entente-part/2']) {
      expect(differences(json.replace('entente-part/1', form))).toEqual([
        { code: 'TEXT_NOT_CANONICAL', detail: 'NOT_THE_FORM', id: null },
      ]);
    }
    expect(differences(json.replace('Sable Network', 'Sa\u202eble Network'))).toMatchObject([
      { code: 'PROVISION_CHANGED', id: 'one' },
      { code: 'TEXT_NOT_CANONICAL', detail: 'CHARACTER_REFUSED', id: 'one' },
    ]);
  });

  it('[F56] no change of one byte of the text matches, and none ends the check otherwise', () => {
    const bytes = bytesOf(partFile());
    const json = decodeUtf8(bytes) ?? '';
    const [from, to] = [json.lastIndexOf('"text":{') + 8, json.lastIndexOf(',"title":')];
    fc.assert(
      fc.property(fc.integer({ min: from, max: to - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Uint8Array.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ flip;
        expect(verifyPublication(changed).verdict).not.toBe('matches');
      }),
      { numRuns: 500 },
    );
  });

  it('[F57] says where the entries are not what the text shows', () => {
    const file = partFile({ E3: 'open' });
    const { entries } = file.decision;
    const [one, two, three, four] = entries;
    const stating = (...stated: unknown[]): unknown =>
      differences(jsonOf({ ...file, decision: { ...file.decision, entries: stated } }));
    const commitment = three?.state === 'open' ? three.left : [];
    // An adopted entry hidden as if it had been rejected.
    expect(
      stating(one, two, three, { state: 'rejected', cause: 'objection', at: 1, left: commitment }),
    ).toEqual(expect.arrayContaining([{ code: 'ENTRIES', detail: 'UNSAID', entry: null }]));
    // Something left out of which no decision says anything.
    expect(stating(one, two, four)).toEqual(
      expect.arrayContaining([{ code: 'ENTRIES', detail: 'UNSAID', entry: null }]),
    );
    // An entry stated as adopted that is not there, and one stated as left out that is nowhere.
    expect(stating(one, two, { ...one, id: 'E3', provisions: ['three'] }, four)).toEqual(
      expect.arrayContaining([{ code: 'ENTRIES', detail: 'NOT_THERE', entry: 3 }]),
    );
    expect(stating(one, two, three, four, { state: 'open', cause: null, at: null, left: [] })).toEqual([
      { code: 'ENTRIES', detail: 'NOT_LEFT_OUT', entry: 5 },
    ]);
    expect(differences(jsonOf({ ...file, adds: [9] }))).toEqual([
      { code: 'ENTRIES', detail: 'NUMBER', entry: null },
    ]);
    expect(differences(jsonOf(partFile({ E3: 'open' }, {}, { residual: null })))).toEqual([
      { code: 'ENTRIES', detail: 'RESIDUAL', entry: null },
    ]);
  });

  it('[F57] an objection to what is left out stops nothing else; one to an adopted entry could not have been', () => {
    const about = (...entries: number[]) => ({ entries, parts: [], provisions: [] });
    const act = { partner: 'NO', name: 'Norway', act: 'object', reason: null, at: AT } as const;
    const of = (...acts: SealedActs): unknown =>
      differences(jsonOf(partFile({ E3: 'rejected' }, {}, { acts })));
    type SealedActs = ReturnType<typeof partFile>['decision']['acts'];
    const agreed = { ...act, act: 'agree', about: about() } as const;
    expect(of({ ...act, about: about(3) }, agreed)).toBe('matches');
    for (const entries of [[], [2], [2, 3]]) {
      expect(of({ ...act, about: about(...entries) })).toEqual([
        { code: 'DECISION', detail: 'OBJECTION', partner: 'NO' },
      ]);
    }
    expect(of(agreed, agreed)).toEqual([{ code: 'DECISION', detail: 'TWICE', partner: 'NO' }]);
  });
});

describe('the page of a part', () => {
  it('[F58] has the place and number of what is left out, what was decided of it, and none of its words', () => {
    const page = publicationHtml(partFile());
    for (const word of ['Morozov', 'Colonel', 'inner']) expect(page).not.toContain(word);
    expect(page).toMatch(/<span>\(c\)<\/span>[^]*?Not decided yet\. Left out\./);
    expect(page).toMatch(/<span>\(d\)<\/span>[^]*?Anna Marchenko/);
    expect(page).toContain('Adopted in part');
    expect(page).toContain('To be decided');
    expect(publicationHtml(partFile({ E3: 'rejected' }))).toContain('Not adopted: an objection');
    expect(publicationHtml(partFile({}))).not.toMatch(/Left out/);
  });

  it('[F58] names what it amends and what it adds, and on an earlier page what amended it since', () => {
    const first = {
      address: '/publications/jsp-7-26',
      fileHash: `sha256:${'d'.repeat(64)}` as Hash,
      publishedAt: 1_795_888_800_000 as Instant,
    };
    const amendment = publicationHtml(
      partFile({}, { edition: 2, amends: [first], adds: [3], address: `${first.address}-amendment-1` }),
    );
    expect(amendment).toContain(first.fileHash);
    expect(amendment).toContain('added by this amendment');
    const earlier = publicationHtml(partFile(), [
      { address: `${first.address}-amendment-1`, publishedAt: 1_795_888_900_000 },
    ]);
    expect(earlier).toMatch(/Amended since by:[^]*jsp-7-26-amendment-1/);
  });

  it('[F58] says of each act which entry it was about, and has the declarations with what they answer', () => {
    const at = AT;
    const page = publicationHtml(
      partFile(
        { E3: 'rejected' },
        {},
        {
          acts: [
            {
              partner: 'NO',
              name: 'Norway',
              act: 'object',
              reason: null,
              about: { entries: [3], parts: [], provisions: [] },
              at,
            },
          ],
          declarations: [
            {
              kind: 'interpretative_declaration',
              partners: [{ partner: 'CH', name: 'Switzerland' }],
              text: 'Funds means funds.',
              answers: null,
              at,
            },
            { kind: 'statement_in_minutes', partners: [], text: null, answers: 1, at },
          ],
        },
      ),
    );
    expect(page).toMatch(/Norway \(NO\)[^]*?Objected[^]*?Entry 3[^]*?Not published: it may speak/);
    expect(page).toMatch(/Switzerland[^]*?Interpretative declaration[^]*?Funds means funds\./);
    expect(page).toMatch(/Chair or secretariat[^]*?Statement in the minutes, answers 1/);
  });
});

describe('entries and the provisions that they are', () => {
  const items = ENTRIES.map((entry) => ({ ...entry }));
  const faults = (...change: object[]): unknown =>
    bindingFaults(listing(), [...items, ...(change as typeof items)]);

  it('[R210] each names provisions or sections of the frozen text; the framework names none', () => {
    expect(faults()).toEqual([]);
    expect(faults({ id: 'F', title: 'Framework', framework: true })).toEqual([]);
    expect(faults({ id: 'A', title: 'List', provisions: [listing()[3]?.document] })).toEqual([]);
    expect(faults({ id: 'A', title: 'Free' })).toEqual([{ code: 'unbound', item: 'A' }]);
    expect(faults({ id: 'A', title: 'Free', provisions: [] })).toEqual([{ code: 'unbound', item: 'A' }]);
    expect(faults({ id: 'F', title: 'F', framework: true, provisions: ['para'] })).toEqual([
      { code: 'framework_bound', item: 'F' },
    ]);
    expect(faults({ id: 'A', title: 'A', provisions: ['nobody'] })).toEqual([
      { code: 'unknown', item: 'A', provision: 'nobody' },
    ]);
    expect(faults({ id: 'A', title: 'A', provisions: [listing()[0]?.document] })).toMatchObject([
      { code: 'title', item: 'A' },
    ]);
  });

  it('[R210] no part of the text belongs to two', () => {
    expect(faults({ id: 'A', title: 'A', provisions: ['three'] })).toEqual([
      { code: 'twice', item: 'E3', provision: 'three' },
      { code: 'twice', item: 'A', provision: 'three' },
    ]);
    expect(faults({ id: 'A', title: 'A', provisions: ['inner'] })).toEqual([
      { code: 'twice', item: 'A', provision: 'inner' },
    ]);
    expect(bindableUnits(listing(), items)).toEqual([
      listing()[1]?.document,
      'head',
      'para',
      listing()[3]?.document,
      'list',
      'five',
    ]);
  });
});
