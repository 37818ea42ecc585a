/** The rules and terms of procedures in full sentences, as a decision record prints them. ICU messages. */
export const ruleWords = {
  'kind.vote': 'A vote: each partner of the electorate says where it stands.',
  'kind.written': 'A written procedure: answers count until the deadline. No reply is no consent.',
  'kind.silence': 'A silence procedure: who says nothing until the deadline has agreed.',
  'kind.no_objection': 'A no-objection procedure: who says nothing until the deadline has agreed.',
  'kind.matrix': 'A matrix: each partner says for each target whether it takes part.',

  'rule.UNANIMITY_STRICT': 'Adopted where every member of the electorate is in favour.',
  'rule.UNANIMITY_ABST':
    'Adopted where nobody of the electorate is against, nobody is absent, and at least one member is in favour. An abstention does not prevent it, unless those that qualify theirs (constructive abstention) are at least a third of the members and hold at least a third of the weight.',
  'rule.CONSENSUS': 'Adopted where nobody of the electorate objects. Silence and absence are no objection.',
  'rule.CONSENSUS_MINUS_K':
    'Adopted where nobody of the electorate objects but the states left out, at most {k}: {excluded}.',
  'rule.QMV_55_65':
    'Adopted where at least 55 % of the members are in favour, and either they hold at least 65 % of the weight or those not in favour are fewer than a blocking minority needs.',
  'rule.QMV_72_65':
    'Adopted where at least 72 % of the members are in favour and hold at least 65 % of the weight.',
  'rule.QMV_72_65.rescue':
    'Adopted where at least 72 % of the members are in favour, and either they hold at least 65 % of the weight or those not in favour are fewer than a blocking minority needs.',
  'rule.UNSC_SUBSTANTIVE': 'Adopted with at least nine votes in favour and no permanent member against.',
  'rule.UNSC_PROCEDURAL': 'Adopted with at least nine votes in favour.',
  'rule.TWO_THIRDS_MEMBERS': 'Adopted where at least two thirds of the members are in favour.',
  'rule.TWO_THIRDS_CAST':
    'Adopted where at least two thirds of those in favour or against are in favour. Abstentions are not counted.',
  'rule.SIMPLE_MAJORITY_MEMBERS':
    'Adopted where more than half of the members are in favour. A tie adopts nothing.',
  'rule.SIMPLE_MAJORITY_CAST':
    'Adopted where more members are in favour than against. Abstentions are not counted; a tie adopts nothing.',
  'rule.WEIGHTED': 'Adopted where those in favour hold at least {num}/{den} of the weight.',
  'rule.MATRIX':
    'A target is launched where at least {minPartners, plural, one {one partner is} other {# partners are}} in; the whole is adopted where at least {minTargets, plural, one {one target is} other {# targets are}} launched.',
  'rule.REVERSE_CONSENSUS':
    'It takes effect after {days, plural, one {one day} other {# days}} unless every member of the electorate is against it.',
  'rule.COMPOSITE': 'Adopted where each of these parts is, on the same hash.',
  'rule.part': 'Part “{name}”: {text}',

  'terms.fallback': 'An objection does not end it but puts it to a count: {text}',
  'terms.objection.terminate': 'One objection ends it when it is received.',
  'terms.objection.severable':
    'Entries are severable: an objection to some of them rejects those, and the rest runs on.',
  'terms.holdExtension':
    'The chair may extend a hold once, where its holder asks, by at most {days, plural, =0 {less than a day} one {one day} other {# days}}.',
  'terms.holds':
    'A partner may place a hold, which stops the clock, for at most {days, plural, one {one day} other {# days}}.',
  'terms.inclusive': 'What is received at the deadline itself is in time; the end is one millisecond later.',
  'terms.exclusive': 'What is received at the deadline itself is late.',
  'terms.quorum.number': 'Quorum: {members, plural, one {one member} other {# members}}.',
  'terms.quorum.half': 'Quorum: half of the electorate.',
  'terms.quorum.majority': 'Quorum: more than half of the electorate.',
  'terms.quorum.two_thirds': 'Quorum: two thirds of the electorate.',
  'terms.noAbstain': 'Nobody may abstain.',
  'terms.constructive':
    'An abstention may be qualified by a declaration (constructive abstention); the decision does not bind who makes one.',
  'terms.brake': 'A partner may invoke the emergency brake with a stated reason; it is then referred.',
  'terms.reasons': 'An objection states its reasons.',
  'terms.contestable': 'Before opening, a partner may contest that silence is used.',
  'terms.joiners': 'Who joins the body while it is pending enters the electorate.',
  'terms.blocks': 'Reserves that block adoption unless lifted: {kinds}.',
  'terms.lapses': 'Reserves that lapse at the deadline: {kinds}.',
  'terms.extensions':
    '{count, plural, =0 {The deadline is not extended.} one {The chair may extend the deadline once.} other {The chair may extend the deadline # times at most.}}',
  'terms.proxies':
    '{count, plural, =0 {There are no proxies.} one {A member holds at most one proxy.} other {A member holds at most # proxies.}}',
  'terms.recall':
    'After a late objection the chair may hold publication for {hours, plural, one {one hour} other {# hours}} after adoption.',
  'terms.visibility.all': 'Positions are shown to all.',
  'terms.visibility.chair_and_secretariat': 'Positions are shown to the chair and the secretariat.',
  'terms.visibility.own': 'Each partner sees its own position only.',
  'terms.unnamed': 'Who objects is not named to the others.',

  'reserve.general_scrutiny': 'general scrutiny',
  'reserve.scrutiny': 'scrutiny',
  'reserve.substantive': 'substantive',
  'reserve.parliamentary': 'parliamentary',
  'reserve.linguistic': 'linguistic',
  'reserve.ad_referendum': 'ad referendum',
  'reserve.legal': 'legal',
  'reserve.waiting': 'waiting',
  'reserve.hold': 'hold',
  'reserve.registered_concern': 'registered concern',
} as const;
