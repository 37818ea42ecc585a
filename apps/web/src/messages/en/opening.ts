/** Opening a procedure by a rule book. */
export const opening = {
  'open.what.vote':
    'You open a vote on REV {revision} of {number}. Every partner is asked to answer on exactly these words.',
  'open.what.written':
    'You open a written procedure on REV {revision} of {number}. Every partner answers by the deadline; silence is not consent.',
  'open.what.silence':
    'You put REV {revision} of {number} under silence. It is adopted at the deadline unless a partner objects.',
  'open.what.no_objection':
    'You circulate REV {revision} of {number}. It is adopted at the deadline unless a partner objects; a hold stops the clock.',
  'open.what.matrix': 'You ask every partner, target by target, on REV {revision} of {number}.',
  'open.nextByBook':
    'The electorate is frozen now: {codes}. Every delegation is told at once, with the deadline in its own zone.',
  'open.book': 'Rule book',
  'open.plain': 'Vote by unanimity, without a deadline',
  'open.period': 'Period',
  'open.stated': 'A stated deadline',
  'open.deadline': 'Deadline',
  'open.opens': 'Announce now, open at',
  'open.reserves': 'Reserves taken over',
  'open.reservesNone': 'No reserve stands on these words.',
  'open.reserve.blocks': 'It stands in the way of adoption until its owner ends it.',
  'open.reserve.lapses': 'It lapses at the deadline, after warnings.',
  'open.reserve.none': 'It does not stand in the way of adoption.',
  'open.reserve.pauses': 'It stands in the way of adoption until its owner ends it.',
  'open.announced': 'The procedure is announced',
  'open.sunset': 'What is adopted expires at',
  'open.fault.sunset_not_after_decision': 'It would expire before it could be adopted.',
  'open.fault.calendar_ends':
    'The working calendar does not reach that far. Choose an earlier deadline, or have the calendar extended.',
  'open.fault.calendar_missing': 'The rule book names a working calendar that is not there.',
  'open.fault.weight_missing':
    'The rule book’s table of weights has no weight for some of these partners. Choose another rule book, or have the table completed.',
  'open.fault.deadline_missing': 'This kind of procedure needs a deadline.',
  'open.fault.deadline_not_after_opening': 'The deadline must be later than the opening.',
  'open.fault.period_too_short': 'The period is shorter than the rule book’s minimum.',
  'open.fault.opener_not_allowed': 'This rule book is opened by somebody else than the chair.',
  'open.fault.forum_empty': 'Somebody has to be asked. Choose at least one partner.',
  'open.fault.forum_ground_missing': 'State why the others are not asked: they are told.',
  'open.fault.too_few_votes': 'Too few are asked for this rule: it needs nine that may vote.',
  'open.fault.permanent_missing': 'None of its permanent members is asked. Choose another rule book.',
  'open.fault.min_partners_above_electorate': 'Fewer are asked than this rule needs in a target.',
  'open.fault.quorum_above_electorate': 'Fewer are asked than the quorum of this rule book.',
  'open.fault.can_never_adopt': 'Not even everybody who is asked could adopt by this rule.',
  'open.fault.other': 'It cannot be opened by this rule book here ({code}).',

  'open.targets': 'Targets',
  'open.entries': 'Entries',
  'open.entriesMean':
    'Each names the provisions that it is. If it is not adopted, they are left out of what is published.',
  'open.entryTitle': 'Title of entry {number}',
  'open.entryProvision': 'Add a provision to entry {number}',
  'open.chooseProvision': 'Choose a provision of the frozen text',
  'open.removeProvision': 'Take out {citation}',
  'open.addEntry': 'Add an entry',
  'open.framework': 'The rest of the text is the framework, without which no entry stands',
  'open.frameworkTitle': 'Framework text',
  'open.readingText': 'The frozen text is being read.',
  'open.fault.unbound':
    'An entry names no provision of the text. Choose those that fall if it is not adopted.',
  'open.fault.framework_bound': 'The framework is what no entry names.',
  'open.fault.unknown': 'An entry names a provision that is not in the frozen text.',
  'open.fault.title': 'The title of the act is no entry.',
  'open.fault.twice': 'A provision belongs to two entries. Each part of the text belongs to one.',
  'open.fault.items_missing': 'This rule book decides entry by entry. Add the entries.',
  'open.follows.reissue':
    'The same words again: it names the procedure on REV {revision} as the one it reissues.',
  'open.follows.forum_switch':
    'The same words before another body: it names the procedure on REV {revision} as the one it comes from, for all to see (forum switch).',
} as const;
