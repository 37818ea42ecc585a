import { encodeJcs, type JsonValue } from '@entente/canonical';
import { residualOfIds } from '@entente/consensus';
import { canonicalTextOfTrees, packageHash, type CanonicalNode, type SectionTree } from '@entente/document';
import { partOfText, sealedPackageHash, sealText } from '@entente/formats';
import type { DocumentId } from '@entente/kernel';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verify } from './verify.js';

const SECTIONS: SectionTree[] = [
  {
    document: '00000000-0000-4000-8000-000000000001' as DocumentId,
    kind: 'article',
    tree: [
      'articleSection',
      {},
      [
        ['heading', { id: 'h1' }, [['t', 'Asset freeze', []]]],
        ['paragraph', { id: 'p1' }, [['p', {}, [['t', 'Funds, held or controlled, shall be frozen.', []]]]]],
      ],
    ],
  },
];

function aPublication(): { json: string; hash: string } {
  const text = canonicalTextOfTrees(SECTIONS);
  if (!text.ok) throw new Error('no canonical text');
  const { bytes, textHash, provisions } = text.value;
  const hash = packageHash({ textHash, parts: [], annexes: [] });
  const file: JsonValue = {
    form: 'entente-publication/1',
    coalition: 'The Coalition',
    number: 'JSP 7/26',
    revision: 2,
    title: 'Joint decision',
    address: '/publications/jsp-7-26',
    text: JSON.parse(Buffer.from(bytes).toString('utf8')) as JsonValue,
    textHash,
    provisions: Object.fromEntries(provisions),
    annexes: [],
    packageHash: hash,
    decision: {
      rule: 'UNANIMITY_ABST',
      openedAt: 1_795_683_600_000,
      adoptedAt: 1_795_798_800_000,
      acts: [{ partner: 'AU', name: 'Australia', act: 'agree', reason: '', at: 1_795_690_000_000 }],
    },
    publishedAt: 1_795_888_800_000,
  };
  return { json: Buffer.from(encodeJcs(file)).toString('utf8'), hash };
}

/** Two entries, of which the second was rejected. */
function aPart(): { json: string; hash: string } {
  const fallen: CanonicalNode = ['paragraph', { id: 'p2' }, [['p', {}, [['t', 'Ivan Morozov', []]]]]];
  const sections = SECTIONS.map((section): SectionTree => {
    const [name, attributes, children] = section.tree;
    return { ...section, tree: [name, attributes, [...children, fallen]] };
  });
  const sealed = sealText(sections, '5a'.repeat(32));
  const { text, openings, left } = partOfText(sections, sealed, new Set(['p2']));
  const hash = sealedPackageHash({ sealedText: sealed.hash, annexes: [] });
  const at = 1_795_798_800_000;
  const file = {
    form: 'entente-publication/2',
    coalition: 'The Coalition',
    number: 'JSP 7/26',
    revision: 2,
    title: 'Joint decision',
    address: '/publications/jsp-7-26',
    edition: 1,
    amends: [],
    adds: [],
    text,
    openings,
    sealedText: sealed.hash,
    annexes: [],
    packageHash: hash,
    decision: {
      rule: 'CONSENSUS',
      kind: 'silence',
      openedAt: 1_795_683_600_000,
      adoptedAt: at,
      complete: true,
      residual: residualOfIds(hash, ['E1']),
      entries: [
        { state: 'adopted', id: 'E1', title: 'Funds', framework: false, provisions: ['p1'], at },
        { state: 'rejected', cause: 'objection', at, left: [...left.values()] },
      ],
      actsShown: true,
      acts: [],
      declarations: [],
    },
    publishedAt: 1_795_888_800_000,
  };
  const plain = JSON.parse(JSON.stringify(file)) as JsonValue;
  return { json: Buffer.from(encodeJcs(plain)).toString('utf8'), hash };
}

describe('entente verify', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'entente-verify-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const saved = (content: string): string => {
    const file = join(folder, 'publication.json');
    writeFileSync(file, content);
    return file;
  };

  it('says matches, with the hash to compare, and ends with 0', async () => {
    const { json, hash } = aPublication();
    const outcome = await verify([saved(json)]);
    expect(outcome.exit).toBe(0);
    expect(outcome.output).toMatch(/^MATCHES: /);
    expect(outcome.output).toContain(`package  ${hash}`);
    expect(outcome.output).toContain('Compare the package hash with one you trust');
    expect(outcome.output).not.toContain('Another program');
  });

  it('says matches in part, and which entries are here', async () => {
    const { json, hash } = aPart();
    const outcome = await verify([saved(json), '--hash', hash]);
    expect(outcome.exit).toBe(0);
    expect(outcome.output).toMatch(/^MATCHES IN PART: /);
    expect(outcome.output).toContain('Entries adopted, their words are here: 1');
    expect(outcome.output).toContain('Entries not adopted, left out: 2');
    expect(outcome.output).toContain('The package hash is the one you gave.');
    const tampered = await verify([saved(json.replace('Funds, held', 'Funds held'))]);
    expect(tampered.exit).toBe(1);
    expect(tampered.output).toContain('Article 1(1) (p1): the words are not those of its hash.');
  });

  it('says differs and where, and ends with 1', async () => {
    const outcome = await verify([saved(aPublication().json.replace('Funds, held', 'Funds held'))]);
    expect(outcome).toEqual({
      exit: 1,
      output:
        'DIFFERS: this is not the published text of JSP 7/26, REV 2. Here:\n\n' +
        '- Article 1 (p1): the words are not those of its hash.',
    });
  });

  it('tells a whole forgery apart by the hash one trusts', async () => {
    const { json, hash } = aPublication();
    expect((await verify([saved(json), '--hash', hash])).output).toContain(
      'The package hash is the one you gave.',
    );
    const other = `sha256:${'0'.repeat(64)}`;
    expect(await verify([saved(json), '--hash', other])).toMatchObject({
      exit: 1,
      output: expect.stringContaining(other) as string,
    });
  });

  it('says that a file was written anew by another program', async () => {
    const pretty = JSON.stringify(JSON.parse(aPublication().json), null, 2);
    const outcome = await verify([saved(pretty)]);
    expect(outcome.exit).toBe(0);
    expect(outcome.output).toContain('its bytes are not the published ones');
  });

  it('says that a file is cut off, and ends with 1', async () => {
    expect(await verify([saved(aPublication().json.slice(0, 700))])).toEqual({
      exit: 1,
      output: 'DAMAGED: this was a published file; it ends after 700 bytes, before its end. Fetch it again.',
    });
  });

  it('ends with 2 for what is not ours, cannot be read or was asked wrongly', async () => {
    expect(await verify([saved('hello')])).toMatchObject({
      exit: 2,
      output: expect.stringMatching(/^NOT KNOWN/) as string,
    });
    expect(await verify([join(folder, 'missing.json')])).toMatchObject({
      exit: 2,
      errors: expect.stringContaining('missing.json does not exist. Check the path.') as string,
    });
    for (const args of [[], ['a', 'b'], ['a', '--hash', 'x'], ['a', '--unknown']]) {
      expect(await verify(args)).toMatchObject({
        exit: 2,
        errors: expect.stringContaining('entente verify FILE') as string,
      });
    }
    expect(await verify(['--help'])).toMatchObject({ exit: 0 });
  });
});
