import type { PublicationFile, SealedPublicationFile } from '@entente/contracts';
import { markup, type Html } from './html.js';
import { cellsTable } from './publication-cells.js';
import { listed, time } from './publication-words.js';

const ACTS = {
  agree: 'Agreed',
  abstain: 'Abstained',
  abstain_constructive: 'Abstained constructively',
  object: 'Objected',
} as const;
/** The names of the rules; a file states the rule, and the decision record its whole text. */
const RULES: ReadonlyMap<string, string> = new Map([
  ['UNANIMITY_STRICT', 'Unanimity of all members'],
  ['UNANIMITY_ABST', 'Unanimity; an abstention does not prevent adoption'],
  ['CONSENSUS', 'Consensus: nobody objected'],
  ['CONSENSUS_MINUS_K', 'Consensus minus the states named'],
  ['QMV_55_65', 'Qualified majority, 55 % of the members and 65 % of the population'],
  ['QMV_72_65', 'Qualified majority, 72 % of the members and 65 % of the population'],
  ['UNSC_SUBSTANTIVE', 'Nine votes, and no permanent member against'],
  ['UNSC_PROCEDURAL', 'Nine votes'],
  ['TWO_THIRDS_MEMBERS', 'Two thirds of the members'],
  ['TWO_THIRDS_CAST', 'Two thirds of the votes cast'],
  ['SIMPLE_MAJORITY_MEMBERS', 'Majority of the members'],
  ['SIMPLE_MAJORITY_CAST', 'Majority of the votes cast'],
  ['WEIGHTED', 'A share of the weight'],
  ['MATRIX', 'Each target and each partner for itself'],
  ['REVERSE_CONSENSUS', 'Takes effect unless all are against'],
  ['COMPOSITE', 'Several rules, each on the same text'],
]);

const KINDS: ReadonlyMap<string, string> = new Map([
  ['silence', ' By silence: who said nothing until the deadline consented.'],
  ['no_objection', ' By no objection: who said nothing until the deadline consented.'],
  ['written', ' In writing.'],
]);

const DECLARED: Readonly<Record<SealedPublicationFile['decision']['declarations'][number]['kind'], string>> =
  {
    statement_in_minutes: 'Statement in the minutes',
    interpretative_declaration: 'Interpretative declaration',
    explanation_of_vote: 'Explanation of vote',
    constructive_abstention: 'Declaration of constructive abstention',
    dissociation: 'Dissociation',
    non_participation: 'Declaration of non-participation',
    alignment: 'Alignment declaration',
  };

/** Acts before a corrigendum stood are on the words before it. */
const hashWords = (file: PublicationFile): string =>
  'corrigenda' in file && file.corrigenda !== undefined
    ? 'Each act names the package hash of the words as they then stood: the one above, or one before a corrigendum.'
    : 'Each act names the package hash above.';

const KEPT_BACK = 'Not published: it may speak of an entry that is left out.';

/** Who agreed, when and why, on which part; and the declarations that travel with the decision. */
export function decisionPart(file: PublicationFile): Html {
  const { decision } = file;
  const isMatrix = 'cells' in decision && decision.cells !== undefined;
  return markup`<section aria-labelledby="~decision">
    <h2 id="~decision">${isMatrix ? 'Who takes part, and in what' : 'Who agreed, and when'}</h2>
    ${stoodPart(file)}
  </section>
  ${declarationsPart(file)}`;
}

/** Where partners stood: acts, or the cells of a matrix; or that it is not said, or that nobody said anything. */
function stoodPart(file: PublicationFile): Html {
  const { decision } = file;
  const rule = `${RULES.get(decision.rule) ?? decision.rule}.${KINDS.get(decision.kind ?? 'vote') ?? ''}`;
  const open = markup`${rule} Opened ${time(decision.openedAt)}, adopted ${time(decision.adoptedAt)}.`;
  if ('actsShown' in decision && !decision.actsShown)
    return markup`<p>${open} By the rules of this decision where partners stood is not published.</p>`;
  const caption = markup`${open} ${hashWords(file)}`;
  if ('cells' in decision && decision.cells !== undefined) return cellsTable(decision, caption);
  if (decision.acts.length > 0) return actsTable(file, caption);
  return decision.kind === 'matrix'
    ? markup`<p>${open} This file does not say where partners stood.</p>`
    : markup`<p>${open} No act of a partner is part of this publication.</p>`;
}

function actsTable({ decision, form }: PublicationFile, caption: Html): Html {
  const parts = form === 'entente-publication/2';
  const rows = decision.acts.map(
    (act) =>
      markup`<tr>
        <th scope="row">${act.name} (${act.partner})</th>
        <td>${ACTS[act.act]}</td>
        ${parts ? markup`<td>${aboutWords(act)}</td>` : ''}
        <td>${time(act.at)}</td>
        <td class="reason">${act.reason ?? KEPT_BACK}</td>
      </tr> `,
  );
  return markup`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">Partner</th>
        <th scope="col">Act</th>
        ${parts ? markup`<th scope="col">On</th>` : ''}
        <th scope="col">Received</th>
        <th scope="col">Reason given</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

/** `Entries 1 and 3`, `Part regulation`, `Everything`. */
function aboutWords(act: PublicationFile['decision']['acts'][number]): string {
  if (!('about' in act)) return '';
  const { entries, parts, provisions } = act.about;
  const words = [
    ...(entries.length === 0
      ? []
      : [`${entries.length === 1 ? 'Entry' : 'Entries'} ${listed(entries.map(String))}`]),
    ...(parts.length === 0 ? [] : [`${parts.length === 1 ? 'Part' : 'Parts'} ${listed(parts)}`]),
    ...(provisions.length === 0 ? [] : [listed(provisions)]),
  ];
  return words.length === 0 ? 'Everything' : words.join('; ');
}

function declarationsPart(file: PublicationFile): Html {
  const declarations = 'declarations' in file.decision ? file.decision.declarations : [];
  if (declarations.length === 0) return markup``;
  const rows = declarations.map(
    ({ kind, partners, text, answers, at }, index) =>
      markup`<tr>
        <td>${index + 1}</td>
        <th scope="row">${partners.length === 0 ? 'Chair or secretariat' : listed(partners.map(({ name }) => name))}</th>
        <td>${DECLARED[kind]}${answers === null ? '' : `, answers ${String(answers)}`}</td>
        <td>${time(at)}</td>
        <td class="reason">${text ?? KEPT_BACK}</td>
      </tr> `,
  );
  return markup`<section aria-labelledby="~declarations">
    <h2 id="~declarations">Declarations</h2>
    <table>
      <caption>
        Declarations travel with the decision and change nothing of it.
      </caption>
      <thead>
        <tr>
          <th scope="col">No.</th>
          <th scope="col">By</th>
          <th scope="col">Kind</th>
          <th scope="col">Made</th>
          <th scope="col">Words</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}
