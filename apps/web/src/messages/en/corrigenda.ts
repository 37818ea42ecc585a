export const corrigenda = {
  'corrigendum.title': 'Corrigenda',
  'corrigendum.file': 'Correct the form',
  'corrigendum.means':
    'A slip of the pen: for some words others are to be read. Every partner has a day to contest it.',
  'corrigendum.what':
    'You file a corrigendum to REV {revision}: {count, plural, one {one passage} other {# passages}}, of form only.',
  'corrigendum.next':
    'Every delegation is told, and has 24 hours to contest it; contested by one, the procedure is void. Else it stands, and acts name the corrected hash; what was said before stays.',
  'corrigendum.nextAdopted':
    'Every delegation is told, and has 24 hours to contest it; contested by one, it falls and nothing changes. Else it stands, and the corrected text can be published; what is published already is then amended.',
  'corrigendum.submit': 'File the corrigendum',
  'corrigendum.runs': 'One corrigendum runs already. Wait for its 24 hours.',
  'corrigendum.passage': 'Passage {number}',
  'corrigendum.passages': 'Passages',
  'corrigendum.provision': 'Where',
  'corrigendum.for': 'For',
  'corrigendum.forHint': 'Words that stand there once.',
  'corrigendum.read': 'Read',
  'corrigendum.readHint': 'Empty: they are deleted.',
  'corrigendum.remove': 'Remove passage {number}',
  'corrigendum.add': 'Add a passage',
  'corrigendum.note': 'Note',
  'corrigendum.noteHint': 'Why it is of form only. It is published with the passages.',
  'corrigendum.noteMissing': 'Say in the note why it is of form only.',
  'corrigendum.incomplete': 'Say for each passage where it is and which words are to be replaced.',
  'corrigendum.notSealed':
    'This version was tabled before texts were sealed, so its corrected text could not be published. Table it again.',
  'corrigendum.outcome': 'What will stand',
  'corrigendum.forRead': '{place}: for “<before></before>” read “<after></after>”.',
  'corrigendum.delete': '{place}: “<before></before>” is deleted.',
  'corrigendum.noPlace': 'Text',
  'corrigendum.readIt': 'Read the text as corrected',
  'corrigendum.fault.PROVISION_UNKNOWN': 'Passage {number}: choose the provision.',
  'corrigendum.fault.WORDS_NOT_THERE': 'These words do not stand in this provision.',
  'corrigendum.fault.WORDS_NOT_ONCE':
    'These words stand there more than once. Give more of the words around them.',
  'corrigendum.fault.WORDS_SAME': 'The words are the same before and after.',
  'corrigendum.fault.OVERLAP': 'Passage {number} meets another one. File both as one passage.',
  'corrigendum.fault.CHARACTERS':
    'The new words have what no text may have, or what joins its neighbours ({detail}).',
  'corrigendum.fault.TEXT': 'The text could not stand so: {code}. A provision may not be left without words.',
  'corrigendum.hash': 'Hash of the corrected words:',
  'corrigendum.running':
    'The secretariat filed a change that it says is of form only, <at></at>. Unless a partner contests it, it stands <stands></stands>.',
  'corrigendum.stands':
    'A corrigendum filed <at></at> stands since <stands></stands>: acts name its hash from then on.',
  'corrigendum.contested': 'A corrigendum filed <at></at> was contested.',
} as const;
