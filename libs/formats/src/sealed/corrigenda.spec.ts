import { residualOfIds } from '@entente/consensus';
import type { PublishedCorrigendum, SealedPublicationFile } from '@entente/contracts';
import { instant } from '@entente/kernel';
import { correctText, type AskedPassage, type SectionTree } from '@entente/document';
import { publicationHtml, verifyPublication } from '../index.js';
import { sealedPackageHash } from '../sealed-package-hash.js';
import { partOfText } from './part-of-text.js';
import { ANNEX, bytesOf, ENTRIES, listing, partFile, SEED } from './sealed.kit.js';
import { sealText } from './sealed-text.js';

const HOUR = 3_600_000;
const FILED = 1_795_700_000_000;

type Fallen = Parameters<typeof partFile>[0] & object;

const leftOf = (fallen: Fallen): ReadonlySet<string> =>
  new Set(ENTRIES.filter(({ id }) => fallen[id] !== undefined).flatMap(({ provisions }) => provisions));

function sealedPart(sections: readonly SectionTree[], fallen: Fallen) {
  const sealed = sealText(sections, SEED);
  const { text, openings, left } = partOfText(sections, sealed, leftOf(fallen));
  const packageHash = sealedPackageHash({ sealedText: sealed.hash, annexes: [ANNEX] });
  return { text, openings, left, sealedText: sealed.hash, packageHash };
}

/** The listing as it is published after these corrigenda, one after another, without some entries. */
function correctedFile(
  filings: readonly (readonly AskedPassage[])[],
  fallen: Fallen = {},
): SealedPublicationFile {
  let sections: readonly SectionTree[] = listing();
  const corrigenda = filings.map((asked, index): PublishedCorrigendum => {
    const made = correctText(sections, asked);
    if (!made.ok) throw new Error(made.error.code);
    const { text, openings, sealedText, packageHash } = sealedPart(sections, fallen);
    const of = { text, openings, sealedText, packageHash };
    sections = made.value.text.sections;
    const shown = made.value.passages.filter(({ unit }) => of.openings[unit] !== undefined);
    const filedAt = FILED + index * 48 * HOUR;
    return {
      filedAt,
      standsAt: filedAt + 24 * HOUR,
      note: 'Form only.',
      passages: [...shown],
      leftOut: made.value.passages.length - shown.length,
      of,
    } as PublishedCorrigendum;
  });
  const { text, openings, left, sealedText, packageHash } = sealedPart(sections, fallen);
  const file = partFile(fallen, {
    text,
    openings,
    sealedText,
    packageHash,
    corrigenda,
  } as Partial<SealedPublicationFile>);
  const kept = ENTRIES.filter(({ id }) => fallen[id] === undefined).map(({ id }) => id);
  return {
    ...file,
    decision: {
      ...file.decision,
      residual: kept.length === ENTRIES.length ? null : residualOfIds(packageHash, kept),
      entries: file.decision.entries.map((entry, at) =>
        entry.state === 'adopted'
          ? entry
          : { ...entry, left: (ENTRIES[at]?.provisions ?? []).flatMap((unit) => left.get(unit) ?? []) },
      ),
    },
  };
}

const passage = (unit: string, before: string, after: string): AskedPassage => ({ unit, before, after });
const FIRST = [
  passage('para', 'Funds of', 'All funds of'),
  passage('one', 'Sable Network Ltd', 'Sable Networks Ltd'),
];
const SECOND = [passage('para', 'the Annex', 'Annex I')];

const differences = (file: SealedPublicationFile): readonly object[] => {
  const verdict = verifyPublication(bytesOf(file));
  if (verdict.verdict === 'matches') return [];
  if (verdict.verdict !== 'differs') throw new Error(verdict.verdict);
  return verdict.differences;
};

function withFirst(
  file: SealedPublicationFile,
  change: (one: PublishedCorrigendum) => Partial<PublishedCorrigendum>,
): SealedPublicationFile {
  const [first, ...rest] = file.corrigenda ?? [];
  if (first === undefined) throw new Error('there is no corrigendum');
  return { ...file, corrigenda: [{ ...first, ...change(first) }, ...rest] };
}

const fault = (detail: string, corrigendum = 1) => ({ code: 'CORRIGENDUM', detail, corrigendum });

