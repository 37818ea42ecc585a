import { UNMARKED, type Marked } from '@entente/consensus';
import type { Act, Delegation, NoticeOfPartner, Procedure, VersionStrip } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';
import { formatInstant } from '../format/instant.js';
import type { Translate } from '../messages/use-t.js';
import { kept, type Column, type Face } from './face.js';
import { once } from './once.js';
import { resultOfMarks, resultOfProcedure, type Measure } from './measure.js';

const PLAIN = { toggle: null, expanded: false, first: false, provisions: null } as const;
const SILENT = { stale: false, note: false, supposed: false, detail: null } as const;

/** One column a frozen version: where each partner stood on it in the end (SPEC R186). */
export function versionColumns(
  versions: readonly VersionStrip[],
  partners: readonly Delegation[],
  measure: Measure | null,
  t: Translate,
): Column[] {
  return versions.map((strip) => {
    const name = t('board.rev', { revision: strip.revision });
    const known = new Map(strip.partners.map((one) => [one.partner, one]));
    return {
      ...PLAIN,
      key: `rev ${String(strip.revision)}`,
      short: name,
      name,
      title: t('board.revTitle', { revision: strip.revision, at: formatInstant(strip.tabledAt) }),
      face: kept(({ code }) => versionFace(strip, known.get(code), t)),
      result: once(() =>
        resultOfMarks(
          measure,
          new Map(partners.map(({ code }): [DelegationCode, Marked] => [code, known.get(code) ?? UNMARKED])),
          t,
        ),
      ),
    };
  });
}

function versionFace(
  strip: VersionStrip,
  one: VersionStrip['partners'][number] | undefined,
  t: Translate,
): Face {
  if (one === undefined) return { ...SILENT, sign: 'none', words: t('stance.none') };
  const words = `${t(`letter.${one.mark}`)} ${t(`stance.${one.mark}`)}`;
  return {
    ...SILENT,
    sign: one.mark,
    stale: one.stale,
    words: one.stale ? t('board.staleWords', { words }) : words,
    detail: { kind: 'version', strip, partner: one },
  };
}

/** What each partner did in a procedure. */
export function actColumn(procedure: Procedure, t: Translate): Column {
  const acts = new Map(procedure.acts.map((act) => [act.partner, act]));
  const members = new Set(procedure.electorate.map(({ partner }) => partner));
  return {
    ...PLAIN,
    key: 'act',
    short: t('board.vote'),
    name: t('board.vote'),
    title: t('procedure.heading', { revision: procedure.revision }),
    face: kept(({ code }) => actFace(acts.get(code), members.has(code), procedure, t)),
    result: once(() => resultOfProcedure(procedure, t)),
  };
}

function actFace(act: Act | undefined, isMember: boolean, { state }: Procedure, t: Translate): Face {
  if (act !== undefined) {
    const note = act.reason !== '';
    return {
      ...SILENT,
      sign: `act_${act.act}`,
      note,
      words: t(`acted.${act.act}`),
      detail: { kind: 'act', act },
    };
  }
  const asked = t(state === 'open' ? 'board.noVote' : 'procedure.notAsked');
  return { ...SILENT, sign: 'act_none', words: isMember ? asked : t('board.notMember') };
}

export const STAGES = ['delivered', 'opened', 'acknowledged'] as const;
type Stage = (typeof STAGES)[number];

/** How far the notice of a procedure has come with each partner; then its act. */
export function stageColumns(procedure: Procedure, t: Translate): Column[] {
  const notices = new Map(procedure.notices.map((one) => [one.partner, one]));
  const columns = STAGES.map((stage): Column => {
    const name = t(`notice.${stage}`);
    const reached = procedure.notices.filter((one) => instantOf(one, stage) !== null).length;
    const all = procedure.notices.length;
    return {
      ...PLAIN,
      key: stage,
      short: t(`stage.${stage}`),
      name,
      title: name,
      face: kept(({ code }) => stageFace(notices.get(code), stage, t)),
      result: once(() => ({
        short: `${String(reached)}/${String(all)}`,
        words: t('result.stage', { reached, all, stage: name }),
        verdict: null,
      })),
    };
  });
  return [...columns, actColumn(procedure, t)];
}

function stageFace(notice: NoticeOfPartner | undefined, stage: Stage, t: Translate): Face {
  if (notice === undefined) return { ...SILENT, sign: 'stage_open', words: t('board.notMember') };
  const at = instantOf(notice, stage);
  const detail = { kind: 'stage', notice } as const;
  if (at === null) return { ...SILENT, sign: 'stage_open', words: t('notice.not_yet'), detail };
  // Who asked for more time said so after reading.
  const note = stage === 'opened' && notice.extensionAsked !== null;
  return { ...SILENT, sign: 'stage_done', note, words: formatInstant(at), detail };
}

export function instantOf(notice: NoticeOfPartner, stage: Stage): NoticeOfPartner['deliveredAt'] {
  switch (stage) {
    case 'delivered':
      return notice.deliveredAt;
    case 'opened':
      return notice.openedAt;
    case 'acknowledged':
      return notice.acknowledgedAt;
  }
}
