/** Act sheets on a procedure that runs. */
export const procedureSheets = {
  'sheet.recorded': 'Recorded',
  'sheet.yourZone': 'In your own time zone.',
  'sheet.inZones': '{seat} at the seat; {utc}.',

  'procedure.adReferendum': 'ad referendum',
  'vote.adReferendum': 'Said ad referendum: it counts once your capital confirms it.',
  'vote.override': 'Special reasons',
  'vote.overrideHint':
    'Your parliamentary reserve is live, and abstaining is giving agreement: say why it is overridden.',
  'capital.awaits':
    'Said ad referendum: {name} {act}. Until the capital confirms, your delegation has not answered.',
  'capital.confirm': 'Confirm',
  'capital.repudiate': 'Do not confirm',
  'capital.what.confirm': 'The capital confirms what {name} said: {act}.',
  'capital.what.repudiate': 'The capital does not confirm what {name} said: {act}.',
  'capital.next.confirm': 'It binds your partner from now on.',
  'capital.next.repudiate': 'It no longer counts. Your partner has not answered.',

  'extend.title': 'Extend the deadline',
  'extend.what':
    'You move the deadline to {at}. {left, plural, =0 {No extension is left.} one {One extension is left.} other {# extensions are left.}}',
  'extend.next':
    'Every delegation is told at once. What was said stays said. A deadline is never shortened without every partner.',
  'extend.deadline': 'New deadline',
  'extend.later': 'The new deadline must be later than the present one.',
  'extend.submit': 'Extend the deadline',

  'suspend.title': 'Suspend the procedure',
  'suspend.what':
    '{until, select, none {You stop the clock of the procedure until you let it run again.} other {You stop the clock of the procedure until {at}.}}',
  'suspend.next':
    'Every delegation is told at once, with your reason. Nothing closes while the clock stands; an objection still ends the procedure. It then runs on with the time that is left now, and at least one working day.',
  'suspend.until': 'Until when',
  'suspend.later': 'It must be later than now.',
  'suspend.submit': 'Stop the clock',
  'suspend.stands': 'The clock stands already.',
  'resume.title': 'Let it run again',
  'resume.what': 'You let the procedure run again.',
  'resume.next':
    'It runs on with the time that was left when it was suspended, and at least one working day. Every delegation is told its new deadline. What a hold stops stays stopped.',
  'resume.submit': 'Let it run again',

  'ask.title': 'Ask for more time',
  'ask.what': 'You ask the chair to extend the deadline.',
  'ask.next': 'The chair decides. Until then the deadline stands as it is.',
  'ask.until': 'Until when',
  'ask.submit': 'Ask the chair',

  'reserveSheet.title': 'Reserve without breaking silence',
  'reserveSheet.what': '{delegation} enters a reserve: {kind}.',
  'reserveSheet.next.blocks':
    'It stands in the way of adoption: live at the deadline, it breaks the procedure. Only your delegation ends it.',
  'reserveSheet.next.lapses':
    'It lapses at the deadline, after warnings. Only your delegation ends it before.',
  'reserveSheet.next.none': 'It does not stand in the way of adoption and is printed in the record.',
  'reserveSheet.next.pauses': 'It stops the clock.',
  'reserveSheet.detail.linguistic': 'Language version that is wrong (such as fr)',
  'reserveSheet.detail.waiting': 'The file it waits for',
  'reserveSheet.submit': 'Enter the reserve',

  'endReserve.title': 'End the reserve: {kind}',
  'endReserve.how': 'How',
  'endReserve.lifted': 'Lift it',
  'endReserve.statement': 'Turn it into a statement for the minutes',
  'endReserve.objection': 'Turn it into an objection',
  'endReserve.overridden': 'Override it, for special reasons',
  'endReserve.what.lifted': 'You lift the reserve: {kind}.',
  'endReserve.what.statement': 'You turn the reserve ({kind}) into a statement for the minutes.',
  'endReserve.what.objection': 'You turn the reserve ({kind}) into an objection.',
  'endReserve.what.overridden': 'You override the reserve ({kind}) although its examination has not ended.',
  'endReserve.next.lifted': 'It no longer stands in the way. It stays in the record.',
  'endReserve.next.late':
    'The procedure has ended, and stays as it ended. That you lifted the reserve stands in the record, and the next procedure does not take it over.',
  'endReserve.next.statement': 'It no longer stands in the way; the statement goes with the decision.',
  'endReserve.next.objection':
    'The objection has the effect that an objection has in this procedure, at once.',
  'endReserve.next.overridden': 'It no longer stands in the way. The special reasons stand in the record.',
  'endReserve.evidence': 'Reference',
  'endReserve.submit': 'End the reserve',

  'holdSheet.title': 'Place a hold',
  'holdSheet.what': '{delegation} needs more time and places a hold.',
  'holdSheet.next': 'The clock stands until the hold is lifted, turned into an objection, or runs out.',
  'holdSheet.item': 'On',
  'holdSheet.all': 'Everything',
  'holdSheet.submit': 'Place the hold',

  'endHold.title': 'End the hold',
  'endHold.lift_hold': 'Lift it',
  'endHold.convert_hold': 'Turn it into an objection',
  'endHold.what.lift_hold': 'You lift the hold.',
  'endHold.what.convert_hold': 'You turn the hold into an objection.',
  'endHold.next.lift_hold': 'The clock runs again with the time that was left, and at least one working day.',
  'endHold.next.convert_hold': 'The objection ends what was held.',
  'endHold.submit': 'End the hold',
  'extend.stands': 'The clock stands. Let the procedure run again first.',
  'extend.none': 'The rule book allows no further extension.',

  'leave.title': 'Give leave for a reserve',
  'leave.what': 'You let {name} enter one reserve on the frozen text.',
  'leave.next': 'The leave is used up by the first reserve that needs it. Linguistic reserves need none.',
  'leave.partner': 'Delegation',
  'leave.submit': 'Give leave',
  'reserveSheet.leave':
    'On a frozen text the chair’s leave is needed for every reserve but a linguistic one. Without it this is refused, and nothing is recorded.',

  'closeEarly.title': 'Close early',
  'closeEarly.what': 'You close the procedure on REV {revision} before its deadline.',
  'closeEarly.next':
    'It is adopted at the instant of the last endorsement. Nothing can be said in it afterwards.',
  'closeEarly.notAll': 'Every partner must have endorsed explicitly first.',
  'closeEarly.turned':
    'All that are left have endorsed, which the removal of a partner made possible. At the deadline you confirm that result, or void it.',
  'closeEarly.held': 'A hold stands on a part of it. Wait for its end.',
  'closeEarly.byTime': 'By this rule it closes at its deadline only.',
  'closeEarly.submit': 'Close the procedure',

  'procedure.withheld.all': 'Who objected is not named by this rule book: no count is shown here.',
  'procedure.withheld.chair_and_secretariat':
    'By this rule book chair and secretariat alone see where everybody stands: no count is shown here.',
  'procedure.withheld.own':
    'By this rule book each partner sees its own position alone: no count is shown here.',

  'procedure.sunset': 'What is adopted expires',
  'procedure.breakSilence': 'Break silence',
  'procedure.reserve': 'Reserve without breaking',
  'procedure.hold': 'Place a hold',
  'procedure.askTime': 'Ask for more time',
  'procedure.chair': 'Acts of the chair',

  'askHold.title': 'Ask for a short extension of the hold',
  'askHold.what': '{delegation} asks that its hold last until {at}.',
  'askHold.next':
    'Nothing moves yet. The chair may grant exactly this, once; until then the hold runs out at {at}.',
  'askHold.until': 'Hold until',
  'askHold.submit': 'Ask for the extension',
  'extendHold.title': 'Extend the hold',
  'extendHold.what': 'You extend the hold of {partner} from {from} to {to}, as it asked.',
  'extendHold.next': 'Everybody is told. It is not extended again; at its end it is deemed lifted.',
  'extendHold.submit': 'Extend the hold',

  'slowing.askExtension': 'Ask for an extension',
  'slowing.grantExtension': 'Extend it',
  'slowing.asked': 'Asks for more time, until',
  'slowing.extended': 'Extended; it was to run out',
  'slowing.title': 'Reserves and holds',
  'slowing.end': 'End it',
  'slowing.lift': 'Lift it',
  'slowing.runsOut': 'Runs out',
  'slowing.lifted': 'Lifted',
  'slowing.converted': 'Converted',
  'slowing.lapsed': 'Lapsed',
  'slowing.overridden': 'Overridden',
  'slowing.expired': 'Ran out',
} as const;
