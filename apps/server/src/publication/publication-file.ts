import { encodeJcs, parseJcs, type JsonValue } from '@entente/canonical';
import type {
  AnnexEntry,
  Procedure,
  PublicationFile,
  VersionView,
  WholePublicationFile,
} from '@entente/contracts';
import { blocksOf, readCanonicalText, wordsOf, type SectionTree } from '@entente/document';
import type { Instant } from '@entente/kernel';
import { shownActs } from './standing.js';

/** Everything that goes into a published file. */
export interface Publishing {
  readonly coalition: string;
  readonly number: string;
  /** The register's title, for a text without one of its own. */
  readonly title: string;
  readonly address: string;
  readonly version: VersionView;
  readonly procedure: Procedure;
  readonly annexes: readonly AnnexEntry[];
  readonly publishedAt: Instant;
}

/** The published file of a text that was not sealed: enough to compute every hash again without us. Throws where the package was not adopted. */
export function wholeFileOf(publishing: Publishing): WholePublicationFile {
  const { version, coalition, number, address, publishedAt } = publishing;
  const text = frozenTextOf(version);
  return {
    form: 'entente-publication/1',
    coalition,
    number,
    revision: version.revision,
    title: actTitleOf(text.sections) ?? publishing.title,
    address,
    text: text.json as WholePublicationFile['text'],
    textHash: version.textHash,
    provisions: version.provisions,
    annexes: publishedAnnexes(version, publishing.annexes),
    packageHash: version.packageHash,
    decision: decisionOf(publishing.procedure),
    publishedAt,
  };
}

/** Strict canonical JSON of the file. */
export function bytesOf(file: PublicationFile): Uint8Array {
  // The contract's type has no index signature, as a JsonValue asks for; `encodeJcs` refuses what is no JSON.
  return encodeJcs(file as unknown as JsonValue);
}

/** Of each bound annex the commitment; its title and whose it is only where the owner lets the publication say so. */
export function publishedAnnexes(
  version: VersionView,
  entries: readonly AnnexEntry[],
): PublicationFile['annexes'] {
  const byId = new Map(entries.map((entry) => [entry.annex as string, entry]));
  return version.annexes.map(({ annex, commitment }) => {
    const entry = byId.get(annex);
    const title = entry?.publicTitle ?? null;
    return { annex, commitment, title, owner: title === null ? null : (entry?.owner ?? null) };
  });
}

function decisionOf(procedure: Procedure): WholePublicationFile['decision'] {
  const { openedAt, closedAt } = procedure;
  if (procedure.state !== 'adopted' || openedAt === null || closedAt === null) {
    throw new Error('a package that was not adopted has no decision to publish');
  }
  const names = new Map(procedure.electorate.map(({ partner, name }) => [partner, name]));
  return {
    rule: procedure.rule,
    ...(procedure.kind === 'vote' ? {} : { kind: procedure.kind }),
    openedAt,
    adoptedAt: closedAt,
    acts: shownActs(procedure).map(({ partner, act, reason, at }) => ({
      partner,
      // The partner's name, not the person's: persons stay in the record (the public reads who agreed, not who clicked).
      name: names.get(partner) ?? partner,
      act,
      reason,
      at,
    })),
  };
}

/** The frozen text as JSON and as sections. Throws where its bytes are not canonical: they were when they were stored. */
export function frozenTextOf({ canonical }: VersionView): {
  json: JsonValue;
  sections: readonly SectionTree[];
} {
  const bytes = new TextEncoder().encode(canonical);
  const [json, text] = [parseJcs(bytes), readCanonicalText(bytes)];
  if (!json.ok || !text.ok) throw new Error('a frozen text is not canonical');
  return { json: json.value, sections: text.value.sections };
}

/** The act's own title, as it was agreed; the register's is from the day the package was started. */
export function actTitleOf(sections: readonly SectionTree[]): string | null {
  const title = sections
    .filter(({ kind }) => kind === 'title')
    .flatMap(({ tree }) => blocksOf(tree))
    .map(wordsOf)
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return title === '' ? null : title;
}
