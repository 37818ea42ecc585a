import type { Procedure, PublicationPreview, SealedPublicationFile } from '@entente/contracts';
import { numberSections, type Labels } from '@entente/document';
import { frozenTextOf } from './publication-file.js';
import type { Decided, Made } from './publication-files.js';
import {
  appearanceOf,
  appearanceOfDeclaration,
  appearanceOfNote,
  entriesOf,
  isLeftOut,
  shownActs,
  type Entry,
} from './standing.js';

type Amended = Pick<SealedPublicationFile, 'amends' | 'adds'>;

/** What publishing now would say, and what it would leave out, for who is about to publish. */
export function previewOf(
  { version, corrected, procedure }: Decided,
  { address, edition, file }: Made,
): PublicationPreview {
  const entries = entriesOf(procedure.core);
  const labels = numberSections(frozenTextOf(version).sections);
  const { amends, adds }: Amended = file.form === 'entente-publication/2' ? file : { amends: [], adds: [] };
  return {
    packageHash: version.packageHash,
    edition,
    address,
    amends: amends.map((one) => one.address),
    whole: !entries.some(isLeftOut),
    complete: !entries.some(({ state }) => state === 'open'),
    entries: entries.map((entry, at) => entryOf(entry, labels, adds.includes(at + 1))),
    // An unsealed text is published whole, with every word beside it.
    words:
      version.sealedText === null
        ? []
        : [
            ...reasonsOf(procedure, entries),
            ...declarationsOf(procedure, entries),
            ...notesOf(corrected, file, entries),
          ],
    corrigenda: corrected.length,
    corrigendumUntil: procedure.core.corrigenda.find(({ state }) => state === 'running')?.standsAt ?? null,
  };
}

function entryOf(
  { item, state }: Entry,
  labels: Labels,
  added: boolean,
): PublicationPreview['entries'][number] {
  const { id, title, framework = false, provisions = [] } = item;
  const places = provisions.map((unit) => labels.get(unit)?.citation ?? unit);
  return { id, title, framework, state, added, places };
}

type Words = PublicationPreview['words'];

function reasonsOf(procedure: Procedure, entries: readonly Entry[]): Words {
  return shownActs(procedure)
    .filter(({ reason }) => reason !== '')
    .map((act) => ({
      id: act.nonce,
      kind: 'reason',
      partners: [act.partner],
      about: entries.flatMap(({ item }) => (act.scope.includes(item.id) ? [item.title] : [])),
      text: act.reason,
      appears: appearanceOf(act, entries),
    }));
}

function declarationsOf({ core }: Procedure, entries: readonly Entry[]): Words {
  return core.declarations.map((declaration) => ({
    id: declaration.id,
    kind: 'declaration',
    partners: [...declaration.partners],
    about: [],
    text: declaration.text,
    appears: appearanceOfDeclaration(declaration, entries),
  }));
}

function notesOf(corrected: Decided['corrected'], file: Made['file'], entries: readonly Entry[]): Words {
  const published = file.form === 'entente-publication/2' ? (file.corrigenda ?? []) : [];
  return corrected.map(({ corrigendum: { id, note } }, at) => {
    const appears = appearanceOfNote(published[at]?.passages.length ?? 0, entries);
    return { id, kind: 'corrigendum', partners: [], about: [], text: note, appears };
  });
}
