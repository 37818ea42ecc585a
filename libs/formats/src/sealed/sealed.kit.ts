import { encodeJcs, type JsonValue } from '@entente/canonical';
import { residualOfIds } from '@entente/consensus';
import { sealedPublicationFile, type SealedPublicationFile } from '@entente/contracts';
import type { CanonicalNode, SectionTree } from '@entente/document';
import type { AnnexId, DocumentId, Hash } from '@entente/kernel';
import { sealedPackageHash } from '../sealed-package-hash.js';
import { partOfText } from './part-of-text.js';
import { sealText } from './sealed-text.js';

export const SEED = '5a'.repeat(32);
export const ANNEX = {
  annex: '00000000-0000-4000-9000-000000000001' as AnnexId,
  commitment: `sha256:${'a'.repeat(64)}` as Hash,
};

const documentOf = (n: number): DocumentId =>
  `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as DocumentId;
const words = (text: string): CanonicalNode => ['p', {}, [['t', text, []]]];
const point = (id: string, ...inside: CanonicalNode[]): CanonicalNode => ['point', { id }, inside];

/** A text with four entries in its annex, and a fifth that is an annex of its own. */
export function listing(third = 'Ivan Morozov'): SectionTree[] {
  return [
    {
      document: documentOf(1),
      kind: 'title',
      tree: ['titleSection', {}, [['actTitle', {}, [['t', 'Listing', []]]]]],
    },
    {
      document: documentOf(2),
      kind: 'article',
      tree: [
        'articleSection',
        {},
        [
          ['heading', { id: 'head' }, [['t', 'Asset freeze', []]]],
          ['paragraph', { id: 'para' }, [words('Funds of those in the Annex are frozen.')]],
        ],
      ],
    },
    {
      document: documentOf(3),
      kind: 'annex',
      tree: [
        'annexSection',
        {},
        [
          point('one', words('Sable Network Ltd')),
          point('two', words('Unit 4127')),
          point('three', words(third), point('inner', words('Colonel, Main Centre'))),
          point('four', words('Anna Marchenko')),
        ],
      ],
    },
    {
      document: documentOf(4),
      kind: 'annex',
      tree: [
        'annexSection',
        {},
        [['heading', { id: 'list' }, [['t', 'Technical list', []]]], point('five', words('198.51.100.7'))],
      ],
    },
  ];
}

type Decision = SealedPublicationFile['decision'];
type Entry = { readonly id: string; readonly title: string; readonly provisions: readonly string[] };

export const ENTRIES: readonly Entry[] = [
  { id: 'E1', title: 'Sable', provisions: ['one'] },
  { id: 'E2', title: 'Unit', provisions: ['two'] },
  { id: 'E3', title: 'Morozov', provisions: ['three'] },
  { id: 'E4', title: 'Marchenko', provisions: ['four'] },
];

/** The listing as it is published without some entries. */
export function partFile(
  fallen: Readonly<Record<string, 'rejected' | 'open'>> = { E3: 'open' },
  change: Partial<SealedPublicationFile> = {},
  decision: Partial<Decision> = {},
): SealedPublicationFile {
  const sections = listing();
  const sealed = sealText(sections, SEED);
  const isLeft = ({ id }: Entry): boolean => fallen[id] !== undefined;
  const { text, openings, left } = partOfText(
    sections,
    sealed,
    new Set(ENTRIES.filter(isLeft).flatMap(({ provisions }) => provisions)),
  );
  const packageHash = sealedPackageHash({ sealedText: sealed.hash, annexes: [ANNEX] });
  const kept = ENTRIES.filter((entry) => !isLeft(entry)).map(({ id }) => id);
  const file = {
    form: 'entente-publication/2',
    coalition: 'The Coalition',
    number: 'JSP 7/26',
    revision: 3,
    title: 'Listing',
    address: '/publications/jsp-7-26',
    edition: 1,
    amends: [],
    adds: [],
    text,
    openings,
    sealedText: sealed.hash,
    annexes: [{ ...ANNEX, title: null, owner: null }],
    packageHash,
    decision: {
      rule: 'CONSENSUS',
      kind: 'no_objection',
      openedAt: 1_795_683_600_000,
      adoptedAt: 1_795_798_800_001,
      complete: !Object.values(fallen).includes('open'),
      residual: kept.length === ENTRIES.length ? null : residualOfIds(packageHash, kept),
      entries: ENTRIES.map((entry) => {
        const state = fallen[entry.id];
        const at = 1_795_798_800_001;
        if (state === undefined) return { ...entry, state: 'adopted', framework: false, at };
        return {
          state,
          cause: state === 'open' ? null : 'objection',
          at: state === 'open' ? null : at,
          left: entry.provisions.map((unit) => left.get(unit)),
        };
      }),
      actsShown: true,
      acts: [],
      declarations: [],
      ...decision,
    },
    publishedAt: 1_795_888_800_000,
    ...change,
  };
  return sealedPublicationFile.parse(file);
}

export const bytesOf = (file: unknown): Uint8Array => encodeJcs(file as JsonValue);
