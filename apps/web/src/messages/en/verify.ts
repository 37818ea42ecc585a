export const verify = {
  'register.title': 'Public register',
  'register.lead': 'Joint texts published by {coalition}. Everybody can read them and check their hashes.',
  'register.sentence':
    '{count, plural, =0 {Nothing is published yet.} one {One published text.} other {# published texts.}}',
  'register.empty': 'Nothing is published yet',
  'register.emptyText': 'Adopted packages stand here once the secretariat publishes them.',
  'register.number': 'Number',
  'register.name': 'Title',
  'register.published': 'Published',
  'register.hash': 'Hash',
  'register.file': 'File',
  'register.amendment': 'Amendment {number}',
  'register.json': 'Canonical file',
  'register.caption': 'Published texts, newest first',
  'public.nav': 'Public pages',
  'verify.title': 'Verify a file',
  'verify.lead':
    'Choose a published canonical file. Everything is computed in this browser; the file is not sent anywhere.',
  'verify.file': 'Canonical file (JSON)',
  'verify.reading': 'Computing the hashes',
  'verify.matches': 'This is a text that holds together: every hash in the file is that of its words.',
  'verify.matchesRegister':
    'This is {number} REV {revision} as published here on {at}. It has not been changed.',
  'verify.notRegistered':
    'The file agrees with itself, but this server has not published a text with this hash.',
  'verify.notCompared':
    'The register of this server could not be read, so the file was checked against itself only.',
  'verify.differs': 'The file differs from the text that was decided.',
  'verify.differsHere': 'It differs here:',
  'verify.refused': 'This is not a published file that can be checked.',
  'verify.what': 'What the file says',
  'verify.number': 'Number',
  'verify.textTitle': 'Title',
  'verify.hash': 'Hash of the package, computed here',
  'verify.hashStated': 'Hash of the package, as the file states it',
  'verify.decided': 'Adopted',
  'verify.partners': 'Acts',
  'verify.checks': 'What was checked',
  'verify.check.text': 'Text hash: computed from the canonical text in the file',
  'verify.check.provisions': 'Provision hashes: each computed from its own words',
  'verify.check.package': 'Package hash: computed from the text hash and the annex commitments',
  'verify.check.commitments': 'Commitments: each computed from the provision’s own words and its salt',
  'verify.check.sealed': 'Text hash: computed from the commitments, those of what is left out among them',
  'verify.check.sealedPackage': 'Package hash: computed from the text hash and the annex commitments',
  'verify.check.entries': 'Entries: what is left out is what the stated decision left out, and nothing else',
  'verify.entries': 'Entries',
  'verify.entry.adopted': '{title}: adopted',
  'verify.entry.rejected': 'Not adopted, left out',
  'verify.entry.open': 'To be decided, left out',
  'verify.amends': 'Amends',
  'verify.difference.ENTRIES.NOT_THERE':
    'Entry {entry} is stated as adopted, and a provision of it is not in the text.',
  'verify.difference.ENTRIES.NOT_LEFT_OUT':
    'Entry {entry} was not adopted, and what it left out is not what the text leaves out.',
  'verify.difference.CORRIGENDUM.TEXT':
    'Corrigendum {number}: the text that it was filed on is not that of its hashes.',
  'verify.difference.CORRIGENDUM.PASSAGES':
    'Corrigendum {number}: its passages do not make the text that follows.',
  'verify.difference.CORRIGENDUM.LEFT_OUT':
    'Corrigendum {number}: what it says of passages in what is left out does not hold.',
  'verify.difference.CORRIGENDUM.INSTANTS': 'Corrigendum {number}: its instants are out of order.',
  'verify.difference.ENTRIES.UNSAID': 'Something is left out of the text, and no decision says so.',
  'verify.difference.ENTRIES.NUMBER': 'An entry is named that is not there.',
  'verify.difference.ENTRIES.RESIDUAL':
    'The hash of what is adopted is not that of the entries stated as adopted.',
  'verify.check.register': 'Register: the hash is looked up in the public register of this server',
  'verify.without': 'To check it without this page',
  'verify.withoutText': 'With a clone of the project on a machine of your own:',
  'verify.command': 'npx entente verify FILE',
  'verify.numberRevision': '{number} REV {revision}',
  'verify.good': 'holds',
  'verify.bad': 'does not hold',
  'verify.notExact':
    'The content is the same, but another program wrote the file anew: its bytes are not those that were published.',
  'verify.notOurs': 'It is no published file of this kind. Nothing in it was checked.',
  'verify.damaged.TRUNCATED': 'It starts as a published file and ends before its end. Download it again.',
  'verify.damaged.FIELDS':
    'It says that it is a published file, but its field “{detail}” is missing or not as it must be.',
  'verify.damaged.TOO_LARGE': 'It is larger than any published file.',
  'verify.difference.PROVISION_CHANGED': '{citation}: the words are not those that were decided ({id}).',
  'verify.difference.PROVISION_ADDED': '{citation}: it was not in the text that was decided ({id}).',
  'verify.difference.PROVISION_MISSING': 'A provision is missing from the text ({id}).',
  'verify.difference.TEXT_ELSEWHERE':
    'The title, a formula or the order of the parts is another than decided. Stated {stated}, computed {computed}.',
  'verify.difference.TEXT_NOT_CANONICAL': 'The text is not in its canonical form ({detail}).',
  'verify.difference.PACKAGE_HASH':
    'The stated hashes of the text and the annexes do not give the stated hash of the package. Stated {stated}, computed {computed}.',
  'verify.difference.DECISION.OBJECTION':
    'An objection by {partner} is stated, so it cannot have been adopted.',
  'verify.difference.DECISION.TWICE': '{partner} is stated to have acted twice.',
  'verify.difference.DECISION.NONE': 'No act of any partner is stated.',
  'verify.difference.OTHER_PACKAGE': 'It is another package than the one that was asked for: {stated}.',
} as const;
