/** One sentence for each event of a procedure. ICU messages; `none` where there is nothing to say. */
export const eventWords = {
  'by.time': 'time',
  'event.prepared': 'The procedure was prepared.',
  'event.announced': 'The procedure was announced.',
  'event.opened': 'Opened; electorate of {members}.',
  'event.acted':
    '{partner} {act, select, agree {agreed} object {objected} abstain {abstained} other {abstained constructively}}{scope, select, none {} other { on {scope}}}{referendum, select, true {, ad referendum} other {}}{holder, select, none {} other {, by {holder} with its proxy}}{reason, select, none {.} other {: {reason}}}',
  'event.received': '{partner}: {command}{reason, select, none {.} other {: {reason}}}',
  'event.disagreed':
    'Two people of {partner} said different things; the higher level, else the later, counts.',
  'event.act_confirmed': 'The capital confirmed an act ad referendum.',
  'event.act_repudiated': 'The capital did not confirm an act ad referendum.',
  'event.objection_withdrawn': 'An objection was taken back.',
  'event.hold_placed': '{partner} placed a hold: {reason}',
  'event.hold_extension_asked': '{partner} asked that its hold last until {to}: {reason}',
  'event.hold_extended': 'The hold of {partner} was extended from {from} to {to}.',
  'event.hold_ended': 'A hold ended: {mode}.',
  'event.suspended': 'The chair stopped the clock: {reason}',
  'event.suspension_ended': 'The chair’s suspension ended.',
  'event.resumed': 'The clock ran again, until {to}.',
  'event.settled': 'Decided on {items}: {state} ({cause}).',
  'event.extended': 'The deadline was extended from {from} to {to}.',
  'event.shortening_agreed': '{partner} agreed to end at {to}.',
  'event.shortened': 'The deadline was shortened from {from} to {to}.',
  'event.clock_faulted': 'The clock was found to be off by {ms} ms; nothing closes by it.',
  'event.corrigendum_filed':
    'A corrigendum of form was filed ({note}); it stands from {at} unless contested.',
  'event.corrigendum_contested': '{partner} contested the corrigendum.',
  'event.corrigendum_stands': 'Nobody contested the corrigendum; it stands.',
  'event.electorate_scheduled': 'A change of the electorate was set for {at}.',
  'event.electorate_changed':
    'The electorate changed.{left, select, none {} other { Left or suspended: {left}.}}{joined, select, none {} other { Joined: {joined}.}}',
  'event.participation_declined': '{partner} takes no part.',
  'event.proxy_given': '{giver} gave its proxy to {holder}.',
  'event.proxy_revoked': '{giver} revoked its proxy.',
  'event.cell_set': '{partner} on {target}: {cell}.',
  'event.escalated': 'It was put to a count after the objection of {partners}.',
  'event.confirmation_due':
    'The change of the electorate turns the result ({is}; it was {was}): the chair has to confirm.',
  'event.result_confirmed': 'The chair confirmed the result.',
  'event.reserve_entered':
    '{partner} entered a reserve ({kind}){scope, select, none {} other { on {scope}}}.',
  'event.reserve_ended': 'A reserve ended: {mode}.',
  'event.declared': 'Declaration ({kind}){partners, select, none {} other { of {partners}}}.',
  'event.late_objection': '{partner} objected after the end, without effect: {reason}',
  'event.publication_held': 'Publication is held.',
  'event.publication_released': 'Publication is released.',
  'event.sunset_near':
    'All were told that what was adopted expires on {at}, {days, plural, one {one day} other {# days}} on.',
  'event.warned': '{partner} was warned: {what}.',
  'event.closed': 'Ended: {state} ({cause}){partners, select, none {} other { by {partners}}}.',
} as const;
