import { encodeJcs, type JsonValue } from '@entente/canonical';
import { canonicalTextOfTrees, packageHash, type SectionTree } from '@entente/document';
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
