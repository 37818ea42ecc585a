import { decodeUtf8, encodeJcs, encodeUtf8, type JsonValue } from '@entente/canonical';
import { publicationFile, type PublicationFile, type WholePublicationFile } from '@entente/contracts';
import {
  allBlocks,
  canonicalTextOfTrees,
  numberSections,
  packageHash,
  wordsOf,
  type SectionTree,
} from '@entente/document';
import type { AnnexId, DocumentId, Hash } from '@entente/kernel';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { notPublishedHtml, publicationHtml, readAkomaNtoso, verifyPublication } from './index.js';

const COMMITMENTS = ['a', 'b'].map((digit) => `sha256:${digit.repeat(64)}` as Hash);
const annexId = (n: number): string => `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`;

function sampleSections(): SectionTree[] {
  const act = readAkomaNtoso(readFileSync(join(process.cwd(), 'libs/formats/samples/act.akn.xml')));
  if (!act.ok) throw new Error(act.error.message);
  return act.value.sections.map((section, index) => ({
    ...section,
    document: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` as DocumentId,
  }));
}

/** The sample act as it would be published. */
function aPublication(
  changes: Partial<WholePublicationFile> = {},
  sections = sampleSections(),
): WholePublicationFile {
  const text = canonicalTextOfTrees(sections);
  if (!text.ok) throw new Error('no canonical text');
  const annexes = COMMITMENTS.map((commitment, n) => ({ annex: annexId(n) as AnnexId, commitment }));
  const file = {
    form: 'entente-publication/1',
    coalition: 'The Coalition',
    number: 'JSP 7/26',
    revision: 3,
    title: 'Joint decision on measures against state-sponsored cyber misconduct',
    address: '/publications/jsp-7-26',
    text: JSON.parse(decodeUtf8(text.value.bytes) ?? '') as WholePublicationFile['text'],
    textHash: text.value.textHash,
    provisions: Object.fromEntries(text.value.provisions),
    annexes: [
      { annex: annexId(0), commitment: COMMITMENTS[0], title: 'Technical evidence', owner: 'NO' },
      { annex: annexId(1), commitment: COMMITMENTS[1], title: null, owner: null },
    ],
    packageHash: packageHash({ textHash: text.value.textHash, parts: [], annexes }),
    decision: {
      rule: 'UNANIMITY_ABST',
      openedAt: 1_795_683_600_000,
      adoptedAt: 1_795_798_800_000,
      acts: [
        { partner: 'AU', name: 'Australia', act: 'agree', reason: '', at: 1_795_690_000_000 },
        { partner: 'CH', name: 'Switzerland', act: 'abstain', reason: 'Neutrality.', at: 1_795_798_800_000 },
      ],
    },
    publishedAt: 1_795_888_800_000,
  };
  const parsed = publicationFile.parse({ ...file, ...changes });
  if (parsed.form !== 'entente-publication/1') throw new Error('another form');
  return parsed;
}

const bytesOf = (file: unknown): Uint8Array => encodeJcs(file as JsonValue);
const jsonOf = (file: PublicationFile): string => decodeUtf8(bytesOf(file)) ?? '';
const check = (json: string): ReturnType<typeof verifyPublication> => verifyPublication(encodeUtf8(json));

/** The differences found after a change of the file's JSON. */
function differences(change: (json: string) => string): unknown {
  const json = jsonOf(aPublication());
  const changed = change(json);
  expect(changed).not.toBe(json);
  const verdict = check(changed);
  return verdict.verdict === 'differs' ? verdict.differences : verdict.verdict;
}

describe('checking a published file', () => {
  it('[F20] a file as it was published matches', () => {
    const file = aPublication();
    expect(verifyPublication(bytesOf(file))).toEqual({ verdict: 'matches', file, exactBytes: true });
    expect(verifyPublication(bytesOf(file), file.packageHash)).toMatchObject({ verdict: 'matches' });
  });

  it('[F21] one comma less is named by its provision, and only there', () => {
    expect(differences((json) => json.replace('THE COALITION,', 'THE COALITION'))).toMatchObject([
      { code: 'TEXT_ELSEWHERE' },
    ]);
    expect(differences((json) => json.replace('Charter, and', 'Charter and'))).toEqual([
      { code: 'PROVISION_CHANGED', id: 'cits__cit_1', citation: 'Citation 1' },
    ]);
    expect(differences((json) => json.replace('freeze funds', 'freeze some funds'))).toEqual([
      { code: 'PROVISION_CHANGED', id: 'art_1__para_1__list_1__point_a', citation: 'Article 1(a)' },
    ]);
  });

  it('[F21] a provision taken out, put in or given another id is named', () => {
    const cut = differences((json) =>
      json.replace(/,\["point",\{"id":"art_1__para_1__list_1__point_b"\}.*?\[\]\]{5}/, ''),
    );
    expect(cut).toEqual([
      { code: 'PROVISION_CHANGED', id: 'art_1__para_1', citation: 'Article 1' },
      { code: 'PROVISION_MISSING', id: 'art_1__para_1__list_1__point_b' },
    ]);
    expect(differences((json) => json.replace('{"id":"recs__rec_1"}', '{"id":"recs__rec_9"}'))).toEqual([
      { code: 'PROVISION_ADDED', id: 'recs__rec_9', citation: 'Recital (1)' },
      { code: 'PROVISION_MISSING', id: 'recs__rec_1' },
    ]);
  });

  it('[F21] two articles that changed places differ outside all provisions', () => {
    const sections = sampleSections();
    const [one, two] = sections.filter(({ kind }) => kind === 'article');
    const swapped = sections.map((section) => (section === one ? two : section === two ? one : section));
    const other = aPublication(
      {},
      swapped.filter((section) => section !== undefined),
    );
    expect(differences(() => jsonOf(aPublication({ text: other.text })))).toMatchObject([
      { code: 'TEXT_ELSEWHERE' },
    ]);
  });

  it('[F22] a text that is not in canonical form differs, even where it looks the same', () => {
    expect(differences((json) => json.replace('"freeze funds', '"fre\u200beze funds'))).toMatchObject([
      { code: 'PROVISION_CHANGED', id: 'art_1__para_1__list_1__point_a' },
    ]);
    expect(differences((json) => json.replace('"freeze funds', '"fre\u202eeze funds'))).toEqual([
      { code: 'PROVISION_CHANGED', id: 'art_1__para_1__list_1__point_a', citation: 'Article 1(a)' },
      { code: 'TEXT_NOT_CANONICAL', detail: 'CHARACTER_REFUSED', id: 'art_1__para_1__list_1__point_a' },
    ]);
    expect(differences((json) => json.replace('["t","Sunset",[]]', '["t","Sun",[]],["t","set",[]]'))).toEqual(
      [
        { code: 'PROVISION_CHANGED', id: 'art_2__heading', citation: 'Article 2, heading' },
        { code: 'TEXT_NOT_CANONICAL', detail: 'NOT_NORMAL', id: null },
      ],
    );
    expect(
      differences((json) => json.replace('"form":"entente-canon/1"', '"form":"entente-canon/2"')),
    ).toEqual([{ code: 'TEXT_NOT_CANONICAL', detail: 'NOT_THE_FORM', id: null }]);
  });

  it('[F23] hashes that do not fit together, and acts that adopt nothing, are differences', () => {
    const other = `sha256:${'c'.repeat(64)}` as Hash;
    expect(differences((json) => json.replaceAll(COMMITMENTS[0] ?? '', other))).toMatchObject([
      { code: 'PACKAGE_HASH' },
    ]);
    expect(differences(() => jsonOf(aPublication({ packageHash: other })))).toMatchObject([
      { code: 'PACKAGE_HASH', stated: other },
    ]);
    expect(differences(() => jsonOf(aPublication({ textHash: other })))).toMatchObject([
      { code: 'TEXT_ELSEWHERE', stated: other },
      { code: 'PACKAGE_HASH' },
    ]);
    expect(differences((json) => json.replace('"act":"abstain"', '"act":"object"'))).toEqual([
      { code: 'DECISION', detail: 'OBJECTION', partner: 'CH' },
    ]);
    expect(differences((json) => json.replace('"partner":"CH"', '"partner":"AU"'))).toEqual([
      { code: 'DECISION', detail: 'TWICE', partner: 'AU' },
    ]);
    expect(differences((json) => json.replace(/"acts":\[.*?\]/, '"acts":[]'))).toEqual([
      { code: 'DECISION', detail: 'NONE', partner: null },
    ]);
  });

  it('[F23] by silence a decision states no act, and by a majority there may be objections', () => {
    const verdict = (change: Partial<WholePublicationFile['decision']>) => {
      const { decision, ...file } = aPublication();
      return verifyPublication(bytesOf({ ...file, decision: { ...decision, ...change } })).verdict;
    };
    const [against] = aPublication().decision.acts;
    const objection = against === undefined ? [] : [{ ...against, act: 'object' as const }];
    expect(verdict({ kind: 'silence', rule: 'CONSENSUS', acts: [] })).toBe('matches');
    expect(verdict({ kind: 'written', rule: 'CONSENSUS', acts: [] })).toBe('differs');
    expect(verdict({ kind: 'silence', rule: 'CONSENSUS', acts: objection })).toBe('differs');
    expect(verdict({ rule: 'QMV_55_65', acts: objection })).toBe('matches');
  });

  it('[F24] a whole forgery that agrees with itself is another package', () => {
    const real = aPublication();
    const forged = aPublication(
      {},
      JSON.parse(JSON.stringify(sampleSections()).replace('freeze', 'release')) as SectionTree[],
    );
    expect(verifyPublication(bytesOf(forged))).toMatchObject({ verdict: 'matches' });
    expect(verifyPublication(bytesOf(forged), real.packageHash)).toMatchObject({
      verdict: 'differs',
      differences: [{ code: 'OTHER_PACKAGE', expected: real.packageHash, stated: forged.packageHash }],
    });
  });

  it('[F25] a file written anew has the same content and other bytes', () => {
    const file = aPublication();
    const pretty = JSON.stringify(file, null, 2);
    expect(check(pretty)).toEqual({ verdict: 'matches', file, exactBytes: false });
    expect(check(`\ufeff${pretty}\r\n`)).toMatchObject({ verdict: 'matches', exactBytes: false });
    expect(check(pretty.replace('freeze', 'release'))).toMatchObject({
      verdict: 'differs',
      exactBytes: false,
    });
  });

  it('[F26] a file cut off anywhere is damaged', () => {
    const bytes = bytesOf(aPublication({ title: 'Décision — conjointe' }));
    for (let at = 1; at < bytes.length; at += 1) {
      expect(verifyPublication(bytes.subarray(0, at))).toMatchObject({
        verdict: 'damaged',
        reason: 'TRUNCATED',
      });
    }
  });

  it('[F26] a field too few or too many is named, and what is too large is not read', () => {
    const { decision, ...without } = aPublication();
    expect(verifyPublication(bytesOf(without))).toEqual({
      verdict: 'damaged',
      reason: 'FIELDS',
      detail: 'decision',
    });
    expect(verifyPublication(bytesOf({ ...without, decision, extra: 1 }))).toMatchObject({
      reason: 'FIELDS',
    });
    expect(verifyPublication(new Uint8Array(64 * 1024 * 1024 + 1))).toMatchObject({ reason: 'TOO_LARGE' });
  });

  it('[F27] anything else is not ours', () => {
    for (const other of [
      '',
      ' ',
      'hello',
      '{}',
      '[]',
      'null',
      '{"form":"other/1"}',
      '<html></html>',
      '%PDF-1.7',
      '\u0000',
    ]) {
      expect(check(other)).toEqual({ verdict: 'not_ours' });
    }
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(encodeUtf8)), (bytes) => {
        expect(['not_ours', 'damaged']).toContain(verifyPublication(bytes).verdict);
      }),
    );
  });

  it('[F20] [F27] no change of one byte matches as it is, and none ends the check otherwise', () => {
    const bytes = bytesOf(aPublication());
    const json = decodeUtf8(bytes) ?? '';
    // The text; names, times and reasons of the acts are stated beside the hash, not under it.
    const text = json.indexOf('"text":');
    const end = json.indexOf(',"textHash":');
    fc.assert(
      fc.property(
        fc.integer({ min: text + 8, max: end - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, flip) => {
          const changed = Uint8Array.from(bytes);
          changed[at] = (changed[at] ?? 0) ^ flip;
          expect(verifyPublication(changed).verdict).not.toBe('matches');
        },
      ),
      { numRuns: 500 },
    );
  });
});

interface Page {
  readonly elements: { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[];
  readonly words: string;
}

/** Parses the page as strict XML, which HTML written with care is as well. */
function parsePage(page: string): Page {
  const parser = new SaxesParser();
  const elements: Page['elements'] = [];
  let words = '';
  let inStyle = false;
  parser.on('opentag', ({ name, attributes }) => {
    elements.push({ name, attributes });
    inStyle = name === 'style';
  });
  parser.on('closetag', () => (inStyle = false));
  parser.on('text', (text) => {
    if (!inStyle) words += text;
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(page.replace('<!doctype html>', '')).close();
  return { elements, words: words.replace(/\s+/g, ' ') };
}

describe('the publication page', () => {
  const page = publicationHtml(aPublication());
  const { elements, words } = parsePage(page);
  const named = (name: string): Page['elements'] => elements.filter((element) => element.name === name);

  it('[F30] is well-formed and complete in itself', () => {
    expect(page.startsWith('<!doctype html>\n')).toBe(true);
    expect(
      elements.some(({ name }) => ['script', 'img', 'iframe', 'form', 'object', 'base'].includes(name)),
    ).toBe(false);
    const attributes = elements.flatMap((element) => Object.entries(element.attributes));
    expect(attributes.filter(([name]) => name === 'style' || name.startsWith('on'))).toEqual([]);
    expect(
      attributes.filter(([name, value]) => ['href', 'src'].includes(name) && !/^[#/]/.test(value)),
    ).toEqual([]);
    expect(named('style')).toHaveLength(1);
    expect(/url\(|@import/.test(page)).toBe(false);
  });

  it('[F31] escapes whatever comes from the file', () => {
    const nasty = '<script>alert("1")</script>\'&amp;';
    const sections = JSON.parse(
      JSON.stringify(sampleSections()).replaceAll('Sunset', JSON.stringify(nasty).slice(1, -1)),
    ) as SectionTree[];
    const hostile = publicationHtml(
      aPublication({ title: nasty, coalition: nasty, number: nasty, address: `/${nasty}` }, sections),
    );
    const parsed = parsePage(hostile);
    expect(parsed.elements.map(({ name }) => name)).not.toContain('script');
    expect(parsed.words).toContain(nasty);
  });

  it('[F32] has every word of the text and an anchor, a number and a link for each provision', () => {
    const sections = sampleSections();
    const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const links = named('a').flatMap(({ attributes }) => attributes['href'] ?? []);
    expect(links.filter((href) => href.startsWith('#') && !ids.includes(href.slice(1)))).toEqual([]);
    const labels = numberSections(sections);
    for (const block of sections.flatMap(({ tree }) => [...allBlocks(tree)])) {
      expect(words).toContain(wordsOf(block));
      const id = block[1]['id'];
      if (id === undefined) continue;
      const citation = labels.get(id)?.citation ?? 'no citation';
      expect(ids).toContain(id);
      expect(elements).toContainEqual({
        name: 'a',
        attributes: { class: 'anchor', href: `#${id}`, 'aria-label': `Link to ${citation}` },
      });
    }
    for (const { marker } of labels.values()) expect(words).toContain(marker);
  });

  it('[F33] says who agreed, when and why, the hashes and how to check, and of annexes what is allowed', () => {
    const file = aPublication();
    for (const said of [
      'Agreed by Australia. Switzerland abstained.',
      'Switzerland (CH) Abstained Fri 27 Nov 2026, 17:00 UTC Neutrality.',
      'Status Adopted Fri 27 Nov 2026, 17:00 UTC',
      file.packageHash,
      file.textHash,
      'npx entente verify jsp-7-26.json',
      `Technical evidence NO ${COMMITMENTS[0] ?? ''}`,
      `Not public Not public ${COMMITMENTS[1] ?? ''}`,
    ]) {
      expect(words).toContain(said);
    }
    expect(page).not.toContain(annexId(1));
    expect(publicationHtml(aPublication({ annexes: [] }))).not.toContain('Sealed annexes');
  });

  it('[F35] where nothing is published, says so in the same form, without a script', () => {
    const page = notPublishedHtml();
    expect(page).toMatch(/^<!doctype html>[^]*<html lang="en">/);
    expect(page).toContain('<h1>Nothing is published at this address</h1>');
    expect(page).not.toMatch(/<script|style=| on[a-z]+=/);
  });

  it('[F34] has a language, one first heading, no gap in its headings, named landmarks and table headers', () => {
    expect(named('html')[0]?.attributes).toEqual({ lang: 'en' });
    const levels = elements.flatMap(({ name }) => (/^h[1-6]$/.test(name) ? [Number(name.slice(1))] : []));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => {
      expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
    });
    expect(named('main')).toHaveLength(1);
    for (const { attributes } of [...named('nav'), ...named('section')]) {
      expect(attributes['aria-label'] ?? attributes['aria-labelledby']).toBeDefined();
    }
    for (const { attributes } of named('th')) expect(['col', 'row']).toContain(attributes['scope']);
    expect(named('caption')).toHaveLength(named('table').length);
  });
});
