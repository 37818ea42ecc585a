export const decision = {
  'positions.title': 'Positions',

  'board.title': 'Decision',
  'board.expand': '{short}: expand {name}',
  'board.collapse': '{short}: collapse {name}',
  'board.noVote': 'has not acted',
  'board.notMember': 'not in the electorate',
  'board.agreed': '{agreed} of {provisions} provisions are agreed by all',
  'board.held':
    '{count, plural, =0 {No opposition or reserve of substance stands.} one {{codes} holds a reserve or opposes.} other {{codes} hold a reserve or oppose.}}',
  'board.heldBefore':
    'Positions as they stood when REV {revision} was adopted. {count, plural, =0 {No opposition or reserve of substance stood.} other {{codes} held a reserve or opposed.}}',
  'board.noneComplete': 'No partner has a position on every provision.',
  'board.noInstructions': 'Without a position on every provision: {codes}.',
  'board.reconfirm':
    '{count, plural, =0 {} one {One position was given for other words.} other {# positions were given for other words.}}',
  'board.csvName': '{number} board.csv',
  'board.positions': 'Positions of partners',
  'board.given': 'by {name}, <at></at>',
  'board.hash': 'On the words with the hash',
  'board.openInText': 'Open in the text',

  'procedure.heading': 'Procedure on REV {revision}',
  'procedure.none': 'No procedure yet',
  'procedure.noneText':
    'The chair opens a procedure by a rule book once a version is frozen. Each partner then speaks on exactly those words.',
  'procedure.open': 'Open a procedure',
  'procedure.openOn': 'Open a procedure on REV {revision}',
  'procedure.notFrozen': 'A version must be frozen first.',
  'procedure.running': 'Open since <at></at>. {acted} of {members} partners have acted; awaited: {awaited}.',
  'procedure.runningSilence':
    'Under silence since <at></at>. {acted, plural, =0 {Nobody has} one {One partner has} other {# partners have}} spoken explicitly; who is silent at the deadline has agreed.',
  'procedure.canStill': 'If all awaited partners agree, REV {revision} is adopted.',
  'procedure.adopted': 'REV {revision} was adopted, <at></at>.',
  'procedure.broken':
    'REV {revision} was not adopted: {count, plural, =0 {a delegation} other {{codes}}} objected, <at></at>. The package returned to drafting.',
  'procedure.broken.reserve_not_lifted':
    'REV {revision} was not adopted: {count, plural, =0 {a reserve} one {the reserve of {codes}} other {the reserves of {codes}}} had not been lifted by the deadline, <at></at>. The package returned to drafting.',
  'procedure.void.corrigendum_contested':
    'The procedure on REV {revision} is void: a corrigendum was contested, <at></at>. The package returned to drafting.',
  'procedure.referred.emergency_brake':
    'REV {revision} was referred: a vital reason of national policy was stated, <at></at>. No vote was taken here.',
  'procedure.withdrawn.use_contested':
    'The use of silence for REV {revision} was contested before opening, <at></at>. The package returned to drafting.',
  'procedure.not_adopted':
    'REV {revision} was not adopted: {why}, <at></at>. The package returned to drafting.',
  'procedure.prepared': 'A procedure on REV {revision} is prepared.',
  'procedure.announced': 'A procedure on REV {revision} is announced, <at></at>.',
  'procedure.suspended': 'The procedure on REV {revision} is suspended.',
  'procedure.part_adopted': 'Of REV {revision} some entries are adopted; others are held.',
  'procedure.no_decision': 'No decision on REV {revision}: the quorum was not met, <at></at>.',
  'procedure.void': 'The procedure on REV {revision} is void, <at></at>. The package returned to drafting.',
  'procedure.referred': 'REV {revision} was referred, <at></at>; no vote was taken here.',
  'procedure.withdrawn': 'The procedure on REV {revision} was withdrawn, <at></at>.',
  'procedure.soFar':
    '{favour} of {members} in favour{abstain, plural, =0 {} other {, # abstained}}{absent, plural, =0 {} one {, one has not acted} other {, # have not acted}}. {against, plural, =0 {Nobody has objected.} one {One partner has objected.} other {# partners have objected.}}',
  'procedure.inAll':
    '{favour} of {members} in favour{abstain, plural, =0 {} other {, # abstained}}{absent, plural, =0 {} one {, one was not asked further} other {, # were not asked further}}. {against, plural, =0 {Nobody objected.} one {One partner objected.} other {# partners objected.}}',
  'procedure.inAllSilence':
    '{objected, plural, =0 {No objection} one {One objection} other {# objections}}, {endorsed, plural, =0 {no explicit endorsement} one {one explicit endorsement} other {# explicit endorsements}}{abstained, plural, =0 {} one {, one abstention} other {, # abstentions}}, {silent, plural, =0 {nobody silent} other {# silent}}.',
  'procedure.acts': 'Acts of the partners',
  'procedure.actLine': '{name} {act}',
  'procedure.actBy': '{name}, <at></at>, record #{number}',
  'procedure.notYet': 'has not acted',
  'procedure.notAsked': 'was not asked further',
  'procedure.silentYet': 'is silent so far',
  'procedure.silentConsent': 'was silent, and so consented',
  'procedure.silent': 'was silent',
  'procedure.rule': 'Rule',
  'procedure.electorate': 'Electorate',
  'procedure.electorateText':
    '{count, plural, one {one partner} other {# partners}}, frozen when the procedure opened',
  'procedure.earlier': 'Earlier procedures',
  'procedure.withdraw': 'Withdraw the procedure',
  'procedure.actNow': 'Act for {delegation}',
  'procedure.agree': 'Agree',
  'procedure.object': 'Object',
  'procedure.abstain': 'Abstain',
  'procedure.abstain_constructive': 'Abstain constructively',

  'open.what':
    'You open a procedure on REV {revision} of {number}. Every partner is asked to agree, object or abstain on exactly these words.',
  'open.rule':
    'Unanimity. An abstention does not prevent adoption; one objection ends the procedure at once; at least one partner must agree.',
  'open.next': 'The electorate is frozen now: {codes}. The last partner’s act closes the procedure.',
  'open.sees': 'Every delegation, at once. The act stands in the record.',
  'open.submit': 'Open the procedure',
  'open.done': 'The procedure is open',

  'vote.title.agree': 'Agree to REV {revision}',
  'vote.title.object': 'Object to REV {revision}',
  'vote.title.abstain': 'Abstain on REV {revision}',
  'vote.title.abstain_constructive': 'Abstain constructively on REV {revision}',
  'vote.what.agree': '{delegation} agrees to REV {revision} of {number}.',
  'vote.what.object': '{delegation} objects to REV {revision} of {number}.',
  'vote.what.abstain': '{delegation} abstains on REV {revision} of {number}.',
  'vote.what.abstain_constructive':
    '{delegation} abstains constructively on REV {revision} of {number}, and is not bound by it.',
  'vote.next.agree':
    'The act is binding and recorded. Awaited besides you: {others}. When the last partner has acted without objection, the package is adopted.',
  'vote.next.object':
    'The procedure ends at once. The package returns to drafting; the next version will be REV {next}.',
  'vote.next.abstain':
    'The act is recorded. An abstention does not prevent adoption. Awaited besides you: {others}.',
  'vote.next.abstain_constructive':
    'The act and its declaration are recorded; the decision will not bind your state. Awaited besides you: {others}.',
  'vote.sees': 'Every delegation at once; after publication, everybody.',
  'vote.reason': 'Reason',
  'vote.reasonHint.agree': 'Stands in the record and in the publication, as a declaration.',
  'vote.reasonHint.object': 'Needed. Stands in the record.',
  'vote.reasonHint.abstain': 'Stands in the record and in the publication.',
  'vote.reasonHint.abstain_constructive': 'Needed: it is the formal declaration.',
  'vote.submit.agree': 'Record the agreement',
  'vote.submit.object': 'Record the objection',
  'vote.submit.abstain': 'Record the abstention',
  'vote.submit.abstain_constructive': 'Record the abstention',
  'vote.word.agree': 'AGREE',
  'vote.word.object': 'OBJECT',
  'vote.word.abstain': 'ABSTAIN',
  'vote.word.abstain_constructive': 'ABSTAIN',
  'vote.again': 'Your delegation has acted before: {act}. The last act counts until the procedure closes.',
  'vote.result.open': 'The procedure stays open. Awaited: {awaited}.',
  'vote.result.adopted': 'With this act REV {revision} is adopted.',
  'vote.result.broken': 'With this act the procedure ended; the package returns to drafting.',
  'vote.result.not_adopted': 'With this act the procedure ended without adoption.',
  'vote.result.withdrawn': 'The procedure was withdrawn.',
  'vote.result.prepared': 'The procedure is prepared.',
  'vote.result.announced': 'The procedure is announced.',
  'vote.result.suspended': 'The procedure is suspended.',
  'vote.result.part_adopted': 'Some entries are adopted; others are held.',
  'vote.result.no_decision': 'The procedure ended without a decision: the quorum was not met.',
  'vote.result.void': 'The procedure is void.',
  'vote.result.referred': 'The procedure ended; the matter is referred.',
  'refused.ALREADY_CLOSED': 'The procedure is closed.',
  'refused.NOT_A_MEMBER': 'Your delegation is not in the electorate.',
  'refused.NO_MANDATE': 'You hold no mandate to bind your delegation at present.',
  'refused.HASH_MISMATCH': 'The words are not those of this procedure.',
  'refused.REASON_REQUIRED': 'A reason has to be stated.',
  'refused.other': 'This is not possible now ({code}).',

  'withdraw.what': 'You withdraw the procedure on REV {revision} of {number}.',
  'withdraw.rule': 'The chair may withdraw a procedure while it is open.',
  'withdraw.next': 'The package returns to drafting. The acts so far stay in the record and bind nobody.',
  'withdraw.reason': 'Reason',
  'withdraw.word': 'WITHDRAW',
  'withdraw.done': 'The procedure is withdrawn',
} as const;
