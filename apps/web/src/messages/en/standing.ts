/** How far a procedure is from adoption, what stands in the way, and suppositions. */
export const standing = {
  'standing.title': 'How it stands',
  'standing.adopts': 'As things stand, it is adopted.',
  'standing.breaks':
    '{size, plural, one {One partner} other {# partners}} could still break it, for example {codes}.',
  'standing.reserves':
    '{count, plural, one {A live reserve stands} other {# live reserves stand}} in the way: {who}. Unless lifted by the deadline, it is not adopted.',
  'standing.blocked': 'Adoption is blocked: {why}.',
  'standing.deal':
    '{count, plural, one {It would be adopted if {codes} were in favour.} other {It would be adopted with the fewest changes if {codes} were in favour.}}',
  'standing.noDeal': 'No change of stances adopts it.',
  'standing.couldBlock': 'If all awaited agreed, {codes} could still block.',
  'standing.partners': '{count} partners',
  'standing.whatIf': 'What if',

  'obstacle.ofPart': '{part}: {why}',
  'obstacle.empty_electorate': 'nobody is asked',
  'obstacle.quorum_not_met': 'the quorum lacks {short}',
  'obstacle.votes_against': '{codes} against',
  'obstacle.absent_member': 'no answer from {codes}',
  'obstacle.nobody_in_favour': 'nobody is in favour',
  'obstacle.constructive_third_third':
    'constructive abstentions ({codes}) are a third of members and of population',
  'obstacle.not_all_in_favour': 'not in favour: {codes}',
  'obstacle.objection': 'objection of {codes}',
  'obstacle.excluded_more_than_k': 'more are excluded than the rule allows: {codes}',
  'obstacle.insufficient_members': '{short} members are lacking',
  'obstacle.insufficient_weight': '{short} of weight are lacking',
  'obstacle.blocking_minority': '{codes} are a blocking minority',
  'obstacle.insufficient_votes': '{short} votes are lacking',
  'obstacle.veto': 'veto of {codes}',
  'obstacle.tie': 'a tie',
  'obstacle.all_against': 'all decided otherwise',
  'obstacle.too_few_targets': '{short} targets are lacking',
  'obstacle.part_not_adopted': 'a part is not adopted',

  'outcome.adopted': 'adopted',
  'outcome.not_adopted': 'not adopted',
  'outcome.no_decision': 'no decision',

  'stanceOf.in_favour': 'In favour',
  'stanceOf.against': 'Against',
  'stanceOf.abstain': 'Abstains',
  'stanceOf.abstain_constructive': 'Abstains constructively',
  'stanceOf.absent': 'No answer',

  'whatIf.flips': 'It would turn: {outcome}.',
  'whatIf.same': 'It would stay: {outcome}.',
  'whatIf.nothing': 'Nothing is supposed yet.',
  'whatIf.target': 'On which target',
  'whatIf.caption': 'Each target now, and as is supposed',
  'whatIf.now': 'Now',
  'whatIf.then': 'Then',
  'whatIf.launched': '{inNow} of {minPartners}: launched',
  'whatIf.short': '{inNow} of {minPartners}: {short, plural, one {lacks one} other {lacks #}}',
  'whatIf.cells':
    'Of {targets, plural, one {one target} other {# targets}} {launched, plural, =0 {none would be launched} one {one would be launched: {titles}} other {# would be launched: {titles}}}.',
  'whatIf.says': '{partner}: {to} on {where}',
  'whatIf.part': 'On which part',
  'whatIf.reset': 'Start again',
  'whatIf.close': 'Close',
} as const;
