import type { Rule, Terms } from '@entente/consensus';
import { ruleWords } from './rule-words.js';
import { sayFrom } from './say.js';

const say = sayFrom(ruleWords, 'en');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The rule and everything that was laid down with it, one sentence each, in the order in which they matter (SPEC R180). */
export function ruleText(terms: Terms): string[] {
  return [
    say(`kind.${terms.kind}`),
    ...sentencesOf(terms.rule),
    ...objectionText(terms),
    ...clockText(terms),
    ...bodyText(terms),
    ...reserveText(terms),
    ...sightText(terms),
  ];
}

/** A kind of reserve in words. */
export const reserveName = (kind: keyof Terms['reservePolicy']): string => say(`reserve.${kind}`);

function sentencesOf(rule: Rule): readonly string[] {
  if (rule.id === 'COMPOSITE') return [say('rule.COMPOSITE'), ...rule.parts.map(partText)];
  if (rule.id === 'CONSENSUS_MINUS_K') {
    const excluded = rule.excluded.map(({ partner, ground }) => `${partner} (${ground})`).join(', ');
    return [say('rule.CONSENSUS_MINUS_K', { k: rule.k, excluded: excluded === '' ? '–' : excluded })];
  }
  if (rule.id === 'QMV_72_65' && rule.rescue === true) return [say('rule.QMV_72_65.rescue')];
  if (rule.id === 'WEIGHTED') return [say('rule.WEIGHTED', { num: rule.num, den: rule.den })];
  if (rule.id === 'MATRIX') {
    return [say('rule.MATRIX', { minPartners: rule.minPartners, minTargets: rule.minTargets })];
  }
  if (rule.id === 'REVERSE_CONSENSUS') return [say('rule.REVERSE_CONSENSUS', { days: rule.days })];
  return [say(`rule.${rule.id}`)];
}

const partText = ({ name, rule }: { readonly name: string; readonly rule: Rule }): string =>
  say('rule.part', { name, text: sentencesOf(rule).join(' ') });

function objectionText({
  kind,
  fallback,
  severable,
  onObjection,
  holdMaxMs,
  holdExtensionMs,
  reasonsRequired,
}: Terms): string[] {
  const bySilence = kind === 'silence' || kind === 'no_objection';
  return [
    ...(fallback === null ? [] : [say('terms.fallback', { text: sentencesOf(fallback).join(' ') })]),
    ...(bySilence && fallback === null ? [say('terms.objection.terminate')] : []),
    ...(severable ? [say('terms.objection.severable')] : []),
    ...(onObjection === 'suspend' ? [say('terms.holds', { days: Math.floor(holdMaxMs / DAY_MS) })] : []),
    ...(holdExtensionMs === undefined
      ? []
      : [say('terms.holdExtension', { days: Math.floor(holdExtensionMs / DAY_MS) })]),
    ...(reasonsRequired ? [say('terms.reasons')] : []),
  ];
}

function clockText({ deadlineAt, deadlineInclusive, maxExtensions, contestable }: Terms): string[] {
  const contests = contestable ? [say('terms.contestable')] : [];
  if (deadlineAt === null) return contests;
  return [
    say(deadlineInclusive ? 'terms.inclusive' : 'terms.exclusive'),
    say('terms.extensions', { count: maxExtensions }),
    ...contests,
  ];
}

function bodyText(terms: Terms): string[] {
  const { quorum, allowAbstain, allowConstructive, allowEmergencyBrake, joiners, proxiesPerHolder } = terms;
  return [
    ...quorumText(quorum),
    ...(allowAbstain ? [] : [say('terms.noAbstain')]),
    ...(allowConstructive ? [say('terms.constructive')] : []),
    ...(allowEmergencyBrake ? [say('terms.brake')] : []),
    say('terms.proxies', { count: proxiesPerHolder }),
    ...(joiners === 'pending_matters' ? [say('terms.joiners')] : []),
  ];
}

function quorumText(quorum: Terms['quorum']): string[] {
  if (quorum === 'none') return [];
  return [
    typeof quorum === 'number'
      ? say('terms.quorum.number', { members: quorum })
      : say(`terms.quorum.${quorum}`),
  ];
}

function reserveText({ reservePolicy }: Terms): string[] {
  return (['blocks', 'lapses'] as const).flatMap((effect) => {
    const kinds = Object.entries(reservePolicy)
      .filter(([, policy]) => policy === effect)
      .map(([kind]) => reserveName(kind as keyof Terms['reservePolicy']));
    return kinds.length === 0 ? [] : [say(`terms.${effect}`, { kinds: kinds.join(', ') })];
  });
}

function sightText({ positionVisibility, nameObjectors, recallWindowMs }: Terms): string[] {
  return [
    say(`terms.visibility.${positionVisibility}`),
    ...(nameObjectors ? [] : [say('terms.unnamed')]),
    ...(recallWindowMs > 0 ? [say('terms.recall', { hours: Math.ceil(recallWindowMs / HOUR_MS) })] : []),
  ];
}
