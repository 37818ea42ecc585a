import type { DecisionRecord } from '@entente/contracts';
import type { Block, Writing } from './document.js';
import { reserveName } from './rule-text.js';

type History = DecisionRecord['history'];

const scopeWords = ({ say }: Writing, scope: readonly string[]): string =>
  scope.length === 0 ? say('scope.whole') : scope.join(', ');

/** Who objected, on what and why; late ones are noted. */
export function objectionsOf(writing: Writing): readonly Block[] {
  const { say, when, name, record } = writing;
  const head = (['partner', 'when', 'scope', 'reason', 'effect'] as const).map((id) => say(`col.${id}`));
  const rows = record.history.objections.map(({ partner, at, scope, reason, textProposal, effect }) => [
    name(partner),
    when(at),
    scopeWords(writing, scope),
    [reason, textProposal].filter((words) => words !== '').join('\n'),
    say(`effect.${effect}`),
  ]);
  return rows.length === 0 ? [] : [{ kind: 'table', caption: say('section.objections'), head, rows }];
}

export function reservesOf(writing: Writing): readonly Block[] {
  const { say, when, name, record } = writing;
  const head = (['partner', 'kind', 'scope', 'entered', 'reason', 'ended'] as const).map((id) =>
    say(`col.${id}`),
  );
  const rows = record.history.reserves.map((reserve) => [
    name(reserve.partner),
    reserveName(reserve.kind),
    scopeWords(writing, reserve.scope),
    reserve.by === 1 ? `${when(reserve.at)}, ${say('reserve.before')}` : when(reserve.at),
    reserve.reason,
    endWords(writing, reserve.end),
  ]);
  return rows.length === 0 ? [] : [{ kind: 'table', caption: say('section.reserves'), head, rows }];
}

function endWords({ say, when }: Writing, end: History['reserves'][number]['end']): string {
  if (end === null) return say('reserve.live');
  const why = [end.reason, end.evidence].filter((words) => words !== '').join('; ');
  const ended = say(`reserve.${end.mode}`, { at: when(end.at) });
  return why === '' ? ended : `${ended}: ${why}`;
}

export function holdsOf(writing: Writing): readonly Block[] {
  const { say, when, name, record } = writing;
  const holds = record.history.holds.map(({ partner, matters, at, reason, expiresAt, extendedFrom, end }) => {
    const what = matters.includes('*') ? say('scope.whole') : matters.join(', ');
    const held = say('hold.line', { partner: name(partner), what, at: when(at), reason });
    const extended =
      extendedFrom === undefined
        ? ''
        : ` ${say('hold.extended', { from: when(extendedFrom), to: when(expiresAt) })}`;
    return `${held}${extended} ${end === null ? say('hold.live') : say(`hold.${end.mode}`, { at: when(end.at) })}`;
  });
  const suspensions = record.history.suspensions.map(({ at, reason, endedAt }) =>
    say('suspension.line', { at: when(at), reason, ended: endedAt === null ? 'none' : when(endedAt) }),
  );
  return listOf([...holds, ...suspensions]);
}

const listOf = (items: readonly string[]): readonly Block[] =>
  items.length === 0 ? [] : [{ kind: 'list', items }];

export function declarationsOf({ say, when, name, record }: Writing): readonly Block[] {
  const head = (['partner', 'kind', 'when', 'text'] as const).map((id) => say(`col.${id}`));
  const rows = record.history.declarations.map(({ partners, kind, at, text }) => [
    partners.length === 0 ? say('declaration.office') : partners.map(name).join(', '),
    say(`declaration.${kind}`),
    when(at),
    text,
  ]);
  return rows.length === 0 ? [] : [{ kind: 'table', caption: say('section.declarations'), head, rows }];
}

/** Deadlines that moved, the electorate, proxies and corrigenda, in the order in which they came. */
export function changesOf(writing: Writing): readonly Block[] {
  const { deadlines, electorate, proxies, corrigenda } = writing.record.history;
  const lines = [
    ...deadlines.map((change) => ({ at: change.at, words: deadlineLine(writing, change) })),
    ...electorate.map((step) => ({ at: step.at, words: electorateLine(writing, step) })),
    ...proxies.map((proxy) => ({ at: proxy.at, words: proxyLine(writing, proxy) })),
    ...corrigenda.map((filed) => ({ at: filed.at, words: corrigendumLine(writing, filed) })),
  ];
  return listOf(lines.toSorted((one, other) => one.at - other.at).map(({ words }) => words));
}

function deadlineLine({ say, when }: Writing, { how, at, from, to }: History['deadlines'][number]): string {
  return say(`change.${how}`, { at: when(at), from: from === null ? '–' : when(from), to: when(to) });
}

function electorateLine(
  { say, when, name }: Writing,
  { how, at, leaving, joining }: History['electorate'][number],
): string {
  const list = (codes: readonly string[]): string =>
    codes.length === 0 ? 'none' : codes.map(name).join(', ');
  const words = { at: when(at), left: list(leaving.map(({ partner }) => partner)), joined: list(joining) };
  return say(how === 'changed' ? 'change.electorate' : `change.${how}`, words);
}

function proxyLine(
  { say, when, name }: Writing,
  { giver, holder, at, revokedAt }: History['proxies'][number],
): string {
  const revoked = revokedAt === null ? 'none' : when(revokedAt);
  return say('change.proxy', { giver: name(giver), holder: name(holder), at: when(at), revoked });
}

function corrigendumLine(
  { say, when }: Writing,
  { at, note, toHash, state, passages = [] }: History['corrigenda'][number],
): string {
  const read = passages.map(({ unit, before, after }) =>
    say(after === '' ? 'change.passageDeleted' : 'change.passage', { place: unit, before, after }),
  );
  return say(`change.corrigendum.${state}`, { at: when(at), note, hash: toHash, passages: read.join('') });
}
