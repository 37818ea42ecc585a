import {
  blocksOf,
  canonicalTextOfTrees,
  numberSections,
  type CanonicalNode,
  type SectionTree,
  wordsOf,
} from '@entente/document';
import type { DocumentId } from '@entente/kernel';
import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { IMPORT_LIMITS, readAkomaNtoso, type ImportedAct } from './index.js';

const ROOM = join(process.cwd(), 'libs/formats');
const REAL = join(process.cwd(), '../shared/data/akn');
const NAMESPACE = 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0';

const sample = (name: string): Uint8Array => readFileSync(join(ROOM, 'samples', name));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const file = (inside: string): string =>
  `<akomaNtoso xmlns="${NAMESPACE}"><act name="x">${inside}</act></akomaNtoso>`;

function read(xml: string | Uint8Array): ImportedAct {
  const act = readAkomaNtoso(typeof xml === 'string' ? bytes(xml) : xml);
  if (!act.ok) throw new Error(JSON.stringify(act.error));
  return act.value;
}

const refusal = (xml: string | Uint8Array): unknown => {
  const act = readAkomaNtoso(typeof xml === 'string' ? bytes(xml) : xml);
  return act.ok ? 'read' : act.error;
};

/** The sections as indented lines: name, id, words. */
function outline(act: ImportedAct): string[] {
  const lines: string[] = [];
  const visit = (node: CanonicalNode, depth: number): void => {
    const [name, attributes] = node;
    const words = wordsOf(node);
    const id = attributes['id'] === undefined ? '' : `#${attributes['id']}`;
    lines.push(`${' '.repeat(depth)}${name}${id}${words === '' ? '' : ` ${words}`}`);
    for (const child of blocksOf(node)) visit(child, depth + 1);
  };
  for (const { tree } of act.sections) visit(tree, 0);
  return lines;
}

const body = (inside: string): string[] => outline(read(file(`<body>${inside}</body>`))).slice(2);
const told = (act: ImportedAct): string[] =>
  act.report.map(({ line, element, kept, message }) => `${String(line)} ${element} ${kept}: ${message}`);

