import type { Procedure, PublicationPreview, SealedPublicationFile } from '@entente/contracts';
import { numberSections, type Labels } from '@entente/document';
import { frozenTextOf } from './publication-file.js';
import type { Decided, Made } from './publication-files.js';
import {
  appearanceOf,
  appearanceOfDeclaration,
  entriesOf,
  isLeftOut,
  shownActs,
  type Entry,
} from './standing.js';

type Amended = Pick<SealedPublicationFile, 'amends' | 'adds'>;

/** What publishing now would say, and what it would leave out, for who is about to publish. */
export function previewOf(
  { version, procedure }: Decided,
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
        : [...reasonsOf(procedure, entries), ...declarationsOf(procedure, entries)],
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
