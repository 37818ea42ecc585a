import type { DecisionRecord } from '@entente/contracts';
import type { Block, Writing } from './document.js';
import { groupDigits } from './figures.js';

type Position = DecisionRecord['history']['positions'][number];
type RecordedAct = Position['acts'][number];

/** Each partner: as what it is counted, its last word, and every earlier one. */
export function positionsOf(writing: Writing): readonly Block[] {
  const { say, name, record } = writing;
  const head = (['partner', 'weight', 'counted', 'last', 'earlier'] as const).map((id) => say(`col.${id}`));
  const rows = record.history.positions.map((position) => {
    const last = position.acts.filter(({ standing }) => standing === 'counts' || standing === 'unconfirmed');
    const earlier = position.acts.filter((act) => !last.includes(act));
    return [
      name(position.partner),
      groupDigits(position.weight),
      countedWords(writing, position),
      lastWords(writing, position, last),
      earlier.map((act) => actWords(writing, act)).join('\n'),
    ];
  });
  return [{ kind: 'table', caption: say('caption.positions'), head, rows }];
}

function countedWords({ say }: Writing, { departed, counted, stances }: Position): string {
  if (departed !== null) return say(`position.${departed}`);
  if (!counted) return say('position.outside');
  if (stances === null) return say('position.hidden');
  const said = Object.entries(stances);
  const [only] = said;
  if (only !== undefined && said.length === 1) return say(`stance.${only[1]}`);
  return said
    .map(([subject, stance]) => say('stance.on', { subject, stance: say(`stance.${stance}`) }))
    .join('\n');
}

function lastWords(writing: Writing, position: Position, last: readonly RecordedAct[]): string {
  const { say, record } = writing;
  const cells = new Map(position.cells.map(({ target, cell }) => [target, cell]));
  const said = [
    ...last.map((act) => actWords(writing, act)),
    ...[...cells].map(([subject, cell]) => say('stance.on', { subject, stance: say(`cell.${cell}`) })),
  ];
  if (said.length > 0) return said.join('\n');
  return say(record.withheld === null ? 'position.silent' : 'position.hidden');
}

function actWords({ say, when, record }: Writing, act: RecordedAct): string {
  const entry = record.events.find(({ sequence }) => sequence === act.event)?.record ?? 0;
  const more = [
    act.proxyHolder === null ? '' : say('act.proxy', { holder: act.proxyHolder }),
    act.standing === 'unconfirmed' ? say('act.unconfirmed') : '',
    act.confirmedAt === null ? '' : say('act.confirmed', { at: when(act.confirmedAt) }),
    act.standing === 'lapsed' ? say('act.lapsed') : '',
    act.reason === '' ? '' : say('act.reason', { reason: act.reason }),
  ].join('');
  return say('act.line', { act: say(`act.${act.act}`), at: when(act.at), record: entry, more });
}

/** How the notice came to each delegation. */
export function receiptsOf({ say, when, name, record }: Writing): readonly Block[] {
  const head = (['partner', 'delivered', 'opened', 'acknowledged', 'asked'] as const).map((id) =>
    say(`col.${id}`),
  );
  const rows = record.receipts.map((receipt) => {
    const { extensionAsked } = receipt;
    const steps = [receipt.deliveredAt, receipt.openedAt, receipt.acknowledgedAt];
    return [
      name(receipt.partner),
      ...steps.map((at) => (at === null ? '–' : when(at))),
      extensionAsked === null ? '' : `${when(extensionAsked.at)}: ${extensionAsked.reason}`,
    ];
  });
  return rows.length === 0 ? [] : [{ kind: 'table', caption: say('caption.receipts'), head, rows }];
}