function treesOf(act: ImportedAct): SectionTree[] {
  return act.sections.map((section, index) => ({
    ...section,
    document: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` as DocumentId,
  }));
}

describe('refusals', () => {
  it.each([
    ['an internal entity', '<!DOCTYPE akomaNtoso [<!ENTITY a "x">]>'],
    ['an external entity', '<!DOCTYPE akomaNtoso [<!ENTITY a SYSTEM "file:///etc/passwd">]>'],
    ['a bomb of entities', '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>'],
    ['an external document type', '<!DOCTYPE akomaNtoso SYSTEM "http://example.org/akn.dtd">'],
  ])('[F1] refuses %s', (_name, doctype) => {
    expect(refusal(doctype + file('<body><article/></body>'))).toMatchObject({ code: 'XML_DTD', line: 1 });
  });

  it('[F1] knows the entities of XML and no others', () => {
    expect(body('<article eId="a"><content><p>A &amp; B &#233;</p></content></article>')).toContain(
      '  p A & B é',
    );
    expect(refusal(file('<body><p>&nbsp;</p></body>'))).toMatchObject({ code: 'XML_MALFORMED' });
  });

  it('[F2] reads UTF-8 with a byte order mark, and refuses other encodings by name', () => {
    const text = file('<body><article eId="a"><content><p>é</p></content></article></body>');
    expect(outline(read(`\ufeff${text}`))).toContain('  p é');
    const utf16 = Uint8Array.from(Buffer.from(`\ufeff${text}`, 'utf16le'));
    expect(refusal(utf16)).toMatchObject({
      code: 'NOT_UTF8',
      message: 'The file is encoded in UTF-16; save it as UTF-8.',
    });
    expect(refusal(`<?xml version="1.0" encoding="ISO-8859-1"?>${text}`)).toMatchObject({
      code: 'NOT_UTF8',
      message: 'The file is encoded in ISO-8859-1; save it as UTF-8.',
    });
    expect(refusal(Uint8Array.from(Buffer.from(text, 'latin1')))).toMatchObject({ code: 'NOT_UTF8' });
  });

  it('[F3] refuses what is too large, too deep or too much, and reads what is just within', () => {
    expect(refusal(new Uint8Array(IMPORT_LIMITS.bytes + 1))).toMatchObject({ code: 'TOO_LARGE' });
    const deep = (levels: number): string =>
      file(`<body>${'<div>'.repeat(levels)}<p>x</p>${'</div>'.repeat(levels)}</body>`);
    expect(refusal(deep(IMPORT_LIMITS.depth - 4))).toBe('read');
    expect(refusal(deep(IMPORT_LIMITS.depth))).toMatchObject({ code: 'TOO_DEEP' });
    expect(refusal(file(`<body>${'<p a="1"/>'.repeat(IMPORT_LIMITS.nodes / 2)}</body>`))).toMatchObject({
      code: 'TOO_MANY_NODES',
    });
    expect(refusal('<a>'.repeat(1_000_000))).toMatchObject({ code: 'TOO_DEEP' });
  });

  it('[F4] refuses a file cut off anywhere, with its place', () => {
    const text = file('<body>\n<article eId="a"><content><p>x</p></content></article></body>');
    for (let at = 0; at < text.length; at += 1) {
      expect(refusal(text.slice(0, at))).toMatchObject({ code: 'XML_MALFORMED' });
    }
    expect(refusal(file('<body>\n<p>x</q></body>'))).toMatchObject({ code: 'XML_MALFORMED', line: 2 });
  });

  it('[F5] refuses what is no Akoma Ntoso, or has no body', () => {
    expect(refusal('<html/>')).toMatchObject({ code: 'NOT_AKOMA_NTOSO' });
    expect(refusal('<akomaNtoso xmlns="urn:other"/>')).toMatchObject({ code: 'NOT_AKOMA_NTOSO' });
    expect(refusal(file('<meta/>'))).toMatchObject({ code: 'NO_BODY' });
    expect(refusal(file('<body/>').replaceAll('3.0"', '3.0/WD17"'))).toBe('read');
  });
});

describe('structure', () => {
  it('[F6] reads the sample act', () => {
    expect(outline(read(sample('act.akn.xml')))).toEqual([
      'titleSection',
      ' actTitle Joint decision JD-2026-7 of 14 May 2026 on measures against state-sponsored cyber misconduct',
      'preambleSection',
      ' formula THE COALITION,',
      ' citation#cits__cit_1 Having regard to the Coalition Charter, and in particular Article 4 thereof,',
      ' formula Whereas:',
      ' recital#recs__rec_1 On 3 March 2026 partners attributed a cyber-attack with a significant effect.',
      ' formula HAS ADOPTED THIS DECISION:',
      'articleSection',
      ' heading#art_1__heading Subject matter',
      ' paragraph#art_1__para_1',
      '  p Partners shall:',
      '  point#art_1__para_1__list_1__point_a',
      '   p freeze funds and economic resources of the persons listed in Annex I;',
      '  point#art_1__para_1__list_1__point_b',
      '   p prevent entry of the natural persons listed in Annex I.',
      'articleSection',
      ' heading#art_2__heading Sunset',
      ' paragraph#art_2__para_1',
      '  p This Decision shall apply until 15 May 2027.',
      'conclusionsSection',
      ' p#conclusions__p_1 Done at Geneva, 14 May 2026.',
      ' p#conclusions__p_1_2 For the Coalition, The Chair',
      'annexSection',
      ' p#att_1__p_1 List of natural and legal persons, entities and bodies referred to in Article 1',
      ' p#att_1__p_1_2 Name | Identifying information | Statement of reasons | Date of listing',
      ' p#att_1__p_1_3 Example Front LLC | Reg. No 123 | Provided material support. | 14.5.2026',
    ]);
  });

  it('[F6] groups become divisions, sections of acts without articles become articles', () => {
    expect(
      body(
        '<part eId="pt"><num>PART I</num><heading eId="h">General</heading>' +
          '<chapter eId="ch"><num>CHAPTER 1</num><article eId="a"><content><p>x</p></content></article></chapter></part>',
      ),
    ).toEqual([
      'divisionSection',
      ' heading#pt PART I',
      ' heading#h General',
      'divisionSection',
      ' heading#ch CHAPTER 1',
      'articleSection',
      ' paragraph#a__para_1',
      '  p x',
    ]);
    expect(
      body(
        '<title eId="t"><num>TITLE I</num><section eId="s"><heading>Scope</heading><subsection eId="s1"><num>(a)</num>' +
          '<content><p>x</p></content><paragraph eId="s1a"><num>(1)</num><content><p>y</p></content></paragraph></subsection></section></title>',
      ),
    ).toEqual([
      'divisionSection',
      ' heading#t TITLE I',
      'articleSection',
      ' heading#s__heading Scope',
      ' paragraph#s1',
      '  p x',
      '  point#s1a',
      '   p y',
    ]);
    expect(
      body('<chapter eId="c"><paragraph eId="p"><content><p>x</p></content></paragraph></chapter>'),
    ).toEqual(['articleSection', ' paragraph#p', '  p x']);
  });

  it('[F6] attachments become annexes with their headings', () => {
    const act = read(
      file(
        '<body><article eId="a"><content><p>x</p></content></article></body><attachments>' +
          '<attachment eId="att"><heading>ANNEX II</heading><doc name="annex"><preface><longTitle><p>List</p></longTitle></preface>' +
          '<mainBody><tblock eId="tb"><num>A.</num><heading eId="tbh">Natural persons</heading><p eId="q">None</p>' +
          '<blockList eId="bl"><item eId="i1"><num>(a)</num><p>One</p></item></blockList></tblock></mainBody></doc></attachment></attachments>',
      ),
    );
    expect(outline(act).slice(5)).toEqual([
      'annexSection',
      ' heading#att__title List',
      ' heading#tbh A. Natural persons',
      ' p#q None',
      ' point#i1',
      '  p One',
    ]);
    expect(told(act)).toEqual(['1 heading nothing: Numbered “ANNEX II” in the file; here it is “Annex”.']);
  });

  it('[F7] looks through lists and containers, and loses nothing that stands elsewhere', () => {
    expect(
      body(
        '<article eId="a"><intro><p>Intro</p></intro><paragraph eId="a1"><num>1.</num><list><intro><p>If:</p></intro>' +
          '<point eId="a1a"><num>(a)</num><list><point eId="a1ai"><num>(i)</num><content><p>x</p><p>y</p></content></point></list></point>' +
          '<wrapUp><p>end</p></wrapUp></list><subparagraph><content><p>Sub</p></content></subparagraph>loose</paragraph></article>',
      ),
    ).toEqual([
      'articleSection',
      ' paragraph#a__para_1',
      '  p Intro',
      ' paragraph#a1',
      '  p If:',
      '  point#a1a',
      '   point#a1ai',
      '    p x',
      '    p y',
      '  p end',
      '  p Sub',
      '  p loose',
    ]);
    const act = read(
      file('<body><p>Before</p><article eId="a"><content><p>x</p></content></article></body>'),
    );
    expect(outline(act).slice(2)).toEqual([
      'articleSection',
      ' paragraph#body__para_1',
      '  p Before',
      'articleSection',
      ' paragraph#a__para_1',
      '  p x',
    ]);
    expect(told(act)).toEqual([
      '1 body text: Text of “body” outside any article was put into an article of its own.',
    ]);
  });

  it('[F7] points deeper than eight become texts with their number', () => {
    const deep = (depth: number): string =>
      depth === 0
        ? '<content><p>x</p></content>'
        : `<point eId="p${String(depth)}"><num>(${String(depth)})</num>${deep(depth - 1)}</point>`;
    const lines = body(`<article eId="a"><paragraph eId="b"><list>${deep(10)}</list></paragraph></article>`);
    expect(lines.filter((line) => line.includes('point#'))).toHaveLength(8);
    expect(lines.slice(-3).map((line) => line.trim())).toEqual(['p (2)', 'p (1)', 'p x']);
  });

  it('[F8] ids are kept, made unique and spelled so that they can stand, and the changes are told', () => {
    const act = read(
      file(
        '<body><article eId="a"><paragraph eId="x y"/><paragraph eId="1"/><paragraph GUID="same"/><paragraph id="same"/><paragraph/></article></body>',
      ),
    );
    expect(outline(act).filter((line) => line.includes('paragraph'))).toEqual([
      ' paragraph#x-y',
      ' paragraph#p-1',
      ' paragraph#same',
      ' paragraph#same_2',
      ' paragraph#a__para_1',
    ]);
    expect(told(act)).toEqual(
      [
        ['x y', 'x-y'],
        ['1', 'p-1'],
        ['same', 'same_2'],
      ].map(
        ([was, is]) =>
          `1 paragraph text: The id “${String(was)}” cannot stand here or stands twice; it became “${String(is)}”.`,
      ),
    );
    const again = read(file('<body><article><paragraph/><paragraph/></article></body>'));
    expect(again).toEqual(read(file('<body><article><paragraph/><paragraph/></article></body>')));
  });

  it('[F9] numbers are dropped, and told where they differ', () => {
    const act = read(
      file(
        '<preamble><recitals><recital eId="r"><num> (1) </num><p>x</p></recital></recitals></preamble><body>\n' +
          '<article eId="a"><num>ARTICLE 1.</num><paragraph eId="a1"><num>1.</num><content><p>x</p></content></paragraph>\n' +
          '<paragraph eId="a1a"><num>1a.</num><content><p>y</p></content></paragraph></article>\n' +
          '<article eId="b"><num>Article 3</num>\n<paragraph eId="b1"><num>1.</num><content><p>z</p></content></paragraph></article></body>',
      ),
    );
    expect(told(act)).toEqual([
      '3 num nothing: Numbered “1a.” in the file; here it is “2.”.',
      '4 num nothing: Numbered “Article 3” in the file; here it is “Article 2”.',
      '5 num nothing: Numbered “1.” in the file; it is not numbered here.',
    ]);
  });

  it('[F10] the sample of a negotiating draft keeps whose words are whose', () => {
    const act = read(sample('draft.akn.xml'));
    expect(outline(act).at(-1)).toBe(
      '  p This Decision shall apply until [DE: 15 November 2026] [FR: 15 May 2027]. The Coalition shall keep it under constant review.',
    );
    expect(told(act)).toEqual([
      '20 num nothing: Numbered “Article 2” in the file; here it is “Article 1”.',
      '22 inline text: A bracketed alternative of a negotiating draft was kept as words.',
      '22 inline text: A bracketed alternative of a negotiating draft was kept as words.',
      '22 authorialNote nothing: A note was left out: “NL: parliamentary scrutiny reserve on Article 2.”.',
      '22 del nothing: Text marked as deleted was left out: “It shall”.',
      '22 ins text: Text marked as inserted was taken as text.',
    ]);
  });

  it('[F10] a bracketed alternative without brackets gets them, by the name that the file gives its owner', () => {
    const act = read(
      file(
        '<meta><references><TLCOrganization eId="de" showAs="Germany"/></references></meta>' +
          '<body><article eId="a"><content><p>until<inline name="bracketed" refersTo="#de">May</inline><inline name="bracketed" refersTo="#fr">June</inline></p></content></article></body>',
      ),
    );
    expect(outline(act).at(-1)).toBe('  p until [Germany: May] [FR: June]');
  });

  it('[F10] rows of tables become texts, images and notes are left out, each told by its line', () => {
    const act = read(
      file(
        '<body><article eId="a"><content>\n<table><tr><td><p>A</p><p>B</p></td><td><p/></td></tr><tr><th><p>C</p></th><td><p>D<img src="x"/></p></td></tr></table>\n' +
          '<p>10<sup>2</sup> <b>bold</b> <i>it</i></p></content></article></body>',
      ),
    );
    expect(outline(act).slice(4)).toEqual(['  p A B', '  p C | D', '  p 102 bold it']);
    expect(told(act)).toEqual([
      '2 table text: A table was kept as texts, one for each row.',
      '2 img nothing: An image was left out.',
      '3 sup text: Raised characters were kept as plain ones.',
      '3 b, i, u text: Emphasis was left out in 2 places, here first; the words are kept.',
    ]);
  });

  it('[F10] what is left out joins no two words, and parts none', () => {
    const words = (inside: string) =>
      outline(read(file(`<body><article eId="a"><content><p>${inside}</p></content></article></body>`))).at(
        -1,
      );
    expect(words('drugs<authorialNote><p>1</p></authorialNote>and')).toBe('  p drugs and');
    expect(words('<i>drugs<noteRef/></i><b>and</b>')).toBe('  p drugs and');
    expect(words('drugs<authorialNote/>, and <authorialNote/>more<authorialNote/>')).toBe(
      '  p drugs, and more',
    );
    expect(words('drugs<del> or </del>and')).toBe('  p drugs and');
    expect(words('col<del>o</del>ur')).toBe('  p colur');
    expect(words('inter<eop/>national')).toBe('  p international');
  });

  it('[F11] unknown elements and other vocabularies leave their words', () => {
    const act = read(
      file(
        '<body><article eId="a"><content><newThing><p>kept</p></newThing><m:math xmlns:m="urn:m">E=mc</m:math><p>a <weird>b</weird></p><nothing/></content></article></body>',
      ),
    );
    expect(outline(act).slice(4)).toEqual(['  p kept', '  p E=mc', '  p a b']);
    expect(told(act).map((line) => line.split(':')[0])).toEqual([
      '1 newThing text',
      '1 math text',
      '1 weird text',
      '1 nothing nothing',
    ]);
  });

  it('[F13] characters that no text may hold are left out and named; a no-break space stays', () => {
    const act = read(
      file(
        '<body><article eId="a"><content><p> a\u00a0b\u202e\n\tc\u0085 \ue000</p></content></article></body>',
      ),
    );
    expect(outline(act).at(-1)).toBe('  p a\u00a0b c ');
    expect(told(act)).toEqual([
      '1 p nothing: Characters that no text may hold were left out: U+202E, U+0085, U+E000.',
    ]);
  });
});

/** Every character that is no space of the act itself, parsed apart from the reader under test. */
function charactersOf(xml: string): string {
  const parser = new SaxesParser();
  const open: string[] = [];
  let main = '';
  const hasBill = /<(?:act|bill)\b/.test(xml);
  parser.on('opentag', ({ name }) => open.push(name));
  parser.on('closetag', () => open.pop());
  parser.on('text', (text) => {
    const inAct = open.some((name) => name === 'act' || name === 'bill' || (!hasBill && name === 'doc'));
    if (inAct && !open.includes('meta')) main += text;
  });
  parser.write(xml.replace(/^\ufeff/, '')).close();
  return main.replace(/[ \t\r\n]/g, '');
}

function tally(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return counts;
}

/** Characters of the file that are neither in the sections, nor computed numbers, nor in the report. */
function lost(xml: string): string[] {
  const act = read(xml);
  const labels = [...numberSections(treesOf(act)).values()].map(({ marker }) => marker);
  const divided = outline(act).map((line) => line.replace(/^ *\w+(?:#\S+)? ?/, ''));
  const there = tally([...divided, ...labels, ...act.report.map(({ message }) => message)].join(''));
  return [...tally(charactersOf(xml))]
    .filter(([character, count]) => (there.get(character) ?? 0) < count)
    .map(([c]) => c);
}

const NAMES = [
  'part',
  'chapter',
  'section',
  'subsection',
  'article',
  'paragraph',
  'subparagraph',
  'list',
  'point',
  'content',
  'p',
  'intro',
  'num',
  'heading',
  'tblock',
  'table',
  'tr',
  'td',
  'blockList',
  'item',
  'authorialNote',
  'ins',
  'del',
  'inline',
  'b',
  'ref',
  'unknown',
  'quotedStructure',
  'formula',
  'recital',
  'citations',
  'citation',
  'container',
  'omissis',
  'toc',
  'img',
  'div',
  'alinea',
] as const;

describe('nothing is lost', () => {
  it('[F12] not one word of any tree of elements', () => {
    const { tree } = fc.letrec<{ tree: string[] }>((tie) => ({
      tree: fc.array(
        fc.oneof(
          { maxDepth: 7, withCrossShrink: true },
          fc.constant('WORD '),
          fc
            .tuple(fc.constantFrom(...NAMES), tie('tree'))
            .map(([name, inside]) => `<${name}>${inside.join('')}</${name}>`),
        ),
        { maxLength: 4 },
      ),
    }));
    const part = fc.constantFrom('preface', 'preamble', 'body', 'conclusions', 'attachments', 'coverPage');
    fc.assert(
      fc.property(fc.array(fc.tuple(part, tree), { maxLength: 4 }), (parts) => {
        let words = 0;
        const inside = parts.map(([name, children]) => `<${name}>${children.join('')}</${name}>`).join('');
        const xml = file(`${inside}<mainBody/>`).replace(/WORD/g, () => `word${String((words += 1))}x`);
        const act = read(xml);
        const found = new Set(
          [...outline(act), ...act.report.map(({ message }) => message)].join(' ').match(/word\d+x/g),
        );
        const missing = Array.from({ length: words }, (_, i) => `word${String(i + 1)}x`).filter(
          (word) => !found.has(word),
        );
        expect([missing, xml]).toEqual([[], xml]);
        expect(canonicalTextOfTrees(treesOf(act)).ok).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it.each(['act.akn.xml', 'draft.akn.xml'])('[F12] not a character of the sample %s', (name) => {
    expect(lost(Buffer.from(sample(name)).toString('utf8'))).toEqual([]);
  });

  const real: [string, ImportedAct['counts']][] = [
    ['eu-com-2013-0619.xml', { recitals: 36, articles: 24, annexes: 0, provisions: 177, characters: 38894 }],
    ['us-act-2011-11-29.xml', { recitals: 0, articles: 6, annexes: 0, provisions: 26, characters: 3490 }],
  ];
  it('[F12] [F14] not a character of the real documents', () => {
    if (!existsSync(REAL)) {
      process.stdout.write(`Not checked: the real Akoma Ntoso documents are not at ${REAL}.\n`);
      expect(process.env['CI']).not.toBe('true');
      return;
    }
    for (const [name, counts] of real) {
      const xml = readFileSync(join(REAL, name));
      expect([name, ...lost(xml.toString('utf8'))]).toEqual([name]);
      const act = read(xml);
      expect(act.counts).toEqual(counts);
      const text = canonicalTextOfTrees(treesOf(act));
      expect(text.ok && text.value.freezeFaults).toEqual([]);
    }
  });

  it('[F3] [F8] a hundred thousand texts without ids are read in the time of their number', () => {
    const conclusions = `<body><article/></body><conclusions>${'<p>x</p>'.repeat(100_000)}</conclusions>`;
    const started = performance.now();
    expect(read(file(conclusions)).counts.provisions).toBe(100_000);
    // A search for a free id from the start for each would take minutes.
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('[F14] the samples have a canonical text that may be frozen', () => {
    for (const name of ['act.akn.xml', 'draft.akn.xml']) {
      const text = canonicalTextOfTrees(treesOf(read(sample(name))));
      expect(text.ok && text.value.freezeFaults).toEqual([]);
    }
  });
});