describe('a publication of corrected words', () => {
  it('[F59] [F60] matches as the corrected package, and leads back to the words that were tabled', () => {
    const file = correctedFile([FIRST, SECOND]);
    const verdict = verifyPublication(bytesOf(file), file.packageHash);
    expect(verdict.verdict).toBe('matches');
    const tabled = partFile({});
    expect(file.corrigenda?.[0]?.of).toMatchObject({
      packageHash: tabled.packageHash,
      text: tabled.text,
    });
    expect(file.packageHash).not.toBe(tabled.packageHash);
  });

  it('[F60] names a passage that is another one, is missing, or is said of another place', () => {
    const file = correctedFile([FIRST, SECOND]);
    const changed = (
      edit: (passages: PublishedCorrigendum['passages']) => PublishedCorrigendum['passages'],
    ) => differences(withFirst(file, ({ passages }) => ({ passages: edit(passages) })));
    expect(
      changed(([one, ...rest]) => (one === undefined ? [] : [{ ...one, after: 'Some funds of' }, ...rest])),
    ).toEqual([fault('PASSAGES')]);
    expect(changed((all) => all.slice(1))).toEqual([fault('PASSAGES')]);
    expect(changed((all) => all.map((one) => ({ ...one, at: one.at + 1 })))).toEqual([fault('PASSAGES')]);
    expect(changed((all) => all.map((one) => ({ ...one, unit: 'nowhere' })))).toEqual([fault('PASSAGES')]);
    expect(changed(() => [])).toEqual([fault('PASSAGES')]);
  });

  it('[F60] names a corrigendum that is left away, or whose text before is not that of its hashes', () => {
    const file = correctedFile([FIRST, SECOND]);
    const [, second] = file.corrigenda ?? [];
    if (second === undefined) throw new Error('there are two');
    const other = correctedFile([[passage('para', 'frozen', 'blocked')], SECOND]);
    // The second alone leads from the first one's text, which is no text that was tabled; that is for the package hash of its act to say.
    expect(differences({ ...file, corrigenda: [second] })).toEqual([]);
    expect(differences({ ...file, corrigenda: (file.corrigenda ?? []).slice(0, 1) })).toEqual([
      fault('PASSAGES'),
    ]);
    expect(
      differences(withFirst(file, ({ of }) => ({ of: { ...of, packageHash: file.packageHash } }))),
    ).toEqual([fault('TEXT')]);
    expect(
      differences(withFirst(file, () => ({ of: other.corrigenda?.[1]?.of ?? second.of }))),
    ).toContainEqual(fault('PASSAGES'));
    expect(differences(withFirst(file, ({ of }) => ({ of: { ...of, text: 'nothing' } })))).toEqual([
      fault('TEXT'),
    ]);
  });

  it('[F60] names instants that are out of order', () => {
    const file = correctedFile([FIRST, SECOND]);
    expect(differences(withFirst(file, ({ filedAt }) => ({ standsAt: filedAt })))).toEqual([
      fault('INSTANTS'),
    ]);
    expect(differences(withFirst(file, () => ({ standsAt: instant(FILED + 49 * HOUR) })))).toEqual([
      fault('INSTANTS', 2),
    ]);
  });

  it('[F59] [F60] of passages in what is left out has the number alone, and no byte of their words', () => {
    const hidden = [
      passage('para', 'Funds of', 'All funds of'),
      passage('three', 'Ivan Morozov', 'Ivan Ivanovich Morozov'),
    ];
    const file = correctedFile([hidden, SECOND], { E3: 'open' });
    expect(differences(file)).toEqual([]);
    expect(file.corrigenda?.[0]).toMatchObject({ leftOut: 1, passages: [{ unit: 'para' }] });
    const bytes = new TextDecoder().decode(bytesOf(file));
    for (const word of ['Morozov', 'Ivanovich', 'three', 'Colonel']) expect(bytes).not.toContain(word);
  });

  it('[F60] names a change of what is left out that is not said, and one that is said and is none', () => {
    const hidden = [
      passage('para', 'Funds of', 'All funds of'),
      passage('three', 'Ivan Morozov', 'I. Morozov'),
    ];
    const changed = correctedFile([hidden], { E3: 'rejected' });
    expect(differences(withFirst(changed, () => ({ leftOut: 0 })))).toEqual([fault('LEFT_OUT')]);
    const same = correctedFile([FIRST], { E3: 'rejected' });
    expect(differences(withFirst(same, () => ({ leftOut: 1 })))).toEqual([fault('LEFT_OUT')]);
  });

  it('[F60] [F56] a changed word of the published text is named by its provision still', () => {
    const file = correctedFile([FIRST]);
    const text = JSON.parse(
      JSON.stringify(file.text).replace('All funds', 'All money'),
    ) as SealedPublicationFile['text'];
    expect(differences({ ...file, text })).toEqual([
      { code: 'PROVISION_CHANGED', id: 'para', citation: 'Article 1' },
      fault('PASSAGES'),
    ]);
  });

  it('[F61] the page has each passage with its place, and says that its text is consolidated', () => {
    const file = correctedFile([FIRST, [passage('para', ' are frozen', '')]], {});
    const page = publicationHtml(file);
    expect(page).toContain('<h2 id="~corrigenda">Corrigenda</h2>');
    expect(page).toContain('<del>Sable Network Ltd</del>');
    expect(page).toContain('<ins>Sable Networks Ltd</ins>');
    expect(page).toContain('Deleted');
    expect(page).toContain('All funds of those in the Annex.');
    expect(page).toContain(file.corrigenda?.[0]?.of.packageHash);
    expect(publicationHtml(partFile({}))).not.toContain('Corrigend');
  });
});
