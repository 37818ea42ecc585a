/** A procedure that follows another: taken on again, or before another electorate. */
export const forum = {
  'forum.who': 'Who is asked',
  'forum.ground': 'Why the others are not asked',
  'forum.without':
    '{names} {count, plural, one {is} other {are}} not asked: told so at once with this ground, and in no count there. Silence of a partner that is not asked is neither consent nor refusal.',
  'forum.again': 'Open again on REV {revision}',
  'forum.againText':
    'No version is tabled: the draft is closed as it stands, and checked to be exactly REV {revision}. Its number and its hash stay.',
  'forum.chooseBook': 'Choose the rule book by which it is opened again.',
  'forum.tableFirst': 'Nothing on these words can be followed. Table a version first.',
  'forum.changed':
    'The words or the annexes are no longer those of REV {revision}. Table them as REV {next}, or bring back what was changed.',
  'forum.came.reissue':
    'The same words again, by {book}, after the procedure on REV {revision} that ended: {state}.',
  'forum.came.forum_switch':
    'Forum switch: taken on by {book} from the procedure on REV {revision} that ended: {state}{without, select, none {} other {, without {without}}}.',
  'forum.came.referral': 'Referred here from the procedure on REV {revision} that ended: {state}.',
  'forum.wentOn.reissue': 'Put again on the same words, by {book}, <at></at>.',
  'forum.wentOn.forum_switch':
    'Forum switch: taken on by {book}{without, select, none {} other {, without {without}}}, <at></at>.',
  'forum.wentOn.referral': 'Referred on, <at></at>.',
  'forum.byRule': 'a vote by a rule alone',
  'forum.notAsked': 'not asked in this forum',
  'forum.notAskedFact': 'Not asked',
  'forum.notAskedGround': '{names}: {ground}',
  'forum.you':
    '{delegation} is not asked in this procedure: {ground} You read it and hear how it ends; what you say or do not say counts nowhere in it.',
} as const;
